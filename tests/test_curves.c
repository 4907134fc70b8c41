// The learning curves that the schema's triggers keep are at any time those
// that the epochs come to, whatever happens to trials.
#include "harness/database.h"

#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

typedef struct {
    Folder folder;
    Database *database;
} Fixture;

static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);
    char path[500];
    Error err;

    fixture->folder = folder_new();
    folder_path(&fixture->folder, "results.db", path);
    synthetic_database(&synthetic_small, path);
    fixture->database = database_open(path, true, &err);
    assert_non_null(fixture->database);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    database_close(fixture->database);
    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

// The points that are missing, are too many, or have other values than a sum
// over all epochs, in two passes. Of points there are `points`.
static void assert_curves(Fixture *fixture, int64_t points)
{
    static const char compare[] =
        "WITH score AS ("
        " SELECT t.study, t.config, e.split, e.epoch, e.accuracy, e.loss,"
        "  avg(e.accuracy) OVER w AS mean, avg(e.loss) OVER w AS loss_mean"
        " FROM trials t JOIN epochs e USING (trial) WHERE t.phase = 'sweep'"
        " WINDOW w AS (PARTITION BY t.study, t.config, e.split, e.epoch)"
        "), fresh AS ("
        " SELECT study, config, split, epoch, count(*) AS n, mean,"
        "  iif(count(*) > 1, sqrt(sum((accuracy - mean) * (accuracy - mean))"
        "   / (count(*) - 1)), NULL) AS sd,"
        "  min(accuracy) AS least, max(accuracy) AS most,"
        "  iif(count(loss) = count(*), loss_mean, NULL) AS loss,"
        "  iif(count(loss) = count(*) AND count(*) > 1,"
        "   sqrt(sum((loss - loss_mean) * (loss - loss_mean))"
        "   / (count(*) - 1)), NULL) AS loss_sd"
        " FROM score GROUP BY study, config, split, epoch"
        ") SELECT (SELECT count(*) FROM curves) - (SELECT count(*) FROM fresh)"
        " + (SELECT count(*) FROM fresh f WHERE NOT EXISTS ("
        "  SELECT 1 FROM curves c WHERE c.study = f.study"
        "   AND c.config = f.config AND c.split = f.split"
        "   AND c.epoch = f.epoch AND c.n = f.n"
        "   AND abs(c.accuracy - f.mean) < 1e-12"
        "   AND coalesce(abs(c.accuracy_sd - f.sd) < 1e-12,"
        "    c.accuracy_sd IS f.sd)"
        "   AND c.accuracy_min = f.least AND c.accuracy_max = f.most"
        "   AND coalesce(abs(c.loss - f.loss) < 1e-12, c.loss IS f.loss)"
        "   AND coalesce(abs(c.loss_sd - f.loss_sd) < 1e-12,"
        "    c.loss_sd IS f.loss_sd)))";
    int64_t count = 0;
    Error err;

    assert_true(
        database_integer(fixture->database, compare, NO_VALUES, &count, &err));
    assert_int_equal(count, 0);
    assert_true(database_integer(fixture->database,
                                 "SELECT count(*) FROM curve", NO_VALUES,
                                 &count, &err));
    assert_int_equal(count, points);
}

static void change(Fixture *fixture, const char *sql)
{
    Error err;

    if (database_script(fixture->database, sql, &err))
        return;
    print_error("%s\n%s\n", sql, err.message);
    _fail(__FILE__, __LINE__);
}

enum { CONFIGS = 4, SPLITS_SHOWN = 3, ALL = CONFIGS * 5 * SPLITS_SHOWN };

static void epochs_that_come_and_go_are_counted(void **state)
{
    assert_curves(*state, ALL);
    change(*state, "DELETE FROM epoch WHERE trial = 2 AND epoch > 3");
    assert_curves(*state, ALL);
    change(
        *state,
        "DELETE FROM confusion_matrix; DELETE FROM checkpoint; UPDATE epoch SET train_loss = NULL, epoch = 6"
        " WHERE trial = 3 AND epoch = 5");
    assert_curves(*state, ALL + SPLITS_SHOWN);
    change(*state,
           "UPDATE epoch SET test_accuracy = NULL, test_loss = NULL"
           " WHERE epoch = 6");
    assert_curves(*state, ALL + SPLITS_SHOWN - 1);
    change(*state, "DELETE FROM epoch");
    assert_curves(*state, 0);
}

static void trials_count_where_a_study_sweeps_them(void **state)
{
    change(*state, "UPDATE study_trial SET phase = 'confirm' WHERE trial = 1");
    assert_curves(*state, ALL);
    change(*state,
           "INSERT INTO study (id, name, description, source, created)"
           " SELECT 9, 'other', '', source, created FROM study;"
           "INSERT INTO study_config SELECT 9, config, label, position"
           " FROM study_config WHERE config = (SELECT config FROM trial"
           " WHERE id = 1);"
           "INSERT INTO study_trial (study, trial, source, position)"
           " SELECT 9, trial, source, position FROM study_trial"
           " WHERE trial = 1");
    assert_curves(*state, ALL + ALL / CONFIGS);
    change(*state, "UPDATE study_trial SET phase = 'sweep'");
    assert_curves(*state, ALL + ALL / CONFIGS);
    change(*state, "DELETE FROM study_trial WHERE study <> 9");
    assert_curves(*state, ALL / CONFIGS);
}

// Where a sum of squares without an origin would lose all digits.
static void equal_scores_have_no_spread_at_all(void **state)
{
    const Fixture *fixture = *state;
    int64_t zeros = 0;
    Error err;

    change(*state,
           "UPDATE epoch SET train_accuracy = 0.1, train_loss = 1e9 / 3");
    assert_true(database_integer(
        fixture->database,
        "SELECT count(*) FROM curves WHERE split = 'train' AND accuracy_sd = 0"
        " AND loss_sd = 0",
        NO_VALUES, &zeros, &err));
    assert_int_equal(zeros, ALL / SPLITS_SHOWN);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(epochs_that_come_and_go_are_counted),
        TEST(trials_count_where_a_study_sweeps_them),
        TEST(equal_scores_have_no_spread_at_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
