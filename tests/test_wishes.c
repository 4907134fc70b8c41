// harness/store: phases and plans that change, decisions, results that plans
// depend on, and what people ask of trials.
#include "harness/store.h"
#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

#include <math.h>
#include <stdio.h>

// A database of the small study, not run.
typedef struct {
    Folder folder;
    char path[500];
    Store *store;
    Plan plan;
    int64_t ids[12];
    Error err;
} Fixture;

static void add_plan(Fixture *fixture)
{
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
}

static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);

    fixture->folder = folder_new();
    folder_path(&fixture->folder, "results.db", fixture->path);
    synthetic_plan(&synthetic_small, &fixture->plan);
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    assert_non_null(fixture->store);
    add_plan(fixture);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    store_close(fixture->store);
    plan_release(&fixture->plan);
    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

static void assert_answer(Fixture *fixture, const char *sql,
                          const char *expected)
{
    Result result;

    if (!store_query(fixture->store, sql, NULL, NULL, &result, &fixture->err)) {
        print_error("%s: %s\n", sql, fixture->err.message);
        _fail(__FILE__, __LINE__);
    }
    assert_int_equal(result.rows, 1);
    assert_string_equal(result.cells[0] ? result.cells[0] : "NULL", expected);
    result_release(&result);
}

// Trains trial i of the plan for some epochs.
static void train(Fixture *fixture, size_t i, int epochs, TrialState state)
{
    TrialEnd how = {.state = state, .message = "because"};
    bool taken;

    assert_true(store_claim(fixture->store, fixture->ids[i], "{}", 1, &taken,
                            &fixture->err));
    assert_true(taken);
    for (int number = 1; number <= epochs; number++) {
        EpochRecord epoch =
            synthetic_epoch(&synthetic_small, fixture->plan.trials[i].config,
                            (int)fixture->plan.trials[i].seed, number);

        assert_true(store_add_epoch(fixture->store, fixture->ids[i], &epoch,
                                    &fixture->err));
        synthetic_epoch_release(&epoch);
    }
    assert_true(store_end_trial(fixture->store, fixture->ids[i], &how, NULL, 0,
                                &fixture->err));
}

static void what_a_newer_plan_leaves_out_is_kept_but_not_planned(void **state)
{
    Fixture *fixture = *state;

    fixture->plan.trial_count = 7;
    add_plan(fixture);
    assert_answer(fixture, "SELECT count(*) || ' ' || sum(planned) FROM trials",
                  "12 7");
    fixture->plan.trial_count = 12;
    add_plan(fixture);
    assert_answer(fixture, "SELECT sum(planned) FROM trials", "12");
}

static void a_study_says_what_it_is_after(void **state)
{
    static const char query[] =
        "SELECT objective || ' ' || goal || ' ' || coalesce(prune, '-')"
        " FROM studies";
    Fixture *fixture = *state;

    assert_answer(fixture, query, "validation/accuracy max -");
    fixture->plan.objective = (Objective){"test/loss", .minimize = true};
    fixture->plan.prune = (Prune){PRUNE_ASHA, .min = 1, .max = 27, .eta = 3};
    add_plan(fixture);
    assert_answer(fixture, query,
                  "test/loss min {\"method\":\"asha\",\"min\":1,"
                  "\"max\":27,\"eta\":3}");
    fixture->plan.prune = (Prune){PRUNE_MEDIAN, .min = 2, .max = 9};
    add_plan(fixture);
    assert_answer(fixture, "SELECT prune FROM studies",
                  "{\"method\":\"median\",\"min\":2,\"max\":9}");
}

static void a_part_of_a_plan_leaves_the_others_alone(void **state)
{
    Fixture *fixture = *state;
    PlannedTrial *trials = fixture->plan.trials;

    fixture->plan.partial = true;
    fixture->plan.trial_count = 2;
    fixture->plan.trials = trials + 5;
    add_plan(fixture);
    fixture->plan.trials = trials;
    assert_answer(fixture,
                  "SELECT sum(planned) || ' ' || count(DISTINCT position)"
                  " FROM trials",
                  "12 12");
}

