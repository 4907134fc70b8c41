// harness/store_trial: who may run what, and what is left by those who died.
#include "harness/store.h"
#include "tests/record.h"

#include <signal.h>
#include <sys/wait.h>

static void a_claim_is_an_attempt_until_the_trial_ends(void **state)
{
    Record *record = *state;
    TrialStatus status;

    record_claim(record, 0);
    assert_true(store_trial_status(record->store, record->ids[0], &status,
                                   &record->err));
    assert_int_equal(status.state, TRIAL_RUNNING);
    record_end(record, 0, TRIAL_FAILED);
    record_claim(record, 0);
    record_end(record, 0, TRIAL_DONE);
    assert_true(store_trial_status(record->store, record->ids[0], &status,
                                   &record->err));
    assert_int_equal(status.state, TRIAL_DONE);
    assert_int_equal(status.attempts, 2);
    assert_answer(record,
                  "SELECT group_concat(number || state, ' ') FROM attempts",
                  "1failed 2done");
    assert_answer(record, "SELECT count(*) FROM environment", "1");
    assert_answer(record, "SELECT group_concat(kind, ' ') FROM events",
                  "claimed failed claimed done");
}

static void prune(Record *record, size_t i, bool prune)
{
    DecisionRecord decision = {
        .trial = record->ids[i], .rank = 1, .prune = prune};

    assert_true(store_add_decision(record->store, &decision, &record->err));
}

static void results_are_not_claimed_again(void **state)
{
    const TrialState results[] = {TRIAL_DONE, TRIAL_PRUNED, TRIAL_DIVERGED};
    Record *record = *state;
    bool taken;

    for (size_t i = 0; i < 3; i++) {
        record_claim(record, i);
        prune(record, i, results[i] == TRIAL_PRUNED);
        record_end(record, i, results[i]);
        assert_true(store_claim(record->store, record->ids[i],
                                &(Claim){"{}", 1, 0}, &taken, &record->err));
        assert_false(taken);
    }
}

// Whoever chose to train the trial did so before it failed, or knows of that.
static void a_failure_that_was_not_known_of_is_not_claimed(void **state)
{
    const TrialState failures[] = {TRIAL_FAILED, TRIAL_TIMEOUT};
    Record *record = *state;
    bool taken;

    for (size_t i = 0; i < 2; i++) {
        Claim before = {"{}", 1, 0};
        Claim after = {"{}", 1, 1};

        record_train(record, i, 1, failures[i]);
        assert_true(store_claim(record->store, record->ids[i], &before, &taken,
                                &record->err));
        assert_false(taken);
        assert_int_equal(before.attempts, 0);
        assert_true(store_claim(record->store, record->ids[i], &after, &taken,
                                &record->err));
        assert_true(taken);
        assert_int_equal(after.attempts, 2);
    }
    record_end(record, 0, TRIAL_INTERRUPTED);
    assert_true(store_claim(record->store, record->ids[0], &(Claim){"{}", 1, 0},
                            &taken, &record->err));
    assert_true(taken);
}

static void what_somebody_wants_retried_is_claimed(void **state)
{
    Record *record = *state;
    size_t changed;
    bool taken;

    record_train(record, 0, 1, TRIAL_FAILED);
    assert_true(
        store_retry(record->store, record->ids, 1, &changed, &record->err));
    assert_int_equal(changed, 1);
    assert_true(store_claim(record->store, record->ids[0], &(Claim){"{}", 1, 0},
                            &taken, &record->err));
    assert_true(taken);
}

static void what_attempts_took_adds_up(void **state)
{
    Record *record = *state;
    TrialEnd how = {
        .state = TRIAL_INTERRUPTED, .parameters = 12, .tracking_seconds = 0.5};

    record_claim(record, 0);
    record_add_epoch(record, 0, 1);
    assert_true(store_end_trial(record->store, record->ids[0], &how, NULL, 0,
                                &record->err));
    record_claim(record, 0);
    record_add_epoch(record, 0, 2);
    how = (TrialEnd){.state = TRIAL_FAILED, .tracking_seconds = 0.25};
    assert_true(store_end_trial(record->store, record->ids[0], &how, NULL, 0,
                                &record->err));
    assert_answer(record,
                  "SELECT tracking_seconds FROM trial"
                  " WHERE state = 'failed'",
                  "0.75");
    assert_answer(record,
                  "SELECT count(*) FROM trial t WHERE state = 'failed'"
                  " AND abs(training_seconds - (SELECT sum(microseconds) / 1e6"
                  "  FROM epoch WHERE trial = t.id)) < 1e-9"
                  " AND training_seconds > 0",
                  "1");
}

// Until a network is built, nobody knows its size.
static void sizes_are_those_known_last(void **state)
{
    Record *record = *state;
    TrialEnd how = {.state = TRIAL_FAILED};

    record_claim(record, 0);
    assert_true(store_end_trial(record->store, record->ids[0], &how, NULL, 0,
                                &record->err));
    assert_answer(record,
                  "SELECT count(*) FROM trial WHERE state = 'failed'"
                  " AND parameters IS NULL AND multiply_adds IS NULL",
                  "1");
    how.parameters = 12;
    how.multiply_adds = 34;
    for (int i = 0; i < 2; i++) {
        record_claim(record, 0);
        assert_true(store_end_trial(record->store, record->ids[0], &how, NULL,
                                    0, &record->err));
        assert_answer(record,
                      "SELECT parameters || ' ' || multiply_adds FROM trial"
                      " WHERE state = 'failed'",
                      "12 34");
        how = (TrialEnd){.state = TRIAL_FAILED};
    }
}

