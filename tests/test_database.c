// harness/database and the store's door: whose files are opened, and what a
// stranger's query may do.
#include "harness/database.h"

#include "harness/store.h"
#include "tests/check.h"
#include "tests/folder.h"

#include <sys/stat.h>
#include <unistd.h>

// Makes a database with `script` in it and expects the store to refuse it.
static void refuses(const char *script, const char *why)
{
    Folder folder = folder_new();
    char path[500];
    Error err = {0};
    Database *database =
        database_open(folder_path(&folder, "x.db", path), true, &err);

    assert_non_null(database);
    assert_true(database_script(database, script, &err));
    database_close(database);
    assert_null(store_open(path, STORE_WRITE, &err));
    assert_non_null(strstr(err.message, why));
    assert_null(store_open(path, STORE_READ, &err));
    assert_non_null(strstr(err.message, why));
    folder_remove(&folder);
}

static void somebody_elses_database_is_refused(void **state)
{
    (void)state;
    refuses("CREATE TABLE photo (id INTEGER)", "not quadrille's");
}

static void a_newer_programs_database_is_refused(void **state)
{
    (void)state;
    refuses(
        "PRAGMA application_id = 0x5144524C; PRAGMA user_version = 99;"
        "CREATE TABLE trial (id INTEGER)",
        "schema version 99");
}

static void what_is_no_database_is_refused(void **state)
{
    Folder folder = folder_new();
    char path[500];
    char text[4096];
    Error err = {0};

    (void)state;
    memset(text, 'x', sizeof text);
    folder_write(&folder, "x.db", text, sizeof text, path);
    assert_null(store_open(path, STORE_WRITE, &err));
    assert_non_null(strstr(err.message, "is not a database"));
    folder_remove(&folder);
}

static void nothing_to_read_is_said_and_not_made(void **state)
{
    Folder folder = folder_new();
    char path[500];
    Error err = {0};

    (void)state;
    assert_null(
        store_open(folder_path(&folder, "none.db", path), STORE_READ, &err));
    assert_non_null(strstr(err.message, "there is no database"));
    assert_int_equal(folder_count(folder.path), 0);
    folder_write(&folder, "none.db", "", 0, path);
    assert_null(store_open(path, STORE_READ, &err));
    assert_non_null(strstr(err.message, "is empty"));
    folder_remove(&folder);
}

static void strangers_may_only_read(void **state)
{
    static const char *const refused[] = {
        "DELETE FROM trial",         "DROP TABLE trial",
        "ATTACH 'y.db' AS y",        "PRAGMA journal_mode = WAL",
        "BEGIN IMMEDIATE",           "VACUUM INTO 'z.db'",
        "SELECT 1; SELECT 2",        "",
        "SELECT \"nonsense\"",       "SELECT :study",
        "SELECT load_extension('x')"};
    Folder folder = folder_new();
    char path[500];
    Error err = {0};
    Result result;
    Store *store =
        store_open(folder_path(&folder, "x.db", path), STORE_WRITE, &err);

    (void)state;
    assert_non_null(store);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        err = (Error){0};
        assert_false(store_query(store, refused[i], NULL, NULL, &result, &err));
        assert_int_equal(err.exit_code, EXIT_MISUSED);
    }
    assert_true(store_query(store, "PRAGMA table_info(trial)", NULL, NULL,
                            &result, &err));
    result_release(&result);
    store_close(store);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_elses_database_is_refused),
        cmocka_unit_test(a_newer_programs_database_is_refused),
        cmocka_unit_test(what_is_no_database_is_refused),
        cmocka_unit_test(nothing_to_read_is_said_and_not_made),
        cmocka_unit_test(strangers_may_only_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
