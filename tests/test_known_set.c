// nets/known_set and the data sets by name.
#include "nets/known_set.h"
#include "tests/check.h"
#include "tests/known_case.h"

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
        assert_in_range(set->train, 60000, 1000000);
        assert_in_range(set->test, 10000, 200000);
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
    ok = dataset_load(type, settings, &(DataPlaces){0}, set, err);
    free(settings);
    return ok;
}

static bool size_folder(const char *path, int classes, DatasetSize *size,
                        Error *err)
{
    const DatasetType *type = (const DatasetType *)entry_find(datasets, "idx");
    void *settings = calloc(1, type->entry.size);
    bool ok;

    params_fill(type->entry.params, settings);
    param_set_text(param_find(type->entry.params, "path"), settings, path);
    param_set(param_find(type->entry.params, "classes"), settings, classes);
    ok = dataset_size(type, settings, size, err);
    free(settings);
    return ok;
}

// Headers say how many images there are, and labels how many classes, unless
// the settings do.
static void a_folder_of_ones_own_is_as_large_as_what_is_read(void **state)
{
    Case c;
    Dataset set;
    DatasetSize size;
    char path[500];
    char file[500];
    Error err;

    (void)state;
    case_init(&c);
    assert_false(size_folder("", 0, &size, &err));
    assert_false(size_folder("/nonexistent", 0, &size, &err));
    write_files(&c, "own", path);
    assert_true(load_folder(path, 0, &set, &err));
    assert_true(size_folder(path, 0, &size, &err));
    assert_int_equal(size.train, set.train.count);
    assert_int_equal(size.test, set.test.count);
    assert_memory_equal(&size.shape, &set.train.shape, sizeof size.shape);
    assert_int_equal(size.classes, set.classes);
    dataset_release(&set);
    assert_true(size_folder(path, 7, &size, &err));
    assert_int_equal(size.classes, 7);
    (void)folder_write(&c.folder, "own/x-train-images-idx3", "", 0, file);
    assert_false(size_folder(path, 0, &size, &err));
    case_release(&c);
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
    assert_true(dataset_load(type, NULL, &places, &set, &err));
    assert_int_equal(set.train.count, type->known->train);
    assert_int_equal(set.test.count, type->known->test);
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
        cmocka_unit_test(every_published_set_is_fully_described),
        cmocka_unit_test(a_folder_of_ones_own_is_read_by_its_files_names),
        cmocka_unit_test(a_folder_of_ones_own_is_as_large_as_what_is_read),
        cmocka_unit_test(mnist_is_what_it_is_known_to_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
