// harness/store_schema: records of older programs, kept in tests/records, are
// upgraded whole or not at all.
#include "harness/database.h"
#include "harness/store.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"

#include <stdio.h>

typedef struct {
    Folder folder;
    char old[500];  // of an earlier version
    char new[500];  // made today
    Error err;
} Fixture;

static void assert_well(bool well, const Error *err)
{
    if (well)
        return;
    print_error("%s\n", err->message);
    _fail(__FILE__, __LINE__);
}

// What the text kept of a version makes, and then `more`.
static void make_old(Fixture *fixture, int version, const char *more)
{
    Buffer text = {0};
    Database *database;
    char path[64];
    char *sql;

    (void)remove(fixture->old);
    database = database_open(fixture->old, true, &fixture->err);
    assert_non_null(database);
    (void)snprintf(path, sizeof path, "tests/records/version-%d.sql", version);
    assert_well(file_read(path, 1 << 20, &text, &fixture->err), &fixture->err);
    sql = memory_text_part((const char *)text.bytes, text.count);
    assert_true(database_script(database, "PRAGMA foreign_keys = OFF; BEGIN",
                                &fixture->err));
    assert_well(database_script(database, sql, &fixture->err), &fixture->err);
    assert_true(database_script(database, more, &fixture->err));
    assert_true(database_script(database, "COMMIT", &fixture->err));
    database_close(database);
    buffer_release(&text);
    free(sql);
}

static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);

    fixture->folder = folder_new();
    folder_path(&fixture->folder, "old.db", fixture->old);
    folder_path(&fixture->folder, "new.db", fixture->new);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

static Store *open_store(Fixture *fixture, const char *path, StoreMode mode)
{
    Store *store = store_open(path, mode, &fixture->err);

    assert_well(store, &fixture->err);
    return store;
}

// Rows, separated by lines, of cells separated by bars.
static char *ask(Store *store, const char *sql)
{
    Result result;
    Error err = {0};
    Text text = {0};

    assert_well(store_query(store, sql, NULL, NULL, &result, &err), &err);
    for (size_t i = 0; i < result.rows * result.columns; i++)
        text_printf(&text, "%s%c", result.cells[i] ? result.cells[i] : "NULL",
                    (i + 1) % result.columns ? '|' : '\n');
    result_release(&result);
    return text.data;
}

static void assert_answer(Store *store, const char *sql, const char *expected)
{
    char *answer = ask(store, sql);

    assert_string_equal(answer, expected);
    free(answer);
}

static void assert_sound(Store *store)
{
    assert_answer(store, "PRAGMA user_version", "5\n");
    assert_answer(store, "PRAGMA integrity_check", "ok\n");
    assert_answer(store, "SELECT count(*) FROM pragma_foreign_key_check",
                  "0\n");
}

static void a_reader_finds_all_that_the_older_program_recorded(void **state)
{
    Fixture *fixture = *state;
    Store *store;

    make_old(fixture, 1, "");
    store = open_store(fixture, fixture->old, STORE_READ);
    assert_sound(store);
    assert_answer(store,
                  "SELECT label, seed, phase, planned, state, epochs, tags"
                  " FROM trials ORDER BY label, seed",
                  "optimizer.lr=0.001|1|sweep|1|done|2|NULL\n"
                  "optimizer.lr=0.001|2|sweep|1|interrupted|1|NULL\n"
                  "optimizer.lr=0.001|3|sweep|1|done|2|NULL\n"
                  "optimizer.lr=0.01|1|sweep|1|done|2|NULL\n"
                  "optimizer.lr=0.01|2|sweep|1|failed|NULL|NULL\n");
    assert_answer(store, "SELECT study, objective, goal, prune FROM studies",
                  "old|validation/accuracy|max|NULL\n");
    assert_answer(store,
                  "SELECT label, n, accuracy FROM leaderboard ORDER BY rank",
                  "optimizer.lr=0.01|1|0.5\noptimizer.lr=0.001|2|0.1\n");
    assert_answer(store, "SELECT passed FROM expectations", "1\n");
    store_close(store);
}

