// harness/store_wish, store_remove: what people ask of trials.
#include "harness/store.h"
#include "tests/record.h"

// What was asked since `number`: how many trials, and whether all of it.
static void assert_asked(Record *record, int64_t *number, size_t trials,
                         bool everything)
{
    int64_t *asked;
    size_t count;
    bool all;

    assert_true(store_take_requests(record->store, number, &asked, &count, &all,
                                    &record->err));
    assert_int_equal(count, trials);
    assert_int_equal(all, everything);
    if (trials > 0)
        assert_int_equal(asked[trials - 1], record->ids[4]);
    free(asked);
}

static void requests_are_seen_once_by_each_runner(void **state)
{
    Record *record = *state;
    int64_t number = 7;
    int64_t other = 0;

    assert_true(store_last_request(record->store, &number, &record->err));
    assert_int_equal(number, 0);
    assert_asked(record, &number, 0, false);
    assert_true(
        store_add_request(record->store, record->ids[4], 0, &record->err));
    assert_asked(record, &number, 1, false);
    assert_asked(record, &number, 0, false);
    assert_true(store_add_request(record->store, 0, 1, &record->err));
    assert_asked(record, &number, 0, true);
    assert_asked(record, &other, 1, true);
    assert_true(store_last_request(record->store, &number, &record->err));
    assert_int_equal(number, other);
}

static void requests_for_another_study_are_not_ours(void **state)
{
    Record *record = *state;
    int64_t number = 0;

    assert_true(store_add_request(record->store, 0, 1, &record->err));
    record_rename(record, "other");
    record_add_plan(record);
    assert_asked(record, &number, 0, false);
    assert_int_equal(number, 1);
}

static void tags_come_and_go(void **state)
{
    Record *record = *state;
    int64_t trial = record->ids[0];
    Store *store = record->store;

    assert_true(store_tag(store, trial, "good", false, &record->err));
    assert_true(store_tag(store, trial, "good", false, &record->err));
    assert_true(store_tag(store, trial, "best", false, &record->err));
    assert_answer(record, "SELECT tags FROM trials WHERE tags IS NOT NULL",
                  "best good");
    assert_true(store_tag(store, trial, "good", true, &record->err));
    assert_true(store_tag(store, trial, "good", true, &record->err));
    assert_answer(record, "SELECT group_concat(tag) FROM tags", "best");
    assert_false(store_tag(store, trial, "", false, &record->err));
    assert_true(store_add_note(store, trial, "it's odd", &record->err));
    assert_answer(record, "SELECT text FROM notes", "it's odd");
}

static void what_did_not_end_well_can_be_planned_again(void **state)
{
    static const TrialState states[] = {TRIAL_FAILED, TRIAL_TIMEOUT,
                                        TRIAL_INTERRUPTED, TRIAL_DONE,
                                        TRIAL_DIVERGED};
    Record *record = *state;
    size_t changed;

    for (size_t i = 0; i < 5; i++)
        record_train(record, i, 2, states[i]);
    assert_true(
        store_retry(record->store, record->ids, 12, &changed, &record->err));
    assert_int_equal(changed, 3);
    assert_answer(record,
                  "SELECT group_concat(state || epochs, ' ') FROM trials"
                  " WHERE epochs > 0 AND message IS NULL",
                  "planned2 planned2 planned2");
}

// How many rows refer to a trial or its epochs, in all tables.
static const char rows_of_trials[] =
    "SELECT (SELECT count(*) FROM trial) + (SELECT count(*) FROM study_trial)"
    " + (SELECT count(*) FROM epoch) + (SELECT count(*) FROM attempt)"
    " + (SELECT count(*) FROM event) + (SELECT count(*) FROM checkpoint)"
    " + (SELECT count(*) FROM confusion_matrix)"
    " + (SELECT count(*) FROM confusion_count)"
    " + (SELECT count(*) FROM decision) + (SELECT count(*) FROM tag)"
    " + (SELECT count(*) FROM note) + (SELECT count(*) FROM request)"
    " + (SELECT count(*) FROM config) + (SELECT count(*) FROM parameter)"
    " + (SELECT count(*) FROM study_config) + (SELECT count(*) FROM study)"
    " + (SELECT count(*) FROM environment)";