static void what_one_study_pruned_another_may_have(void **state)
{
    Record *record = *state;
    bool taken;

    record_claim(record, 0);
    prune(record, 0, true);
    record_end(record, 0, TRIAL_PRUNED);
    record_rename(record, "other");
    record_add_plan(record);
    assert_true(store_claim(record->store, record->ids[0], &(Claim){"{}", 1, 0},
                            &taken, &record->err));
    assert_true(taken);
}

static void a_trial_is_claimed_by_one_store_at_a_time(void **state)
{
    Record *record = *state;
    Store *other = store_open(record->path, STORE_WRITE, &record->err);
    bool taken;
    TrialStatus status;

    record_claim(record, 0);
    assert_true(store_claim(other, record->ids[0], &(Claim){"{}", 1, 0}, &taken,
                            &record->err));
    assert_false(taken);
    assert_true(
        store_trial_status(other, record->ids[0], &status, &record->err));
    assert_int_equal(status.state, TRIAL_RUNNING);
    assert_true(store_claim(other, record->ids[1], &(Claim){"{}", 1, 0}, &taken,
                            &record->err));
    assert_true(taken);
    store_close(other);
}

// A process of its own, in which `work` is done with a store of its own.
static pid_t start(const char *path, void (*work)(Store *, const int64_t *),
                   const int64_t *ids)
{
    pid_t child = fork();
    Error err;

    if (child == 0) {
        work(store_open(path, STORE_WRITE, &err), ids);
        _exit(0);
    }
    assert_true(child > 0);
    return child;
}

// Claims each trial that it can, and ends it.
static void run_all(Store *store, const int64_t *ids)
{
    Error err;

    for (int i = 0; i < 12; i++) {
        TrialEnd how = {.state = TRIAL_DONE};
        bool taken;

        if (!store
            || !store_claim(store, ids[i], &(Claim){"{}", 1, 0}, &taken, &err)
            || (taken && !store_end_trial(store, ids[i], &how, NULL, 0, &err)))
            _exit(1);
    }
    store_close(store);
}

static void processes_share_the_trials_and_run_each_once(void **state)
{
    Record *record = *state;
    pid_t children[3];

    store_close(record->store);
    record->store = NULL;
    for (int i = 0; i < 3; i++)
        children[i] = start(record->path, run_all, record->ids);
    for (int i = 0; i < 3; i++) {
        int how;

        assert_int_equal(waitpid(children[i], &how, 0), children[i]);
        assert_int_equal(how, 0);
    }
    record->store = store_open(record->path, STORE_WRITE, &record->err);
    assert_answer(record, "SELECT count(*) FROM attempt", "12");
    assert_answer(record,
                  "SELECT group_concat(DISTINCT state)"
                  " FROM trial",
                  "done");
}

// Claims the first trial and dies with it.
static void die(Store *store, const int64_t *ids)
{
    Error err;
    bool taken;

    if (store && store_claim(store, ids[0], &(Claim){"{}", 1, 0}, &taken, &err)
        && taken)
        (void)raise(SIGKILL);
}

static void a_dead_runners_trial_is_interrupted_and_free(void **state)
{
    Record *record = *state;
    TrialStatus status;
    int how;
    pid_t child;

    store_close(record->store);
    child = start(record->path, die, record->ids);
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
    record->store = store_open(record->path, STORE_WRITE, &record->err);
    assert_answer(record, "SELECT count(*) FROM trials WHERE state = 'running'",
                  "1");
    assert_true(store_trial_status(record->store, record->ids[0], &status,
                                   &record->err));
    assert_int_equal(status.state, TRIAL_INTERRUPTED);
    record_claim(record, 0);
    assert_answer(record,
                  "SELECT group_concat(number || ' ' || coalesce(state, ''))"
                  " FROM attempts",
                  "1 interrupted,2 ");
}

static void a_new_plan_marks_what_the_dead_left(void **state)
{
    Record *record = *state;
    int how;
    pid_t child;

    store_close(record->store);
    child = start(record->path, die, record->ids);
    assert_int_equal(waitpid(child, &how, 0), child);
    record->store = store_open(record->path, STORE_WRITE, &record->err);
    record_claim(record, 1);
    record_add_plan(record);
    assert_answer(record,
                  "SELECT group_concat(state, ' ') FROM (SELECT state FROM"
                  " trial WHERE state <> 'planned' ORDER BY id)",
                  "interrupted running");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(a_claim_is_an_attempt_until_the_trial_ends),
        WITH_RECORD(results_are_not_claimed_again),
        WITH_RECORD(a_failure_that_was_not_known_of_is_not_claimed),
        WITH_RECORD(what_somebody_wants_retried_is_claimed),
        WITH_RECORD(what_attempts_took_adds_up),
        WITH_RECORD(sizes_are_those_known_last),
        WITH_RECORD(what_one_study_pruned_another_may_have),
        WITH_RECORD(a_trial_is_claimed_by_one_store_at_a_time),
        WITH_RECORD(processes_share_the_trials_and_run_each_once),
        WITH_RECORD(a_dead_runners_trial_is_interrupted_and_free),
        WITH_RECORD(a_new_plan_marks_what_the_dead_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