// Of version 2: what version 1 had not, and no runner-up.
static void objectives_phases_and_pruning_outlive_an_upgrade(void **state)
{
    Fixture *fixture = *state;
    Store *store;

    make_old(fixture, 2, "");
    store = open_store(fixture, fixture->old, STORE_READ);
    assert_sound(store);
    assert_answer(store, "SELECT study, objective, goal FROM studies",
                  "old|validation/loss|min\n");
    assert_answer(store,
                  "SELECT label, seed, phase, state, tags FROM trials"
                  " ORDER BY phase DESC, label, seed",
                  "optimizer.lr=0.001|1|sweep|pruned|NULL\n"
                  "optimizer.lr=0.003|1|sweep|pruned|NULL\n"
                  "optimizer.lr=0.01|1|sweep|done|NULL\n"
                  "optimizer.lr=0.03|1|sweep|done|NULL\n"
                  "optimizer.lr=0.03|101|confirm|done|best\n");
    assert_answer(store,
                  "SELECT count(*), sum(verdict = 'prune') FROM decision",
                  "4|2\n");
    assert_answer(store, "SELECT text FROM notes", "the one to keep\n");
    assert_answer(store,
                  "SELECT count(*) > 0, count(predicted) = count(*),"
                  " count(second) FROM predictions",
                  "1|1|0\n");
    store_close(store);
}

// Of version 3: the learning curves that its view summed up each time.
static void learning_curves_and_report_items_outlive_an_upgrade(void **state)
{
    Fixture *fixture = *state;
    Store *store;

    make_old(fixture, 3, "");
    store = open_store(fixture, fixture->old, STORE_READ);
    assert_sound(store);
    assert_answer(store,
                  "SELECT label, epoch, split, n, round(accuracy, 9),"
                  " round(accuracy_sd, 9), round(loss_sd, 9) FROM curves"
                  " WHERE epoch = 2 ORDER BY label, split DESC",
                  "optimizer.lr=0.001|2|validation|3|0.133333333|0.028867513"
                  "|0.046397603\n"
                  "optimizer.lr=0.001|2|train|3|0.1|0.066143783|0.065789349\n"
                  "optimizer.lr=0.001|2|test|3|0.116666667|0.057735027"
                  "|0.055783933\n"
                  "optimizer.lr=0.01|2|validation|3|0.366666667|0.028867513"
                  "|0.077843562\n"
                  "optimizer.lr=0.01|2|train|3|0.691666667|0.05204165"
                  "|0.094732212\n"
                  "optimizer.lr=0.01|2|test|3|0.416666667|0.076376262"
                  "|0.019857463\n");
    assert_answer(store, "SELECT called, limits FROM report_items",
                  "fast|optimizer.lr 0.01\n");
    store_close(store);
}

// Of version 4: configurations were ranked by accuracy, whatever was wanted. A
// view that is the user's own is not ours to drop.
static void an_upgrade_ranks_by_the_objective(void **state)
{
    Fixture *fixture = *state;
    Store *store;

    make_old(fixture, 4, "CREATE VIEW mine AS SELECT label FROM leaderboard");
    store = open_store(fixture, fixture->old, STORE_WRITE);
    assert_sound(store);
    assert_answer(
        store,
        "SELECT label, ranked_by, round(objective, 5), round(accuracy, 3)"
        " FROM leaderboard ORDER BY rank",
        "optimizer.lr=0.01|validation loss|1.92827|0.425\n"
        "optimizer.lr=0.3|validation loss|10.5522|0.475\n");
    assert_answer(store, "SELECT count(*) FROM mine", "2\n");
    assert_answer(store, "SELECT count(*) FROM curves", "10\n");
    store_close(store);
}

