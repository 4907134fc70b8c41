// harness/store_decision: what pruning decided, and the results that plans
// depend on.
#include "harness/store.h"
#include "tests/record.h"

#include <math.h>

static void what_is_decided_stays_so(void **state)
{
    Record *record = *state;
    DecisionRecord first = {
        record->ids[3], 1, 3, "test/loss", (double)NAN, 2, 4, 0.25, true};
    DecisionRecord second = first;
    DecisionRecord *decisions;
    size_t count;

    second.prune = false;
    second.rank = 1;
    assert_true(store_add_decision(record->store, &first, &record->err));
    assert_true(store_add_decision(record->store, &second, &record->err));
    assert_true(second.prune);
    assert_int_equal(second.rank, 2);
    second.rung = 0;
    second.prune = false;
    second.value = 0.5;
    second.threshold = (double)NAN;
    assert_true(store_add_decision(record->store, &second, &record->err));
    assert_true(
        store_decisions(record->store, &decisions, &count, &record->err));
    assert_int_equal(count, 2);
    assert_int_equal(decisions[0].rung, 0);
    assert_true(isnan(decisions[0].threshold));
    assert_near(decisions[0].value, 0.5, 0);
    assert_true(isnan(decisions[1].value));
    assert_near(decisions[1].threshold, 0.25, 0);
    assert_int_equal(decisions[1].trial, record->ids[3]);
    assert_int_equal(decisions[1].epoch, 3);
    assert_int_equal(decisions[1].n, 4);
    assert_string_equal(decisions[1].metric, "test/loss");
    free(decisions);
    assert_answer(record,
                  "SELECT group_concat(rung || verdict, ' ') FROM decisions",
                  "0go on 1prune");
}

static void decisions_are_a_studys_own(void **state)
{
    Record *record = *state;
    DecisionRecord decision = {.trial = record->ids[0], .rank = 1, .n = 1};
    DecisionRecord *decisions;
    size_t count;

    assert_true(store_add_decision(record->store, &decision, &record->err));
    record_rename(record, "other");
    record_add_plan(record);
    assert_true(
        store_decisions(record->store, &decisions, &count, &record->err));
    assert_int_equal(count, 0);
    free(decisions);
}

static bool look_up(Record *record, const char *study, const char *metric,
                    size_t i, TrialResult *result)
{
    StoreResults results = {
        .store = record->store, .study = study, .metric = metric};
    bool over = store_trial_result(&results, record->plan.trials[i].id, result);

    assert_string_equal(results.err.message, "");
    return over;
}

static void results_are_the_objective_after_the_last_epoch(void **state)
{
    Record *record = *state;
    TrialResult result;

    assert_false(look_up(record, "small", "test/accuracy", 0, &result));
    record_train(record, 0, 5, TRIAL_DONE);
    assert_true(look_up(record, "small", "test/accuracy", 0, &result));
    assert_int_equal(result.state, TRIAL_DONE);
    assert_int_equal(result.epochs, 5);
    assert_near(result.value, 187.0 / 200, 1e-12);
    assert_true(look_up(record, "small", "train/accuracy", 0, &result));
    assert_near(result.value, 178.0 / 200, 1e-12);
    record_train(record, 1, 0, TRIAL_FAILED);
    assert_true(look_up(record, "small", "test/accuracy", 1, &result));
    assert_true(isnan(result.value));
    record_train(record, 2, 1, TRIAL_INTERRUPTED);
    assert_false(look_up(record, "small", "test/accuracy", 2, &result));
}

static void pruned_is_a_result_where_it_was_decided(void **state)
{
    Record *record = *state;
    DecisionRecord decision = {.trial = record->ids[0], .prune = true};
    TrialResult result;

    record_train(record, 0, 2, TRIAL_PRUNED);
    assert_false(look_up(record, "small", "test/loss", 0, &result));
    assert_true(store_add_decision(record->store, &decision, &record->err));
    assert_true(look_up(record, "small", "test/loss", 0, &result));
    assert_int_equal(result.epochs, 2);
    assert_false(look_up(record, "other", "test/loss", 0, &result));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(what_is_decided_stays_so),
        WITH_RECORD(decisions_are_a_studys_own),
        WITH_RECORD(results_are_the_objective_after_the_last_epoch),
        WITH_RECORD(pruned_is_a_result_where_it_was_decided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