static void trials_that_confirm_choose_nothing(void **state)
{
    Fixture *fixture = *state;

    for (size_t i = 0; i < 3; i++)
        assert_int_equal(fixture->plan.trials[i].config, 0);
    fixture->plan.trials[2].phase = PHASE_CONFIRM;
    add_plan(fixture);
    for (size_t i = 0; i < 3; i++)
        train(fixture, i, 5, TRIAL_DONE);
    // 11 + 2 s of 200 are wrong on test, for seed s.
    assert_answer(fixture, "SELECT accuracy FROM leaderboard", "0.93");
    assert_answer(fixture, "SELECT n || ' ' || accuracy FROM confirmed",
                  "1 0.915");
    assert_answer(fixture,
                  "SELECT sweep_n || ' ' || sweep_accuracy"
                  " FROM confirmed",
                  "2 0.93");
    assert_answer(fixture, "SELECT group_concat(DISTINCT n) FROM curves", "2");
    assert_answer(fixture,
                  "SELECT group_concat(phase, ' ') FROM (SELECT phase FROM"
                  " final ORDER BY seed)",
                  "sweep sweep confirm");
}

static void curves_are_of_the_studys_own_seeds(void **state)
{
    Fixture *fixture = *state;

    for (size_t i = 0; i < 3; i++)
        train(fixture, i, 5, TRIAL_DONE);
    free(fixture->plan.study);
    fixture->plan.study = memory_text("other");
    fixture->plan.trial_count = 1;
    add_plan(fixture);
    assert_answer(fixture,
                  "SELECT group_concat(study || n, ' ') FROM (SELECT DISTINCT"
                  " study, n FROM curves ORDER BY study)",
                  "other1 small3");
}

static void what_is_decided_stays_so(void **state)
{
    Fixture *fixture = *state;
    DecisionRecord first = {
        fixture->ids[3], 1, 3, "test/loss", (double)NAN, 2, 4, 0.25, true};
    DecisionRecord second = first;
    DecisionRecord *decisions;
    size_t count;

    second.prune = false;
    second.rank = 1;
    assert_true(store_add_decision(fixture->store, &first, &fixture->err));
    assert_true(store_add_decision(fixture->store, &second, &fixture->err));
    assert_true(second.prune);
    assert_int_equal(second.rank, 2);
    second.rung = 0;
    second.prune = false;
    second.value = 0.5;
    second.threshold = (double)NAN;
    assert_true(store_add_decision(fixture->store, &second, &fixture->err));
    assert_true(
        store_decisions(fixture->store, &decisions, &count, &fixture->err));
    assert_int_equal(count, 2);
    assert_int_equal(decisions[0].rung, 0);
    assert_true(isnan(decisions[0].threshold));
    assert_near(decisions[0].value, 0.5, 0);
    assert_true(isnan(decisions[1].value));
    assert_near(decisions[1].threshold, 0.25, 0);
    assert_int_equal(decisions[1].trial, fixture->ids[3]);
    assert_int_equal(decisions[1].epoch, 3);
    assert_int_equal(decisions[1].n, 4);
    assert_string_equal(decisions[1].metric, "test/loss");
    free(decisions);
    assert_answer(fixture,
                  "SELECT group_concat(rung || verdict, ' ') FROM decisions",
                  "0go on 1prune");
}

static void decisions_are_a_studys_own(void **state)
{
    Fixture *fixture = *state;
    DecisionRecord decision = {.trial = fixture->ids[0], .rank = 1, .n = 1};
    DecisionRecord *decisions;
    size_t count;

    assert_true(store_add_decision(fixture->store, &decision, &fixture->err));
    free(fixture->plan.study);
    fixture->plan.study = memory_text("other");
    add_plan(fixture);
    assert_true(
        store_decisions(fixture->store, &decisions, &count, &fixture->err));
    assert_int_equal(count, 0);
    free(decisions);
}

static bool look_up(Fixture *fixture, const char *study, const char *metric,
                    size_t i, TrialResult *result)
{
    StoreResults results = {
        .store = fixture->store, .study = study, .metric = metric};
    bool over =
        store_trial_result(&results, fixture->plan.trials[i].id, result);

    assert_string_equal(results.err.message, "");
    return over;
}

static void results_are_the_objective_after_the_last_epoch(void **state)
{
    Fixture *fixture = *state;
    TrialResult result;

    assert_false(look_up(fixture, "small", "test/accuracy", 0, &result));
    train(fixture, 0, 5, TRIAL_DONE);
    assert_true(look_up(fixture, "small", "test/accuracy", 0, &result));
    assert_int_equal(result.state, TRIAL_DONE);
    assert_int_equal(result.epochs, 5);
    assert_near(result.value, 187.0 / 200, 1e-12);
    assert_true(look_up(fixture, "small", "train/accuracy", 0, &result));
    assert_near(result.value, 178.0 / 200, 1e-12);
    train(fixture, 1, 0, TRIAL_FAILED);
    assert_true(look_up(fixture, "small", "test/accuracy", 1, &result));
    assert_true(isnan(result.value));
    train(fixture, 2, 1, TRIAL_INTERRUPTED);
    assert_false(look_up(fixture, "small", "test/accuracy", 2, &result));
}

