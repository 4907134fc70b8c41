// harness/history: when a trial ends, and why.
#include "harness/history.h"
#include "tests/check.h"

static const double inf = (double)INFINITY;
static const double none = (double)NAN;

enum { METRIC_LOSS, METRIC_ACCURACY, METRIC_TRAIN_LOSS, METRIC_TRAIN_ACCURACY };

// Adds an epoch whose metric, as early_stop_metrics numbers it, is `value`;
// the others get neither better nor worse.
static void add_metric(History *history, int metric, double value)
{
    EpochScores scores = {
        .loss = {1, 1, none},
        .accuracy = {0.5, 0.5, none},
    };

    if (metric == METRIC_LOSS)
        scores.loss[SPLIT_VALIDATION] = value;
    else if (metric == METRIC_ACCURACY)
        scores.accuracy[SPLIT_VALIDATION] = value;
    else if (metric == METRIC_TRAIN_LOSS)
        scores.loss[SPLIT_TRAIN] = value;
    else
        scores.accuracy[SPLIT_TRAIN] = value;
    history_add(history, &scores);
}

// The epoch, from 1, after which training stops early; 0: never.
static size_t stops_after(const EarlyStop *early_stop, const double *values,
                          size_t count)
{
    History history = {0};
    size_t stopped = 0;

    for (size_t i = 0; i < count && !stopped; i++) {
        Decision decision;

        add_metric(&history, early_stop->metric, values[i]);
        decision = history_judge(&history, 1000, early_stop, SPLIT_VALIDATION);
        assert_true(decision == GO_ON || decision == STOP_EARLY);
        if (decision == STOP_EARLY)
            stopped = i + 1;
    }
    history_release(&history);
    return stopped;
}

static void nothing_trained_goes_on(void **state)
{
    const History history = {0};
    const EarlyStop early_stop = {.patience = 1};

    (void)state;
    assert_int_equal(history_judge(&history, 1, &early_stop, SPLIT_VALIDATION),
                     GO_ON);
}

static void all_epochs_done_is_complete(void **state)
{
    const EarlyStop never = {0};
    History history = {0};

    (void)state;
    for (int done = 1; done <= 3; done++) {
        add_metric(&history, METRIC_LOSS, 1);
        assert_int_equal(history_judge(&history, 3, &never, SPLIT_VALIDATION),
                         done < 3 ? GO_ON : STOP_COMPLETE);
    }
    assert_int_equal(history_judge(&history, 2, &never, SPLIT_VALIDATION),
                     STOP_COMPLETE);
    history_release(&history);
}

// The last epoch of all is no early stop, however long nothing improved.
static void complete_goes_before_early(void **state)
{
    const EarlyStop early_stop = {.metric = METRIC_LOSS, .patience = 1};
    History history = {0};

    (void)state;
    add_metric(&history, METRIC_LOSS, 1);
    add_metric(&history, METRIC_LOSS, 2);
    assert_int_equal(history_judge(&history, 3, &early_stop, SPLIT_VALIDATION),
                     STOP_EARLY);
    assert_int_equal(history_judge(&history, 2, &early_stop, SPLIT_VALIDATION),
                     STOP_COMPLETE);
    history_release(&history);
}

static void patience_counts_epochs_since_the_best(void **state)
{
    static const double losses[] = {5, 4, 4, 4.5, 3, 3, 3, 3, 3};

    (void)state;
    for (int patience = 0; patience <= 6; patience++) {
        static const size_t expected[] = {0, 3, 4, 8, 9, 0, 0};
        const EarlyStop early_stop = {METRIC_LOSS, patience, 0};

        assert_int_equal(stops_after(&early_stop, losses, 9),
                         expected[patience]);
    }
}

static void less_than_min_delta_is_no_improvement(void **state)
{
    // Each better than the one before; none by more than a half.
    static const double losses[] = {4, 3.5, 3.25, 3, 2.75};

    (void)state;
    assert_int_equal(stops_after(&(EarlyStop){METRIC_LOSS, 2, 0}, losses, 5),
                     0);
    // 3.5 is exactly a half better than 4, which is not more than that; 3.25
    // is more, and then nothing is.
    assert_int_equal(stops_after(&(EarlyStop){METRIC_LOSS, 1, 0.5}, losses, 5),
                     2);
    assert_int_equal(stops_after(&(EarlyStop){METRIC_LOSS, 2, 0.5}, losses, 5),
                     5);
    assert_int_equal(stops_after(&(EarlyStop){METRIC_LOSS, 2, 10}, losses, 5),
                     3);
}

