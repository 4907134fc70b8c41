// nets/known_fetch: sets come whole and right from their mirrors, or not at
// all.
#include "nets/known_fetch.h"
#include "tests/check.h"
#include "tests/known_case.h"
#include "tests/server.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_fetched_from_the_first_mirror_that_has_it),
        cmocka_unit_test(a_wrong_or_broken_file_is_not_kept),
        cmocka_unit_test(a_file_packed_otherwise_is_compared_unpacked),
        cmocka_unit_test(an_archive_is_unpacked_into_the_cache),
        cmocka_unit_test(a_mirror_can_be_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