static void pruned_is_a_result_where_it_was_decided(void **state)
{
    Fixture *fixture = *state;
    DecisionRecord decision = {.trial = fixture->ids[0], .prune = true};
    TrialResult result;

    train(fixture, 0, 2, TRIAL_PRUNED);
    assert_false(look_up(fixture, "small", "test/loss", 0, &result));
    assert_true(store_add_decision(fixture->store, &decision, &fixture->err));
    assert_true(look_up(fixture, "small", "test/loss", 0, &result));
    assert_int_equal(result.epochs, 2);
    assert_false(look_up(fixture, "other", "test/loss", 0, &result));
}

// What was asked since `number`: how many trials, and whether all of it.
static void assert_asked(Fixture *fixture, int64_t *number, size_t trials,
                         bool everything)
{
    int64_t *asked;
    size_t count;
    bool all;

    assert_true(store_take_requests(fixture->store, number, &asked, &count,
                                    &all, &fixture->err));
    assert_int_equal(count, trials);
    assert_int_equal(all, everything);
    if (trials > 0)
        assert_int_equal(asked[trials - 1], fixture->ids[4]);
    free(asked);
}

static void requests_are_seen_once_by_each_runner(void **state)
{
    Fixture *fixture = *state;
    int64_t number = 7;
    int64_t other = 0;

    assert_true(store_last_request(fixture->store, &number, &fixture->err));
    assert_int_equal(number, 0);
    assert_asked(fixture, &number, 0, false);
    assert_true(
        store_add_request(fixture->store, fixture->ids[4], 0, &fixture->err));
    assert_asked(fixture, &number, 1, false);
    assert_asked(fixture, &number, 0, false);
    assert_true(store_add_request(fixture->store, 0, 1, &fixture->err));
    assert_asked(fixture, &number, 0, true);
    assert_asked(fixture, &other, 1, true);
    assert_true(store_last_request(fixture->store, &number, &fixture->err));
    assert_int_equal(number, other);
}

static void requests_for_another_study_are_not_ours(void **state)
{
    Fixture *fixture = *state;
    int64_t number = 0;

    assert_true(store_add_request(fixture->store, 0, 1, &fixture->err));
    free(fixture->plan.study);
    fixture->plan.study = memory_text("other");
    add_plan(fixture);
    assert_asked(fixture, &number, 0, false);
    assert_int_equal(number, 1);
}

static void tags_come_and_go(void **state)
{
    Fixture *fixture = *state;
    int64_t trial = fixture->ids[0];
    Store *store = fixture->store;

    assert_true(store_tag(store, trial, "good", false, &fixture->err));
    assert_true(store_tag(store, trial, "good", false, &fixture->err));
    assert_true(store_tag(store, trial, "best", false, &fixture->err));
    assert_answer(fixture, "SELECT tags FROM trials WHERE tags IS NOT NULL",
                  "best good");
    assert_true(store_tag(store, trial, "good", true, &fixture->err));
    assert_true(store_tag(store, trial, "good", true, &fixture->err));
    assert_answer(fixture, "SELECT group_concat(tag) FROM tags", "best");
    assert_false(store_tag(store, trial, "", false, &fixture->err));
    assert_true(store_add_note(store, trial, "it's odd", &fixture->err));
    assert_answer(fixture, "SELECT text FROM notes", "it's odd");
}

