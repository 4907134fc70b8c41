// harness/shelf: how checkpoints are called, which is found, which goes.
#include "harness/shelf.h"
#include "tests/check.h"
#include "tests/folder.h"

static const char digest_a[] =
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char digest_b[] =
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

// A folder `shelf` inside of a folder of the test's own.
static Folder shelf_new(void)
{
    Folder root = folder_new();
    char path[500];

    assert_int_equal(mkdir(folder_path(&root, "shelf", path), 0700), 0);
    return root;
}

static void put(const Folder *root, const char *path)
{
    char full[500];

    (void)folder_write(root, path, "x", 1, full);
}

static void put_epoch(const Folder *root, int epoch)
{
    char path[256];

    shelf_epoch_path("shelf", epoch, path, sizeof path);
    put(root, path);
}

static void put_partial(const Folder *root, int epoch, double seconds,
                        const char *digest)
{
    char path[256];

    shelf_partial_path("shelf", epoch, seconds, digest, path, sizeof path);
    put(root, path);
}

static bool has(const Folder *root, const char *path)
{
    char full[500];

    return access(folder_path(root, path, full), F_OK) == 0;
}

static int count(const Folder *root)
{
    char path[500];

    return folder_count(folder_path(root, "shelf", path));
}

static bool has_epoch(const Folder *root, int epoch)
{
    char path[256];

    shelf_epoch_path("shelf", epoch, path, sizeof path);
    return has(root, path);
}

static void paths_are_as_documented(void **state)
{
    char path[256];
    char expected[256];

    (void)state;
    shelf_epoch_path("a/b", 3, path, sizeof path);
    assert_string_equal(path, "a/b/epoch-0003.safetensors");
    shelf_epoch_path("a", 12345, path, sizeof path);
    assert_string_equal(path, "a/epoch-12345.safetensors");
    shelf_partial_path("a", 3, 1.25, digest_a, path, sizeof path);
    (void)snprintf(expected, sizeof expected, "a/partial-3-1250-%s.safetensors",
                   digest_a);
    assert_string_equal(path, expected);
}

static void seconds_are_read_from_partial_names_only(void **state)
{
    char path[256];

    (void)state;
    shelf_partial_path("partial-9-7-x", 3, 86400.5, digest_a, path,
                       sizeof path);
    assert_near(shelf_seconds(path), 86400.5, 0);
    assert_near(shelf_seconds(strrchr(path, '/') + 1), 86400.5, 0);
    shelf_epoch_path("partial-9-7-x", 3, path, sizeof path);
    assert_near(shelf_seconds(path), 0, 0);
    assert_near(shelf_seconds("a/partial-3-1250-short.safetensors"), 0, 0);
    assert_near(shelf_seconds(""), 0, 0);
}

static void a_partial_checkpoint_is_found_by_its_epoch(void **state)
{
    Folder root = shelf_new();
    CheckpointRecord found = {0};
    char expected[256];

    (void)state;
    put_epoch(&root, 3);
    put_partial(&root, 2, 9, digest_a);
    put_partial(&root, 3, 1.5, digest_b);
    put_partial(&root, 30, 1, digest_a);
    assert_true(shelf_find_partial(root.path, "shelf", 3, &found));
    shelf_partial_path("shelf", 3, 1.5, digest_b, expected, sizeof expected);
    assert_string_equal(found.path, expected);
    assert_string_equal(found.digest, digest_b);
    assert_int_equal(found.epoch, 3);
    assert_false(shelf_find_partial(root.path, "shelf", 4, &found));
    assert_false(shelf_find_partial(root.path, "nowhere", 3, &found));
    folder_remove(&root);
}

// An epoch that was interrupted again and again.
static void of_several_the_one_trained_longest_is_found(void **state)
{
    static const double seconds[] = {2, 0.5, 100, 9.999, 30};
    Folder root = shelf_new();
    CheckpointRecord found;

    (void)state;
    for (int i = 0; i < 5; i++)
        put_partial(&root, 1, seconds[i], i == 2 ? digest_b : digest_a);
    assert_true(shelf_find_partial(root.path, "shelf", 1, &found));
    assert_near(shelf_seconds(found.path), 100, 0);
    assert_string_equal(found.digest, digest_b);
    folder_remove(&root);
}