static void losses_must_fall_and_accuracies_rise(void **state)
{
    static const double rising[] = {0.1, 0.2, 0.3, 0.4};
    static const double falling[] = {0.4, 0.3, 0.2, 0.1};

    (void)state;
    for (int metric = 0; early_stop_metrics[metric]; metric++) {
        const EarlyStop early_stop = {metric, 1, 0};
        bool loss = strstr(early_stop_metrics[metric], "loss") != NULL;

        assert_int_equal(stops_after(&early_stop, rising, 4), loss ? 2 : 0);
        assert_int_equal(stops_after(&early_stop, falling, 4), loss ? 0 : 2);
    }
}

static void metrics_are_named_as_the_tests_number_them(void **state)
{
    (void)state;
    assert_string_equal(early_stop_metrics[METRIC_LOSS], "validation/loss");
    assert_string_equal(early_stop_metrics[METRIC_ACCURACY],
                        "validation/accuracy");
    assert_string_equal(early_stop_metrics[METRIC_TRAIN_LOSS], "train/loss");
    assert_string_equal(early_stop_metrics[METRIC_TRAIN_ACCURACY],
                        "train/accuracy");
    assert_null(early_stop_metrics[METRIC_TRAIN_ACCURACY + 1]);
}

static Decision judge_last(double train_loss, double loss, double accuracy,
                           int validation)
{
    const EarlyStop early_stop = {.patience = 1};
    EpochScores scores = {
        .loss = {train_loss, none, none},
        .accuracy = {0.5, none, none},
    };
    History history = {0};
    Decision decision;

    scores.loss[validation] = loss;
    scores.accuracy[validation] = accuracy;
    add_metric(&history, METRIC_LOSS, 1);
    history_add(&history, &scores);
    decision = history_judge(&history, 2, &early_stop, validation);
    history_release(&history);
    return decision;
}

// Also in the last epoch, and although nothing improved either.
static void a_loss_that_is_not_finite_is_diverged(void **state)
{
    const double bad[] = {inf, -inf, none};

    (void)state;
    for (int i = 0; i < 3; i++)
        for (int split = SPLIT_VALIDATION; split <= SPLIT_TEST; split++) {
            assert_int_equal(judge_last(bad[i], 1, 0.5, split), STOP_DIVERGED);
            assert_int_equal(judge_last(1, bad[i], 0.5, split), STOP_DIVERGED);
            assert_int_equal(judge_last(1, 1, 0.5, split), STOP_COMPLETE);
        }
}

static void no_validation_is_not_diverged(void **state)
{
    (void)state;
    assert_int_equal(judge_last(1, none, none, SPLIT_VALIDATION),
                     STOP_COMPLETE);
}

static void the_split_that_serves_for_validation_decides(void **state)
{
    const EarlyStop early_stop = {METRIC_ACCURACY, 1, 0};
    History history = {0};

    (void)state;
    for (int i = 0; i < 2; i++)
        history_add(&history, &(EpochScores){
                                  .loss = {1, 1, 1},
                                  .accuracy = {0.5, 0.5, 0.5 + 0.1 * i},
                              });
    assert_int_equal(history_judge(&history, 9, &early_stop, SPLIT_VALIDATION),
                     STOP_EARLY);
    assert_int_equal(history_judge(&history, 9, &early_stop, SPLIT_TEST),
                     GO_ON);
    history_release(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_trained_goes_on),
        cmocka_unit_test(all_epochs_done_is_complete),
        cmocka_unit_test(complete_goes_before_early),
        cmocka_unit_test(patience_counts_epochs_since_the_best),
        cmocka_unit_test(less_than_min_delta_is_no_improvement),
        cmocka_unit_test(losses_must_fall_and_accuracies_rise),
        cmocka_unit_test(metrics_are_named_as_the_tests_number_them),
        cmocka_unit_test(a_loss_that_is_not_finite_is_diverged),
        cmocka_unit_test(no_validation_is_not_diverged),
        cmocka_unit_test(the_split_that_serves_for_validation_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