static void what_did_not_end_well_can_be_planned_again(void **state)
{
    static const TrialState states[] = {TRIAL_FAILED, TRIAL_TIMEOUT,
                                        TRIAL_INTERRUPTED, TRIAL_DONE,
                                        TRIAL_DIVERGED};
    Fixture *fixture = *state;
    size_t changed;

    for (size_t i = 0; i < 5; i++)
        train(fixture, i, 2, states[i]);
    assert_true(
        store_retry(fixture->store, fixture->ids, 12, &changed, &fixture->err));
    assert_int_equal(changed, 3);
    assert_answer(fixture,
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

static void remove_trial(Fixture *fixture, size_t i)
{
    bool held;

    assert_true(
        store_hold(fixture->store, fixture->ids[i], &held, &fixture->err));
    assert_true(held);
    assert_true(
        store_remove_trial(fixture->store, fixture->ids[i], &fixture->err));
}

static void what_is_removed_leaves_nothing_but_its_name(void **state)
{
    Fixture *fixture = *state;
    DecisionRecord decision = {.trial = fixture->ids[0]};
    Store *store = fixture->store;

    train(fixture, 0, 2, TRIAL_DONE);
    assert_true(store_add_decision(store, &decision, &fixture->err));
    assert_true(store_tag(store, fixture->ids[0], "x", false, &fixture->err));
    assert_true(store_add_note(store, fixture->ids[0], "x", &fixture->err));
    assert_true(store_add_request(store, fixture->ids[0], 0, &fixture->err));
    for (size_t i = 0; i < 12; i++)
        remove_trial(fixture, i);
    assert_true(store_remove_unused(store, &fixture->err));
    assert_answer(fixture, rows_of_trials, "0");
    assert_answer(fixture, "SELECT count(*) FROM removed", "12");
    assert_answer(fixture, "PRAGMA integrity_check", "ok");
}

static void numbers_of_removed_trials_are_not_given_again(void **state)
{
    Fixture *fixture = *state;
    int64_t last = fixture->ids[11];
    bool taken = true;

    remove_trial(fixture, 11);
    assert_true(
        store_claim(fixture->store, last, "{}", 1, &taken, &fixture->err));
    assert_false(taken);
    add_plan(fixture);
    assert_true(fixture->ids[11] > last);
    train(fixture, 11, 1, TRIAL_DONE);
}

static void a_trial_that_runs_cannot_be_held(void **state)
{
    Fixture *fixture = *state;
    Store *other = store_open(fixture->path, STORE_CHANGE, &fixture->err);
    bool taken;
    bool held;

    assert_true(
        store_claim(other, fixture->ids[0], "{}", 1, &taken, &fixture->err));
    assert_true(
        store_hold(fixture->store, fixture->ids[0], &held, &fixture->err));
    assert_false(held);
    assert_true(
        store_hold(fixture->store, fixture->ids[1], &held, &fixture->err));
    assert_true(held);
    assert_true(
        store_claim(other, fixture->ids[1], "{}", 1, &taken, &fixture->err));
    assert_false(taken);
    store_close(other);
}

static void leaving_a_study_spares_the_trial(void **state)
{
    Fixture *fixture = *state;
    int64_t *trials;
    int64_t small;
    size_t count;

    assert_true(
        store_find_study(fixture->store, "small", &small, &fixture->err));
    free(fixture->plan.study);
    fixture->plan.study = memory_text("other");
    fixture->plan.trial_count = 2;
    add_plan(fixture);
    assert_true(store_study_trials(fixture->store, small, true, &trials, &count,
                                   &fixture->err));
    assert_int_equal(count, 10);
    assert_int_equal(trials[0], fixture->ids[2]);
    free(trials);
    for (size_t i = 0; i < 2; i++)
        assert_true(store_leave_study(fixture->store, small, fixture->ids[i],
                                      &fixture->err));
    for (size_t i = 2; i < 12; i++)
        remove_trial(fixture, i);
    assert_true(store_remove_unused(fixture->store, &fixture->err));
    assert_answer(fixture,
                  "SELECT group_concat(study || seed, ' ') FROM trials",
                  "other1 other2");
}

static void nothing_is_made_where_something_is_to_be_changed(void **state)
{
    Fixture *fixture = *state;
    char path[500];

    folder_path(&fixture->folder, "none.db", path);
    assert_null(store_open(path, STORE_CHANGE, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "there is no database"));
    assert_false(file_exists(path));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_a_newer_plan_leaves_out_is_kept_but_not_planned),
        TEST(a_study_says_what_it_is_after),
        TEST(a_part_of_a_plan_leaves_the_others_alone),
        TEST(trials_that_confirm_choose_nothing),
        TEST(curves_are_of_the_studys_own_seeds),
        TEST(what_is_decided_stays_so),
        TEST(decisions_are_a_studys_own),
        TEST(results_are_the_objective_after_the_last_epoch),
        TEST(pruned_is_a_result_where_it_was_decided),
        TEST(requests_are_seen_once_by_each_runner),
        TEST(requests_for_another_study_are_not_ours),
        TEST(tags_come_and_go),
        TEST(what_did_not_end_well_can_be_planned_again),
        TEST(what_is_removed_leaves_nothing_but_its_name),
        TEST(numbers_of_removed_trials_are_not_given_again),
        TEST(a_trial_that_runs_cannot_be_held),
        TEST(leaving_a_study_spares_the_trial),
        TEST(nothing_is_made_where_something_is_to_be_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