static void check_digests(Fixture *fixture, int version, size_t trials)
{
    Store *store;
    Result done;

    make_old(fixture, version, "");
    store = open_store(fixture, fixture->old, STORE_WRITE);
    assert_true(store_query(store,
                            "SELECT id, metrics_digest FROM trial"
                            " WHERE state = 'done'",
                            NULL, NULL, &done, &fixture->err));
    assert_int_equal(done.rows, trials);
    for (size_t i = 0; i < done.rows; i++) {
        char digest[DIGEST_TEXT];

        assert_true(store_trial_digest(
            store, (int64_t)result_number(&done, i, 0), digest, &fixture->err));
        assert_string_equal(digest, done.cells[2 * i + 1]);
    }
    result_release(&done);
    store_close(store);
}

static void upgraded_trials_keep_their_digests(void **state)
{
    check_digests(*state, 1, 3);
    check_digests(*state, 2, 3);
    check_digests(*state, 3, 7);
    check_digests(*state, 4, 4);
}

// But for how columns were written down, which pragmas do not show.
static void check_schema(Fixture *fixture, int version)
{
    static const char *const queries[] = {
        "SELECT m.name, c.name, c.type, c.[notnull], c.dflt_value, c.pk"
        " FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c"
        " WHERE m.type = 'table' ORDER BY m.name, c.cid",
        "SELECT m.name, f.[table], f.[from], f.[to], f.on_delete"
        " FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f"
        " WHERE m.type = 'table' ORDER BY m.name, f.[from], f.id, f.seq",
        "SELECT m.name, m.tbl_name, c.name FROM sqlite_master m"
        " JOIN pragma_index_info(m.name) c WHERE m.type = 'index'"
        " ORDER BY m.name, c.seqno",
        "SELECT name, strict, wr FROM pragma_table_list"
        " WHERE schema = 'main' ORDER BY name",
        "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
        " ORDER BY name",
    };
    Store *old;
    Store *new;

    make_old(fixture, version, "");
    old = open_store(fixture, fixture->old, STORE_WRITE);
    new = open_store(fixture, fixture->new, STORE_WRITE);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char *expected = ask(new, queries[i]);
        char *answer = ask(old, queries[i]);

        assert_true(strlen(expected) > 100);
        assert_string_equal(answer, expected);
        free(expected);
        free(answer);
    }
    store_close(old);
    store_close(new);
}

static void an_upgraded_schema_is_that_of_a_new_file(void **state)
{
    check_schema(*state, 1);
    check_schema(*state, 2);
    check_schema(*state, 3);
    check_schema(*state, 4);
}

static void an_upgrade_that_fails_changes_nothing(void **state)
{
    Fixture *fixture = *state;
    Database *database;
    int64_t number = 0;

    // In the way of the new table.
    make_old(fixture, 1, "CREATE TABLE decision (mine INTEGER)");
    assert_null(store_open(fixture->old, STORE_READ, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "schema version"));
    assert_non_null(strstr(fixture->err.message, "decision"));
    database = database_open(fixture->old, false, &fixture->err);
    assert_true(database_integer(database, "PRAGMA user_version", NO_VALUES,
                                 &number, &fixture->err));
    assert_int_equal(number, 1);
    assert_true(database_integer(database, "SELECT count(*) FROM trials",
                                 NO_VALUES, &number, &fixture->err));
    assert_int_equal(number, 5);
    assert_true(database_integer(database,
                                 "SELECT count(*) FROM sqlite_master"
                                 " WHERE name = 'tag'",
                                 NO_VALUES, &number, &fixture->err));
    assert_int_equal(number, 0);
    database_close(database);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_reader_finds_all_that_the_older_program_recorded),
        TEST(objectives_phases_and_pruning_outlive_an_upgrade),
        TEST(learning_curves_and_report_items_outlive_an_upgrade),
        TEST(an_upgrade_ranks_by_the_objective),
        TEST(upgraded_trials_keep_their_digests),
        TEST(an_upgraded_schema_is_that_of_a_new_file),
        TEST(an_upgrade_that_fails_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