static void remove_trial(Record *record, size_t i)
{
    bool held;

    assert_true(store_hold(record->store, record->ids[i], &held, &record->err));
    assert_true(held);
    assert_true(
        store_remove_trial(record->store, record->ids[i], &record->err));
}

static void what_is_removed_leaves_nothing_but_its_name(void **state)
{
    Record *record = *state;
    DecisionRecord decision = {.trial = record->ids[0]};
    Store *store = record->store;

    record_train(record, 0, 2, TRIAL_DONE);
    assert_true(store_add_decision(store, &decision, &record->err));
    assert_true(store_tag(store, record->ids[0], "x", false, &record->err));
    assert_true(store_add_note(store, record->ids[0], "x", &record->err));
    assert_true(store_add_request(store, record->ids[0], 0, &record->err));
    for (size_t i = 0; i < 12; i++)
        remove_trial(record, i);
    assert_true(store_remove_unused(store, &record->err));
    assert_answer(record, rows_of_trials, "0");
    assert_answer(record, "SELECT count(*) FROM removed", "12");
    assert_answer(record, "PRAGMA integrity_check", "ok");
}

static void numbers_of_removed_trials_are_not_given_again(void **state)
{
    Record *record = *state;
    int64_t last = record->ids[11];
    bool taken = true;

    remove_trial(record, 11);
    assert_true(store_claim(record->store, last, &(Claim){"{}", 1, 0}, &taken,
                            &record->err));
    assert_false(taken);
    record_add_plan(record);
    assert_true(record->ids[11] > last);
    record_train(record, 11, 1, TRIAL_DONE);
}

static void a_trial_that_runs_cannot_be_held(void **state)
{
    Record *record = *state;
    Store *other = store_open(record->path, STORE_CHANGE, &record->err);
    bool taken;
    bool held;

    assert_true(store_claim(other, record->ids[0], &(Claim){"{}", 1, 0}, &taken,
                            &record->err));
    assert_true(store_hold(record->store, record->ids[0], &held, &record->err));
    assert_false(held);
    assert_true(store_hold(record->store, record->ids[1], &held, &record->err));
    assert_true(held);
    assert_true(store_claim(other, record->ids[1], &(Claim){"{}", 1, 0}, &taken,
                            &record->err));
    assert_false(taken);
    store_close(other);
}

static void leaving_a_study_spares_the_trial(void **state)
{
    Record *record = *state;
    int64_t *trials;
    int64_t small;
    size_t count;

    assert_true(store_find_study(record->store, "small", &small, &record->err));
    record_rename(record, "other");
    record->plan.trial_count = 2;
    record_add_plan(record);
    assert_true(store_study_trials(record->store, small, true, &trials, &count,
                                   &record->err));
    assert_int_equal(count, 10);
    assert_int_equal(trials[0], record->ids[2]);
    free(trials);
    for (size_t i = 0; i < 2; i++)
        assert_true(store_leave_study(record->store, small, record->ids[i],
                                      &record->err));
    for (size_t i = 2; i < 12; i++)
        remove_trial(record, i);
    assert_true(store_remove_unused(record->store, &record->err));
    assert_answer(record, "SELECT group_concat(study || seed, ' ') FROM trials",
                  "other1 other2");
}

static void nothing_is_made_where_something_is_to_be_changed(void **state)
{
    Record *record = *state;
    char path[500];

    folder_path(&record->folder, "none.db", path);
    assert_null(store_open(path, STORE_CHANGE, &record->err));
    assert_non_null(strstr(record->err.message, "there is no database"));
    assert_false(file_exists(path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(requests_are_seen_once_by_each_runner),
        WITH_RECORD(requests_for_another_study_are_not_ours),
        WITH_RECORD(tags_come_and_go),
        WITH_RECORD(what_did_not_end_well_can_be_planned_again),
        WITH_RECORD(what_is_removed_leaves_nothing_but_its_name),
        WITH_RECORD(numbers_of_removed_trials_are_not_given_again),
        WITH_RECORD(a_trial_that_runs_cannot_be_held),
        WITH_RECORD(leaving_a_study_spares_the_trial),
        WITH_RECORD(nothing_is_made_where_something_is_to_be_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
