// nets/known_set, nets/known_fetch and the data sets by name.
#include "nets/known_fetch.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/packed.h"
#include "tests/server.h"

enum { CLASSES = 3, TRAIN = 6, TEST = 3, SIDE = 2 };

static const char *const names[SET_FILES] = {
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

// A little set of our own, packed, and all that its row needs.
typedef struct {
    KnownSet set;
    Text packed[SET_FILES];
    char md5[SET_FILES][DIGEST_TEXT];
    char sha256[SET_FILES][DIGEST_TEXT];
    Folder folder;  // an empty one
    char cache[500];
} Case;

static void case_init(Case *c)
{
    Text raw[] = {idx_images(TRAIN, SIDE), idx_labels(TRAIN, 1, CLASSES),
                  idx_images(TEST, SIDE), idx_labels(TEST, 1, CLASSES)};

    *c = (Case){.set = {.name = "tiny",
                        .folder = "small",
                        .classes = CLASSES,
                        .first_label = 1},
                .folder = folder_new()};
    for (int i = 0; i < SET_FILES; i++) {
        Digest *digest = digest_new(DIGEST_MD5);

        c->packed[i] = packed(&raw[i]);
        digest_of(raw[i].data, raw[i].length, c->sha256[i]);
        digest_add(digest, c->packed[i].data, c->packed[i].length);
        digest_end(digest, c->md5[i]);
        c->set.files[i] = names[i];
        c->set.md5[i] = c->md5[i];
        text_release(&raw[i]);
    }
    (void)folder_path(&c->folder, "cache", c->cache);
}

static void case_release(Case *c)
{
    for (int i = 0; i < SET_FILES; i++)
        text_release(&c->packed[i]);
    folder_remove(&c->folder);
}

// Writes the four packed files into a folder below the case's.
static void write_files(const Case *c, const char *below, char path[500])
{
    Error err;
    char file[200];
    char ignored[500];

    (void)folder_path(&c->folder, below, path);
    assert_true(file_make_folder(path, &err));
    for (int i = 0; i < SET_FILES; i++) {
        (void)snprintf(file, sizeof file, "%s/%s.gz", below, names[i]);
        (void)folder_write(&c->folder, file, c->packed[i].data,
                           c->packed[i].length, ignored);
    }
}

static void check_found(const Case *c, const DataPlaces *places,
                        const char *expected)
{
    Text folder = {0};
    bool found = known_find(&c->set, places, &folder);

    assert_int_equal(found, expected != NULL);
    if (found)
        assert_string_equal(text_string(&folder), expected);
    text_release(&folder);
}

static void a_set_is_found_in_its_places(void **state)
{
    Case c;
    char path[500];
    DataPlaces places = {0};

    (void)state;
    case_init(&c);
    places = (DataPlaces){.folder = c.folder.path, .cache = c.cache};
    check_found(&c, &places, NULL);
    write_files(&c, "cache/small", path);
    check_found(&c, &places, path);
    write_files(&c, "small", path);
    check_found(&c, &places, path);
    write_files(&c, "tiny", path);
    check_found(&c, &places, path);
    write_files(&c, ".", path);
    check_found(&c, &places, c.folder.path);
    places.folder = NULL;
    check_found(&c, &places, folder_path(&c.folder, "cache/small", path));
    places.cache = NULL;
    check_found(&c, &places, NULL);
    case_release(&c);
}

// Fashion-MNIST's files are called as MNIST's, and lie about in such folders.
static void files_named_as_mnists_are_not_taken_for_another_set(void **state)
{
    Case c;
    char path[500];
    DataPlaces places = {0};

    (void)state;
    case_init(&c);
    places.folder = c.folder.path;
    write_files(&c, ".", path);
    c.set.mnist_names = true;
    check_found(&c, &places, c.folder.path);
    c.set.md5[TEST_IMAGES] = c.md5[TRAIN_IMAGES];
    check_found(&c, &places, NULL);
    write_files(&c, "tiny", path);
    check_found(&c, &places, path);
    case_release(&c);
}

static void a_set_is_read_with_labels_from_0_and_images_upright(void **state)
{
    static const uint8_t labels[] = {0, 1, 2, 0, 1, 2};
    static const uint8_t upright[] = {4, 6, 5, 7};
    Case c;
    Dataset set;
    char path[500];
    char digests[2][DIGEST_TEXT];
    DataPlaces places = {0};
    Error err;

    (void)state;
    case_init(&c);
    write_files(&c, "tiny", path);
    places.folder = c.folder.path;
    c.set.transposed = true;
    assert_true(known_load(&c.set, &places, &set, &err));
    assert_int_equal(set.train.count, TRAIN);
    assert_int_equal(set.test.count, TEST);
    assert_int_equal(set.classes, CLASSES);
    assert_memory_equal(set.train.labels, labels, TRAIN);
    assert_memory_equal(set.train.images + 4, upright, 4);
    dataset_release(&set);
    assert_true(known_digest(&c.set, &places, digests[0], &err));
    for (int i = 0; i < SET_FILES; i++)
        c.set.sha256[i] = c.sha256[i];
    assert_true(known_digest(&c.set, &(DataPlaces){0}, digests[1], &err));
    assert_string_equal(digests[0], digests[1]);
    case_release(&c);
}

static void files_of_another_set_are_refused(void **state)
{
    Case c;
    Dataset set;
    char path[500];
    DataPlaces places = {0};
    Error err;

    (void)state;
    case_init(&c);
    write_files(&c, "tiny", path);
    places.folder = c.folder.path;
    c.set.sha256[TEST_LABELS] = c.sha256[TEST_IMAGES];
    assert_false(known_load(&c.set, &places, &set, &err));
    assert_non_null(strstr(err.message,
                           "t10k-labels-idx1-ubyte.gz' is not the "
                           "file of 'tiny'"));
    assert_non_null(strstr(err.message, c.sha256[TEST_LABELS]));
    assert_null(set.train.images);
    case_release(&c);
}

static void a_missing_set_says_where_it_was_looked_for(void **state)
{
    Case c;
    Dataset set;
    DataPlaces places = {0};
    Error err;

    (void)state;
    case_init(&c);
    places = (DataPlaces){.folder = "/nowhere", .cache = c.cache};
    assert_false(known_load(&c.set, &places, &set, &err));
    assert_non_null(strstr(err.message,
                           "cannot find the data set 'tiny'; "
                           "looked in '/nowhere', "
                           "'/nowhere/small', '"));
    assert_non_null(strstr(err.message, c.cache));
    assert_non_null(strstr(err.message, "quadrille data fetch tiny"));
    assert_non_null(strstr(err.message, "--data"));
    assert_non_null(strstr(err.message, "'digits'"));
    assert_int_equal(err.exit_code, EXIT_FAILED);
    case_release(&c);
}

// Fetches from mirrors that have other answers for the four files.
static bool fetch(Case *c, const Answer *answers, Error *err)
{
    static const char *const mirrors[] = {"/a/", "/b"};
    Server server = server_start(answers);
    char urls[2][100];
    DataPlaces places = {.cache = c->cache, .download = true};
    Text folder = {0};
    bool ok;

    for (int i = 0; i < 2; i++) {
        (void)snprintf(urls[i], sizeof urls[i], "%s%s", server.url, mirrors[i]);
        c->set.mirrors[i] = urls[i];
    }
    ok = known_obtain(&c->set, &places, &folder, err);
    c->set.mirrors[0] = c->set.mirrors[1] = NULL;
    text_release(&folder);
    server_stop(&server);
    return ok;
}

// Answers with the four files at a mirror; `room` for paths.
static void serve(const Case *c, const char *mirror, char room[SET_FILES][100],
                  Answer answers[SET_FILES + 1])
{
    memset(answers, 0, (SET_FILES + 1) * sizeof *answers);
    for (int i = 0; i < SET_FILES; i++) {
        (void)snprintf(room[i], 100, "%s/%s.gz", mirror, names[i]);
        answers[i] = (Answer){.path = room[i],
                              .body = c->packed[i].data,
                              .count = c->packed[i].length};
    }
}

// How many files the set has in the cache.
static int cached(const Case *c)
{
    char path[500];

    return folder_count(folder_path(&c->folder, "cache/small", path));
}

static void a_set_is_fetched_from_the_first_mirror_that_has_it(void **state)
{
    char room[SET_FILES][100];
    Answer answers[SET_FILES + 1];
    Case c;
    Dataset set;
    DataPlaces places = {0};
    Error err;

    (void)state;
    case_init(&c);
    serve(&c, "/b", room, answers);
    assert_true(fetch(&c, answers, &err));
    assert_int_equal(cached(&c), SET_FILES);
    places.cache = c.cache;
    assert_true(known_load(&c.set, &places, &set, &err));
    assert_int_equal(set.train.count, TRAIN);
    dataset_release(&set);
    case_release(&c);
}

static void a_wrong_or_broken_file_is_not_kept(void **state)
{
    char room[SET_FILES][100];
    Answer answers[SET_FILES + 1];
    Case c;
    Error err;

    (void)state;
    case_init(&c);
    serve(&c, "/a", room, answers);
    answers[TEST_IMAGES].withheld = 5;
    assert_false(fetch(&c, answers, &err));
    assert_non_null(strstr(err.message, "5 bytes remaining"));
    assert_non_null(strstr(err.message, "/b/t10k-images-idx3-ubyte.gz: "));
    assert_non_null(strstr(err.message, "404"));
    assert_int_equal(cached(&c), 2);
    answers[TEST_IMAGES].withheld = 0;
    answers[TEST_LABELS].body = c.packed[TRAIN_LABELS].data;
    assert_false(fetch(&c, answers, &err));
    assert_non_null(strstr(err.message, "its MD5 is"));
    assert_non_null(strstr(err.message, c.md5[TEST_LABELS]));
    assert_int_equal(cached(&c), 3);
    // What was fetched before is not fetched again.
    answers[TEST_LABELS].body = c.packed[TEST_LABELS].data;
    answers[TRAIN_IMAGES].path = "/gone";
    assert_true(fetch(&c, answers, &err));
    assert_int_equal(cached(&c), SET_FILES);
    case_release(&c);
}

static void a_file_packed_otherwise_is_compared_unpacked(void **state)
{
    char room[SET_FILES][100];
    Answer answers[SET_FILES + 1];
    Case c;
    Error err;

    (void)state;
    case_init(&c);
    for (int i = 0; i < SET_FILES; i++) {
        c.set.md5[i] = NULL;
        c.set.sha256[i] = c.sha256[i];
    }
    c.packed[TRAIN_IMAGES].data[4] ^= 1;  // gzip's time
    serve(&c, "/a", room, answers);
    assert_true(fetch(&c, answers, &err));
    c.set.folder = "again";
    c.set.sha256[TRAIN_IMAGES] = c.sha256[TEST_IMAGES];
    assert_false(fetch(&c, answers, &err));
    assert_non_null(strstr(err.message, "unpacked, its SHA-256 is"));
    case_release(&c);
}

static void an_archive_is_unpacked_into_the_cache(void **state)
{
    Case c;
    Zip zip = {0};
    Text archive;
    Digest *digest = digest_new(DIGEST_MD5);
    char md5[DIGEST_TEXT];
    Error err;

    (void)state;
    case_init(&c);
    for (int i = 0; i < SET_FILES; i++) {
        char name[100];

        (void)snprintf(name, sizeof name, "gzip/%s.gz", names[i]);
        zip_add_stored(&zip, name, &c.packed[i]);
    }
    archive = zip_end(&zip);
    digest_add(digest, archive.data, archive.length);
    digest_end(digest, md5);
    c.set.archive = "all.zip";
    c.set.archive_md5 = md5;
    assert_true(fetch(&c,
                      (Answer[]){{.path = "/a/all.zip",
                                  .body = archive.data,
                                  .count = archive.length},
                                 {0}},
                      &err));
    assert_int_equal(cached(&c), SET_FILES);
    text_release(&archive);
    case_release(&c);
}

static void a_mirror_can_be_chosen(void **state)
{
    Case c;
    char path[500];
    char url[600];
    DataPlaces places = {0};
    Error err;

    (void)state;
    case_init(&c);
    write_files(&c, "elsewhere", path);
    (void)snprintf(url, sizeof url, "file://%s", path);
    places = (DataPlaces){.cache = c.cache, .mirror = url};
    assert_true(known_fetch(&c.set, &places, &err));
    assert_int_equal(cached(&c), SET_FILES);
    case_release(&c);
}

static void every_published_set_is_fully_described(void **state)
{
    int count = 0;

    (void)state;
    for (const Entry *const *entry = datasets; *entry; entry++) {
        const KnownSet *set = ((const DatasetType *)*entry)->known;

        if (!set)
            continue;
        count++;
        assert_string_equal(set->name, (*entry)->name);
        assert_in_range(set->classes, 2, 256);
        for (int i = 0; i < SET_FILES; i++) {
            assert_non_null(set->files[i]);
            assert_true(set->archive || set->sha256[i] || set->md5[i]);
            assert_true(!set->sha256[i] || strlen(set->sha256[i]) == 64);
            assert_true(!set->md5[i] || strlen(set->md5[i]) == 32);
            for (int j = 0; j < i; j++)
                assert_string_not_equal(set->files[i], set->files[j]);
        }
        assert_true(!set->archive || strlen(set->archive_md5) == 32);
        for (int i = 0; i == 0 || set->mirrors[i]; i++)
            assert_int_equal(set->mirrors[i][strlen(set->mirrors[i]) - 1], '/');
    }
    assert_int_equal(count, 10);
}

// A folder of one's own, by the data set `idx`.
static bool load_folder(const char *path, int classes, Dataset *set, Error *err)
{
    const DatasetType *type = (const DatasetType *)entry_find(datasets, "idx");
    void *settings = calloc(1, type->entry.size);
    bool ok;

    params_fill(type->entry.params, settings);
    param_set_text(param_find(type->entry.params, "path"), settings, path);
    param_set(param_find(type->entry.params, "classes"), settings, classes);
    ok = type->load(settings, &(DataPlaces){0}, set, err);
    free(settings);
    return ok;
}

static void a_folder_of_ones_own_is_read_by_its_files_names(void **state)
{
    Case c;
    Dataset set;
    char path[500];
    char file[500];
    Error err;

    (void)state;
    case_init(&c);
    assert_false(load_folder("", 0, &set, &err));
    assert_int_equal(err.exit_code, EXIT_MISUSED);
    write_files(&c, "own", path);
    assert_true(load_folder(path, 0, &set, &err));
    assert_int_equal(set.classes, 4);  // labels 1, 2, 3
    dataset_release(&set);
    assert_false(load_folder(path, 3, &set, &err));
    assert_non_null(strstr(err.message, "has label 3 at place 3"));
    (void)folder_write(&c.folder, "own/x-train-images-idx3", "", 0, file);
    assert_false(load_folder(path, 0, &set, &err));
    assert_non_null(strstr(err.message, "has 2 files like 'train-images"));
    assert_false(load_folder(c.folder.path, 0, &set, &err));
    assert_non_null(strstr(err.message, "has no file like 'train-images"));
    case_release(&c);
}

static void mnist_is_what_it_is_known_to_be(void **state)
{
    static const size_t expected[10] = {5923, 6742, 5958, 6131, 5842,
                                        5421, 5918, 6265, 5851, 5949};
    const DatasetType *type =
        (const DatasetType *)entry_find(datasets, "mnist");
    DataPlaces places = {.folder = getenv("QUADRILLE_DATA")};
    size_t counts[10] = {0};
    Dataset set;
    Error err;

    (void)state;
    if (!places.folder) {
        print_message("skipped: QUADRILLE_DATA, MNIST's folder, is unset\n");
        skip();
    }
    assert_true(type->load(NULL, &places, &set, &err));
    assert_int_equal(set.train.count, 60000);
    assert_int_equal(set.test.count, 10000);
    for (size_t i = 0; i < set.train.count; i++)
        counts[set.train.labels[i]]++;
    for (int i = 0; i < 10; i++)
        assert_int_equal(counts[i], expected[i]);
    dataset_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_found_in_its_places),
        cmocka_unit_test(files_named_as_mnists_are_not_taken_for_another_set),
        cmocka_unit_test(a_set_is_read_with_labels_from_0_and_images_upright),
        cmocka_unit_test(files_of_another_set_are_refused),
        cmocka_unit_test(a_missing_set_says_where_it_was_looked_for),
        cmocka_unit_test(a_set_is_fetched_from_the_first_mirror_that_has_it),
        cmocka_unit_test(a_wrong_or_broken_file_is_not_kept),
        cmocka_unit_test(a_file_packed_otherwise_is_compared_unpacked),
        cmocka_unit_test(an_archive_is_unpacked_into_the_cache),
        cmocka_unit_test(a_mirror_can_be_chosen),
        cmocka_unit_test(every_published_set_is_fully_described),
        cmocka_unit_test(a_folder_of_ones_own_is_read_by_its_files_names),
        cmocka_unit_test(mnist_is_what_it_is_known_to_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
