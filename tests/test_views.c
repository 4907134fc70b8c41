// The views' values by hand.
#include "harness/store.h"

#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

#include <math.h>
#include <stdio.h>

// The small study, run to its end.
typedef struct {
    Folder folder;
    char path[500];
    Store *store;
} Fixture;

static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);
    Error err;

    fixture->folder = folder_new();
    folder_path(&fixture->folder, "results.db", fixture->path);
    synthetic_database(&synthetic_small, fixture->path);
    fixture->store = store_open(fixture->path, STORE_READ, &err);
    assert_non_null(fixture->store);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    store_close(fixture->store);
    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

static void query(void **state, const char *sql, Result *result)
{
    const Fixture *fixture = *state;
    Error err;

    if (store_query(fixture->store, sql, NULL, NULL, result, &err))
        return;
    print_error("%s\n%s\n", sql, err.message);
    _fail(__FILE__, __LINE__);
}

// The only row's numbers.
static void assert_numbers(void **state, const char *sql,
                           const double *expected, size_t count)
{
    Result result;

    query(state, sql, &result);
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.columns, count);
    for (size_t i = 0; i < count; i++)
        assert_near(result_number(&result, 0, i), expected[i], 1e-12);
    result_release(&result);
}

#define ASSERT_NUMBERS(state, sql, ...)                           \
    assert_numbers((state), (sql), (const double[]){__VA_ARGS__}, \
                   sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

// Configuration 0, seed s, epoch 5: 4 + 2 s + 6 + 1 of 200 are wrong on test.
static void final_is_the_last_epoch_of_each_trial(void **state)
{
    ASSERT_NUMBERS(state,
                   "SELECT epoch, accuracy, test_accuracy, validation_accuracy,"
                   " train_accuracy, loss FROM final"
                   " WHERE label = 'cnn dropout=0' AND seed = 2",
                   5, 185.0 / 200, 185.0 / 200, 186.0 / 200, 176.0 / 200,
                   0.05 + 3.0 * 15 / 200);
    ASSERT_NUMBERS(state, "SELECT count(*), sum(split = 'test') FROM final", 12,
                   12);
}

static void trials_have_their_sums(void **state)
{
    ASSERT_NUMBERS(state,
                   "SELECT epochs, seconds, images_per_second, attempts,"
                   " parameters, params ->> '$.optimizer.lr' FROM trials"
                   " WHERE label = 'mlp dropout=0' AND seed = 1",
                   5, 10, 400, 1, 1234, 0.001);
}

// Over seeds 1, 2, 3 errors differ by 2 of 200: sd 0.01.
static void curves_are_means_over_seeds(void **state)
{
    ASSERT_NUMBERS(
        state,
        "SELECT n, accuracy, accuracy_sd, accuracy_min, accuracy_max,"
        " loss, loss_sd FROM curves WHERE split = 'test'"
        " AND epoch = 1 AND label = 'cnn dropout=0'",
        3, 161.0 / 200, 0.01, 159.0 / 200, 163.0 / 200, 0.05 + 3.0 * 39 / 200,
        0.03);
    ASSERT_NUMBERS(state, "SELECT count(*) FROM curves", 4 * 3 * 5);
}

static void the_leaderboard_ranks_by_validation(void **state)
{
    Result result;

    query(state,
          "SELECT label, accuracy, accuracy_sd, n FROM leaderboard"
          " ORDER BY rank",
          &result);
    assert_int_equal(result.rows, 4);
    assert_string_equal(result.cells[0], "cnn dropout=0");
    assert_near(result_number(&result, 0, 1), 185.0 / 200, 1e-12);
    assert_near(result_number(&result, 0, 2), 0.01, 1e-12);
    assert_near(result_number(&result, 0, 3), 3, 0);
    assert_string_equal(result.cells[12], "mlp dropout=0.25");
    result_release(&result);
}

static void the_best_epoch_is_the_one_with_most_right(void **state)
{
    ASSERT_NUMBERS(state,
                   "SELECT count(*), min(epoch), max(epoch),"
                   " sum(chosen_by = 'validation') FROM best",
                   12, 5, 5, 12);
}

// 15 images are wrong, 0 to 14: image 2 is a 2 taken for a 4, image 12 for a
// 3; 0 and 10 fall into one cell, 3 and 13 into another.
static void confusion_counts_every_image(void **state)
{
    ASSERT_NUMBERS(state,
                   "SELECT sum(count), count(*), sum(count > 0),"
                   " sum(truth = predicted AND count > 0)"
                   " FROM confusion JOIN final USING (trial, epoch, split)"
                   " WHERE label = 'cnn dropout=0' AND seed = 2",
                   200, 100, 10 + 13, 10);
    ASSERT_NUMBERS(
        state,
        "SELECT max(count) FILTER (WHERE truth = 2 AND predicted = 4),"
        " max(count) FILTER (WHERE truth = 2 AND predicted = 3)"
        " FROM confusion JOIN final USING (trial, epoch, split)"
        " WHERE label = 'cnn dropout=0' AND seed = 2",
        1, 1);
}

// Class 2 has 20 images and loses two of them, 2 and 12; it gains image 1, but
// not 11, which is taken for a 3.
static void per_class_is_the_matrix_by_class(void **state)
{
    ASSERT_NUMBERS(state,
                   "SELECT images, predicted, correct, precision, recall, f1"
                   " FROM per_class JOIN final USING (trial, epoch, split)"
                   " WHERE label = 'cnn dropout=0' AND seed = 2 AND class = 2",
                   20, 19, 18, 18.0 / 19, 18.0 / 20, 2 * 18.0 / (20 + 19));
}

static void nothing_by_nothing_is_null(void **state)
{
    Fixture *fixture = *state;
    Error err;
    Store *store = store_open(fixture->path, STORE_WRITE, &err);
    Synthetic more = synthetic_small;
    Plan plan;
    int64_t ids[15];
    bool taken;
    // Class 2 never occurs and is never said.
    uint32_t counts[9] = {1, 1, 0, 0, 1, 0, 0, 0, 0};
    EpochRecord epoch = {.epoch = 1, .classes = 3};

    more.configs = 5;
    synthetic_plan(&more, &plan);
    epoch.splits[SPLIT_TEST] = (SplitScore){true, 1, 0.5, counts};
    assert_true(store_add_plan(store, &plan, ids, &err));
    assert_true(store_claim(store, ids[14], &(Claim){"{}", 1, 0}, &taken, &err)
                && taken);
    assert_true(store_add_epoch(store, ids[14], &epoch, &err));
    store_close(store);
    plan_release(&plan);
    ASSERT_NUMBERS(state,
                   "SELECT count(*), count(precision), count(recall), count(f1)"
                   " FROM per_class WHERE trial IN"
                   " (SELECT trial FROM trials WHERE state = 'running')",
                   3, 2, 2, 2);
}

// What a plan may go through whole: configurations, what subqueries made, and
// tables of a few rows. Aliases are those of views.sql.
static bool is_small(const char *scan)
{
    static const char *const small[] = {
        "SCAN sc",    "SCAN CONSTANT ROW", "SCAN (subquery",
        "SCAN class", "SCAN truth",        "SCAN predicted",
    };

    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strncmp(scan, small[i], strlen(small[i])) == 0)
            return true;
    return false;
}