static void names_that_are_not_whole_are_not_found(void **state)
{
    static const char *const names[] = {
        "shelf/partial-3-1250-.safetensors",
        "shelf/partial-3-1250-abc.safetensors",
        "shelf/partial-3.safetensors",
        "shelf/partial-3-1250-"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        ".safetensor",
        "shelf/partial-3-1250-"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        ".safetensors.77.part",
        "shelf/Partial-3-1250-"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        ".safetensors",
    };
    Folder root = shelf_new();
    CheckpointRecord found;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put(&root, names[i]);
    assert_false(shelf_find_partial(root.path, "shelf", 3, &found));
    folder_remove(&root);
}

static void the_two_newest_epochs_stay(void **state)
{
    Folder root = shelf_new();

    (void)state;
    for (int epoch = 1; epoch <= 12; epoch++) {
        put_epoch(&root, epoch);
        put_partial(&root, epoch - 1, 1, digest_a);
        shelf_prune(root.path, "shelf", epoch, false);
        assert_true(has_epoch(&root, epoch));
        assert_int_equal(has_epoch(&root, epoch - 1), epoch > 1);
        assert_int_equal(count(&root), epoch > 1 ? 2 : 1);
    }
    folder_remove(&root);
}

static void a_partial_checkpoint_stays_while_its_epoch_is_trained(void **state)
{
    Folder root = shelf_new();
    CheckpointRecord found;

    (void)state;
    put_partial(&root, 5, 1, digest_a);
    shelf_prune(root.path, "shelf", 5, false);
    assert_true(shelf_find_partial(root.path, "shelf", 5, &found));
    shelf_prune(root.path, "shelf", 6, false);
    assert_int_equal(count(&root), 0);
    folder_remove(&root);
}

static void at_the_end_the_last_epoch_alone_stays(void **state)
{
    Folder root = shelf_new();

    (void)state;
    for (int epoch = 7; epoch <= 10; epoch++)
        put_epoch(&root, epoch);
    put_partial(&root, 9, 1, digest_a);
    put_partial(&root, 10, 1, digest_a);
    shelf_prune(root.path, "shelf", 9, true);
    assert_true(has_epoch(&root, 9));
    assert_int_equal(count(&root), 1);
    folder_remove(&root);
}

static void what_is_not_a_checkpoint_is_left_alone(void **state)
{
    static const char *const names[] = {
        "shelf/epoch-notes.txt",
        "shelf/epoch-1",
        "shelf/epoch-0001.safetensors.bak",
        "shelf/epoch-.safetensors",
        "shelf/epoch-+1.safetensors",
        "shelf/partial-",
        "shelf/partial-0-12.txt",
        "shelf/readme",
    };
    Folder root = shelf_new();

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put(&root, names[i]);
    put_epoch(&root, 1);
    shelf_prune(root.path, "shelf", 9, false);
    shelf_prune(root.path, "shelf", 9, true);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(has(&root, names[i]));
    assert_false(has_epoch(&root, 1));
    folder_remove(&root);
}

static void what_cannot_be_removed_or_is_not_there_is_no_matter(void **state)
{
    Folder root = shelf_new();
    char path[500];

    (void)state;
    (void)folder_path(&root, "shelf/epoch-0001.safetensors", path);
    assert_int_equal(mkdir(path, 0700), 0);
    put_epoch(&root, 2);
    shelf_prune(root.path, "shelf", 9, false);
    shelf_prune(root.path, "nowhere", 9, true);
    assert_true(has_epoch(&root, 1));
    assert_false(has_epoch(&root, 2));
    folder_remove(&root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_as_documented),
        cmocka_unit_test(seconds_are_read_from_partial_names_only),
        cmocka_unit_test(a_partial_checkpoint_is_found_by_its_epoch),
        cmocka_unit_test(of_several_the_one_trained_longest_is_found),
        cmocka_unit_test(names_that_are_not_whole_are_not_found),
        cmocka_unit_test(the_two_newest_epochs_stay),
        cmocka_unit_test(a_partial_checkpoint_stays_while_its_epoch_is_trained),
        cmocka_unit_test(at_the_end_the_last_epoch_alone_stays),
        cmocka_unit_test(what_is_not_a_checkpoint_is_left_alone),
        cmocka_unit_test(what_cannot_be_removed_or_is_not_there_is_no_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
