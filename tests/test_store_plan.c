// harness/store_plan, store_expect: what plans make of the record, phases,
// plans that change, and what was expected.
#include "harness/store.h"
#include "tests/record.h"

#include <math.h>

static void a_plan_recorded_twice_is_there_once(void **state)
{
    Record *record = *state;
    int64_t again[12];

    assert_true(
        store_add_plan(record->store, &record->plan, again, &record->err));
    assert_memory_equal(again, record->ids, sizeof again);
    assert_answer(record, "SELECT count(*) FROM trials", "12");
    assert_answer(record,
                  "SELECT count(*) || ' ' || count(DISTINCT config) FROM "
                  "parameters WHERE name = 'optimizer.lr'",
                  "4 4");
    assert_answer(record, "SELECT group_concat(DISTINCT state) FROM trials",
                  "planned");
}

static void settings_are_rows_of_their_kinds(void **state)
{
    Record *record = *state;

    assert_answer(
        record,
        "SELECT group_concat(name || ' ' || kind || ' ' || value, ', ')"
        " FROM (SELECT * FROM parameters WHERE config = (SELECT config"
        " FROM trials WHERE label = 'mlp dropout=0.25' LIMIT 1)"
        " ORDER BY name)",
        "dataset text digits, dropout list [0.25], epochs integer 5, "
        "model text mlp, optimizer text adam, optimizer.lr number "
        "0.001, validation text auto");
    assert_answer(record,
                  "SELECT params ->> '$.optimizer.lr' FROM trials LIMIT 1",
                  "0.001");
}

static void trials_shared_by_studies_happen_once(void **state)
{
    Record *record = *state;

    record_rename(record, "other");
    record_add_plan(record);
    assert_answer(record, "SELECT count(*) FROM trial", "12");
    assert_answer(record, "SELECT count(*) FROM trials", "24");
    assert_answer(record, "SELECT count(*) FROM trials WHERE study = 'other'",
                  "12");
}

static void hostile_names_are_only_names(void **state)
{
    static const char *const names[] = {"'; DROP TABLE trial; --",
                                        "\"; DELETE FROM study; --",
                                        "a\nb\tc\x1b[31m",
                                        "%s%n",
                                        "äöü 漢字",
                                        ""};
    Record *record = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *const keys[] = {":study", NULL};
        const char *const values[] = {names[i], NULL};
        Result result;

        record_rename(record, names[i]);
        free(record->plan.configs[0].label);
        record->plan.configs[0].label = memory_text(names[i]);
        record_add_plan(record);
        assert_true(store_query(record->store,
                                "SELECT label FROM trials WHERE study = :study"
                                " ORDER BY position LIMIT 1",
                                keys, values, &result, &record->err));
        assert_string_equal(result.cells[0], names[i]);
        result_release(&result);
    }
    assert_answer(record, "SELECT count(*) FROM trial", "12");
}

static void what_a_newer_plan_leaves_out_is_kept_but_not_planned(void **state)
{
    Record *record = *state;

    record->plan.trial_count = 7;
    record_add_plan(record);
    assert_answer(record, "SELECT count(*) || ' ' || sum(planned) FROM trials",
                  "12 7");
    record->plan.trial_count = 12;
    record_add_plan(record);
    assert_answer(record, "SELECT sum(planned) FROM trials", "12");
}

static void a_study_says_what_it_is_after(void **state)
{
    static const char query[] =
        "SELECT objective || ' ' || goal || ' ' || coalesce(prune, '-')"
        " FROM studies";
    Record *record = *state;

    assert_answer(record, query, "validation/accuracy max -");
    record->plan.objective = (Objective){"test/loss", .minimize = true};
    record->plan.prune = (Prune){PRUNE_ASHA, .min = 1, .max = 27, .eta = 3};
    record_add_plan(record);
    assert_answer(record, query,
                  "test/loss min {\"method\":\"asha\",\"min\":1,"
                  "\"max\":27,\"eta\":3}");
    record->plan.prune = (Prune){PRUNE_MEDIAN, .min = 2, .max = 9};
    record_add_plan(record);
    assert_answer(record, "SELECT prune FROM studies",
                  "{\"method\":\"median\",\"min\":2,\"max\":9}");
}

static void a_part_of_a_plan_leaves_the_others_alone(void **state)
{
    Record *record = *state;
    PlannedTrial *trials = record->plan.trials;

    record->plan.partial = true;
    record->plan.trial_count = 2;
    record->plan.trials = trials + 5;
    record_add_plan(record);
    record->plan.trials = trials;
    assert_answer(record,
                  "SELECT sum(planned) || ' ' || count(DISTINCT position)"
                  " FROM trials",
                  "12 12");
}