static void assert_searched(void **state, const char *sql)
{
    enum { DETAIL = 3 };
    Text explained = {0};
    Result plan;

    text_printf(&explained, "EXPLAIN QUERY PLAN %s", sql);
    query(state, text_string(&explained), &plan);
    assert_true(plan.rows > 0);
    for (size_t row = 0; row < plan.rows; row++) {
        const char *step = plan.cells[row * plan.columns + DETAIL];

        // A view that is made whole has its name there.
        if (strstr(step, "AUTOMATIC")
            || (strncmp(step, "MATERIALIZE", 11) == 0 && step[12] != '(')
            || (strncmp(step, "SCAN", 4) == 0 && !is_small(step))) {
            print_error("%s\n%s\n", sql, step);
            _fail(__FILE__, __LINE__);
        }
    }
    result_release(&plan);
    text_release(&explained);
}

// However large the record is.
static void what_is_asked_of_few_trials_reads_only_theirs(void **state)
{
    static const char *const queries[] = {
        "SELECT * FROM curves WHERE config = 'c'",
        "SELECT * FROM curves WHERE study = 's' AND config = 'c'"
        " AND split = 'test'",
        "SELECT * FROM epochs WHERE trial = 't'",
        "SELECT split, max(accuracy) FROM epochs WHERE trial = 't'"
        " GROUP BY split",
        "SELECT e.epoch, avg(e.accuracy) FROM final f"
        " JOIN epochs e USING (trial) WHERE f.config = 'c' GROUP BY e.epoch",
        "SELECT * FROM best WHERE trial = 't'",
        "SELECT * FROM final WHERE config = 'c'",
        "SELECT * FROM trials WHERE trial = 't'",
        "SELECT * FROM confusion WHERE trial = 't'",
        "SELECT * FROM per_class WHERE trial = 't'",
        "SELECT * FROM predictions WHERE trial = 't'",
        "SELECT * FROM parameters WHERE config = 'c'",
    };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        assert_searched(state, queries[i]);
}

static void models_are_asked_for_their_most_confused_pairs(void **state)
{
    Result result;

    query(state,
          "SELECT model, truth, predicted, sum(count) AS n FROM final"
          " JOIN confusion USING (trial, epoch, split)"
          " WHERE truth <> predicted AND model = 'cnn'"
          " GROUP BY truth, predicted ORDER BY n DESC, truth LIMIT 1",
          &result);
    assert_string_equal(result.cells[1], "0");
    assert_string_equal(result.cells[2], "1");
    result_release(&result);
}

static void statistics_are_there_as_functions(void **state)
{
    ASSERT_NUMBERS(state,
                   "SELECT stddev(accuracy), median(accuracy),"
                   " ci95_low(accuracy), wilson_high(0, 10), mcnemar_midp(1, 7)"
                   " FROM final WHERE label = 'cnn dropout=0'",
                   0.01, 185.0 / 200,
                   185.0 / 200 - 4.302652729749463 * 0.01 / sqrt(3),
                   0.27753279986288, 0.0390625);
    ASSERT_NUMBERS(state,
                   "SELECT stddev(x) IS NULL, median(x) IS NULL,"
                   " wilson_low(1, 0) IS NULL FROM (SELECT NULL AS x)",
                   1, 1, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(final_is_the_last_epoch_of_each_trial),
        TEST(trials_have_their_sums),
        TEST(curves_are_means_over_seeds),
        TEST(the_leaderboard_ranks_by_validation),
        TEST(the_best_epoch_is_the_one_with_most_right),
        TEST(confusion_counts_every_image),
        TEST(per_class_is_the_matrix_by_class),
        TEST(nothing_by_nothing_is_null),
        TEST(what_is_asked_of_few_trials_reads_only_theirs),
        TEST(models_are_asked_for_their_most_confused_pairs),
        TEST(statistics_are_there_as_functions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
