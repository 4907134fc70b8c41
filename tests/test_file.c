// nets/base/file: whole files, or nothing.
#include "nets/base/file.h"
#include "tests/check.h"
#include "tests/folder.h"

#include <signal.h>
#include <sys/resource.h>

static void what_was_written_is_read_back(void **state)
{
    Folder folder = folder_new();
    char path[500];
    Buffer buffer = {0};
    Error err;

    (void)state;
    (void)folder_path(&folder, "a", path);
    assert_true(file_write(path, "old and long", 12, &err));
    assert_true(file_write(path, "new", 3, &err));
    assert_true(file_read(path, 3, &buffer, &err));
    assert_int_equal(buffer.count, 3);
    assert_memory_equal(buffer.bytes, "new", 3);
    assert_true(file_write(path, "", 0, &err));
    assert_true(file_read(path, 0, &buffer, &err));
    assert_int_equal(buffer.count, 0);
    assert_int_equal(folder_count(folder.path), 1);
    buffer_release(&buffer);
    folder_remove(&folder);
}

static void a_file_longer_than_allowed_is_not_read(void **state)
{
    Folder folder = folder_new();
    char path[500];
    Buffer buffer = {0};
    Error err;

    (void)state;
    (void)folder_write(&folder, "a", "four", 4, path);
    assert_false(file_read(path, 3, &buffer, &err));
    assert_non_null(strstr(err.message, "has 4 bytes; at most 3 are allowed"));
    assert_null(buffer.bytes);
    folder_remove(&folder);
}

static void what_cannot_be_read_is_named_with_the_reason(void **state)
{
    Folder folder = folder_new();
    char path[500];
    Buffer buffer = {0};
    Error err;

    (void)state;
    assert_false(
        file_read(folder_path(&folder, "none", path), 9, &buffer, &err));
    assert_non_null(strstr(err.message, path));
    assert_non_null(strstr(err.message, "No such file or directory"));
    assert_false(file_read(folder.path, 9, &buffer, &err));
    assert_non_null(strstr(err.message, "not a regular file"));
    folder_remove(&folder);
}

// Lets no file of this process grow over `bytes`, as a full disk would not.
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_write_that_stops_short_leaves_the_old_file_alone(void **state)
{
    Folder folder = folder_new();
    char path[500];
    Buffer buffer = {0};
    char *large = calloc(1, 100000);
    Error err;
    bool ok;

    (void)state;
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)folder_write(&folder, "a", "old", 3, path);
    limit_files(50000);
    ok = file_write(path, large, 100000, &err);
    limit_files(RLIM_INFINITY);
    assert_false(ok);
    assert_non_null(strstr(err.message, path));
    assert_non_null(strstr(err.message, "File too large"));
    assert_int_equal(folder_count(folder.path), 1);
    assert_true(file_read(path, 3, &buffer, &err));
    assert_memory_equal(buffer.bytes, "old", 3);
    buffer_release(&buffer);
    free(large);
    folder_remove(&folder);
}

static void a_full_device_is_reported(void **state)
{
    Error err;

    (void)state;
    assert_false(file_write("/dev/full", "abc", 3, &err));
    assert_string_equal(err.message,
                        "cannot write '/dev/full': No space left on device");
    assert_true(file_exists("/dev/full"));
    assert_true(file_write("/dev/null", "abc", 3, &err));
}

static void an_abandoned_file_leaves_nothing(void **state)
{
    Folder folder = folder_new();
    char path[500];
    Writer writer;
    Error err;

    (void)state;
    assert_true(writer_open(&writer, folder_path(&folder, "a", path), &err));
    assert_true(writer_add(&writer, "half", 4, &err));
    assert_false(file_exists(path));
    writer_abandon(&writer);
    assert_int_equal(folder_count(folder.path), 0);
    folder_remove(&folder);
}

static void folders_are_made_with_those_above_them(void **state)
{
    Folder folder = folder_new();
    char path[500];
    char below[500];
    Error err;

    (void)state;
    assert_true(file_make_folder(folder_path(&folder, "a/b c/ü", path), &err));
    assert_true(file_make_folder(path, &err));
    assert_true(file_make_folder(folder_path(&folder, "d/", path), &err));
    (void)folder_write(&folder, "a/b c/ü/file", "x", 1, path);
    assert_false(file_exists(folder_path(&folder, "a", below)));
    assert_true(file_exists(path));
    assert_false(
        file_make_folder(folder_path(&folder, "a/b c/ü/file/e", below), &err));
    assert_non_null(strstr(err.message, "cannot make the folder"));
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(a_file_longer_than_allowed_is_not_read),
        cmocka_unit_test(what_cannot_be_read_is_named_with_the_reason),
        cmocka_unit_test(a_write_that_stops_short_leaves_the_old_file_alone),
        cmocka_unit_test(a_full_device_is_reported),
        cmocka_unit_test(an_abandoned_file_leaves_nothing),
        cmocka_unit_test(folders_are_made_with_those_above_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