static void trials_that_confirm_choose_nothing(void **state)
{
    Record *record = *state;

    for (size_t i = 0; i < 3; i++)
        assert_int_equal(record->plan.trials[i].config, 0);
    record->plan.trials[2].phase = PHASE_CONFIRM;
    record_add_plan(record);
    for (size_t i = 0; i < 3; i++)
        record_train(record, i, 5, TRIAL_DONE);
    // 11 + 2 s of 200 are wrong on test, for seed s.
    assert_answer(record, "SELECT accuracy FROM leaderboard", "0.93");
    assert_answer(record, "SELECT n || ' ' || accuracy FROM confirmed",
                  "1 0.915");
    assert_answer(record,
                  "SELECT sweep_n || ' ' || sweep_accuracy"
                  " FROM confirmed",
                  "2 0.93");
    assert_answer(record, "SELECT group_concat(DISTINCT n) FROM curves", "2");
    assert_answer(record,
                  "SELECT group_concat(phase, ' ') FROM (SELECT phase FROM"
                  " final ORDER BY seed)",
                  "sweep sweep confirm");
}

static void curves_are_of_the_studys_own_seeds(void **state)
{
    Record *record = *state;

    for (size_t i = 0; i < 3; i++)
        record_train(record, i, 5, TRIAL_DONE);
    record_rename(record, "other");
    record->plan.trial_count = 1;
    record_add_plan(record);
    assert_answer(record,
                  "SELECT group_concat(study || n, ' ') FROM (SELECT DISTINCT"
                  " study, n FROM curves ORDER BY study)",
                  "other1 small3");
}

static void the_status_of_a_plan_needs_no_record(void **state)
{
    Record *record = *state;
    Synthetic more = synthetic_small;
    Plan plan;
    int64_t ids[15];
    TrialStatus statuses[15];

    record_train(record, 0, 1, TRIAL_DONE);
    more.configs = 5;
    synthetic_plan(&more, &plan);
    assert_true(
        store_plan_status(record->store, &plan, ids, statuses, &record->err));
    assert_memory_equal(ids, record->ids, 12 * sizeof *ids);
    assert_int_equal(ids[14], 0);
    assert_int_equal(statuses[0].state, TRIAL_DONE);
    assert_int_equal(statuses[0].epochs_done, 1);
    assert_int_equal(statuses[1].state, TRIAL_PLANNED);
    assert_answer(record, "SELECT count(*) FROM trial", "12");
    plan_release(&plan);
}

static void expectations_are_compared_with_what_came(void **state)
{
    Record *record = *state;
    Expectation expected[3];
    Setting model = {.key = "model.name", .kind = VALUE_TEXT, .text = "cnn"};
    char metric[] = "test/accuracy";

    for (int i = 0; i < 3; i++) {
        expected[i] = (Expectation){.metric = metric,
                                    .at_least = (double)NAN,
                                    .at_most = (double)NAN,
                                    .value = (double)NAN,
                                    .within = (double)NAN};
        config_set(&expected[i].match, &model);
    }
    expected[0].at_least = 0.8;
    expected[1].at_least = 0.99;
    expected[2].value = 0.82;
    expected[2].within = 0.01;
    record->plan.expectations = expected;
    record->plan.expectation_count = 3;
    record_add_plan(record);
    assert_answer(
        record, "SELECT count(*) FROM expectations WHERE passed IS NULL", "3");
    // 37 of 200 are wrong after epoch 1.
    record_train(record, 0, 1, TRIAL_DONE);
    assert_answer(
        record,
        "SELECT group_concat(matches || ' ' || n || ' ' || observed ||"
        " ' ' || passed, ', ') FROM expectations",
        "model=cnn 1 0.815 1, model=cnn 1 0.815 0, "
        "model=cnn 1 0.815 1");
    record->plan.expectations = NULL;
    record->plan.expectation_count = 0;
    for (int i = 0; i < 3; i++)
        config_release(&expected[i].match);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(a_plan_recorded_twice_is_there_once),
        WITH_RECORD(settings_are_rows_of_their_kinds),
        WITH_RECORD(trials_shared_by_studies_happen_once),
        WITH_RECORD(hostile_names_are_only_names),
        WITH_RECORD(what_a_newer_plan_leaves_out_is_kept_but_not_planned),
        WITH_RECORD(a_study_says_what_it_is_after),
        WITH_RECORD(a_part_of_a_plan_leaves_the_others_alone),
        WITH_RECORD(trials_that_confirm_choose_nothing),
        WITH_RECORD(curves_are_of_the_studys_own_seeds),
        WITH_RECORD(the_status_of_a_plan_needs_no_record),
        WITH_RECORD(expectations_are_compared_with_what_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
