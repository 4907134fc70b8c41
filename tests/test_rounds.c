// harness/search, expand_end, outcome: what results add to a plan.
#include "harness/outcome.h"
#include "harness/store.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

#include <math.h>

// Trials and what came of them, made up.
typedef struct {
    char ids[1000][DIGEST_TEXT];
    TrialResult results[1000];
    size_t count;
} Record;

static bool look_up(void *context, const char *id, TrialResult *result)
{
    const Record *record = context;

    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->ids[i], id) == 0) {
            *result = record->results[i];
            return true;
        }
    return false;
}

static void add_result(Record *record, const char *id, TrialResult result)
{
    TrialResult before;

    if (look_up(record, id, &before))
        return;
    memcpy(record->ids[record->count], id, DIGEST_TEXT);
    record->results[record->count++] = result;
}

// A loss that is least where lr = 0.01, whatever the seed.
static TrialResult loss_of(const Plan *plan, const PlannedTrial *trial)
{
    double lr =
        config_number(&plan->configs[trial->config].config, "optimizer.lr", 1);
    double away = log10(lr) + 2;

    return (TrialResult){TRIAL_DONE, away * away, 1};
}

static Plan plan_with(const char *yaml, Record *record)
{
    Plan plan;
    Error err;

    assert_true(read_plan(
        yaml, &(PlanOptions){.results = look_up, .results_context = record},
        &plan, &err));
    return plan;
}

// Rounds of planning and of making results up, until nothing is added.
static Plan run_to_the_end(const char *yaml, Record *record, int *rounds)
{
    Plan plan = plan_with(yaml, record);

    *rounds = 1;
    while (plan.growing) {
        size_t before = record->count;

        for (size_t i = 0; i < plan.trial_count; i++)
            add_result(record, plan.trials[i].id,
                       loss_of(&plan, &plan.trials[i]));
        assert_true(record->count > before);
        plan_release(&plan);
        plan = plan_with(yaml, record);
        ++*rounds;
    }
    return plan;
}

#define TPE(batch)                                          \
    STUDY BASE                                              \
        "objective: {metric: validation/loss, goal: min}\n" \
        "search: {method: tpe, trials: 30, " batch          \
        "space:"                                            \
        " {optimizer.lr: {log: [1e-5, 10]},"                \
        " batch_size: {int: [16, 256], step: 16}}}\n"

static void tpe_begins_at_random(void **state)
{
    Plan plan = plan_of(TPE(""));
    Plan random = plan_of(STUDY BASE
                          "search: {trials: 30, space:"
                          " {optimizer.lr: {log: [1e-5, 10]},"
                          " batch_size: {int: [16, 256], step: 16}}}\n");

    (void)state;
    assert_int_equal(plan.trial_count, 10);
    assert_true(plan.growing);
    assert_int_equal(plan.trials_in_all, 30);
    assert_false(random.growing);
    for (size_t i = 0; i < 10; i++)
        assert_string_equal(plan.trials[i].id, random.trials[i].id);
    plan_release(&plan);
    plan_release(&random);
}

static double mean_away(const Plan *plan, size_t from, size_t to)
{
    double sum = 0;

    for (size_t i = from; i < to; i++)
        sum += sqrt(loss_of(plan, &plan->trials[i]).value);
    return sum / (double)(to - from);
}

static void tpe_proposes_by_all_results_before(void **state)
{
    static Record record;
    int rounds;
    Plan plan;

    (void)state;
    record.count = 0;
    plan = run_to_the_end(TPE(""), &record, &rounds);
    assert_int_equal(plan.trial_count, 30);
    assert_int_equal(rounds, 1 + 20);
    assert_true(mean_away(&plan, 15, 30) < mean_away(&plan, 0, 10) / 2);
    plan_release(&plan);
}

static void a_batch_is_proposed_at_once(void **state)
{
    static Record record;
    int rounds;
    Plan plan;

    (void)state;
    record.count = 0;
    plan = run_to_the_end(TPE("batch: 8, "), &record, &rounds);
    assert_int_equal(plan.trial_count, 30);
    assert_int_equal(rounds, 1 + 3);
    plan_release(&plan);
}

// The newest trial's result is not looked at while an older one is missing.
static void tpe_waits_for_the_slowest(void **state)
{
    static Record record;
    Plan plan = plan_of(TPE(""));

    (void)state;
    record.count = 0;
    for (size_t i = 1; i < 10; i++)
        add_result(&record, plan.trials[i].id, loss_of(&plan, &plan.trials[i]));
    plan_release(&plan);
    plan = plan_with(TPE(""), &record);
    assert_int_equal(plan.trial_count, 10);
    plan_release(&plan);
}

#define CONFIRM                                                       \
    STUDY BASE                                                        \
        "objective: {metric: validation/loss}\n"                      \
        "sweep: {grid: {optimizer.lr: [1e-4, 1e-3, 9e-3, 0.1, 1]}}\n" \
        "seeds: 2\n"                                                  \
        "confirm: {top: 2, seeds: [101, 102, 103]}\n"

static void winners_are_confirmed_on_fresh_seeds(void **state)
{
    static Record record;
    int rounds;
    Plan plan;

    (void)state;
    record.count = 0;
    plan = run_to_the_end(CONFIRM, &record, &rounds);
    assert_int_equal(rounds, 2);
    assert_int_equal(plan.trial_count, 10 + 6);
    assert_int_equal(plan.trials[9].phase, PHASE_SWEEP);
    for (size_t i = 0; i < 6; i++) {
        const PlannedTrial *trial = &plan.trials[10 + i];

        // 0.009 is nearest; 0.001 and 0.1 are equally near, the first wins.
        assert_int_equal(trial->phase, PHASE_CONFIRM);
        assert_int_equal(trial->config, i < 3 ? 2 : 1);
        assert_int_equal(trial->seed, 101 + i % 3);
        assert_false(trial->first);
    }
    assert_true(plan.trials[0].first && !plan.trials[1].first);
    plan_release(&plan);
}

static void a_part_of_a_study_has_the_wholes_winners(void **state)
{
    const Texts onlys = {{"optimizer.lr=[0.001, 1]", "seed=102"}, 2};
    static Record record;
    int rounds;
    Plan plan;
    Error err;

    (void)state;
    record.count = 0;
    plan = run_to_the_end(CONFIRM, &record, &rounds);
    plan_release(&plan);
    assert_true(read_plan(CONFIRM,
                          &(PlanOptions){.onlys = &onlys,
                                         .results = look_up,
                                         .results_context = &record},
                          &plan, &err));
    assert_int_equal(plan.config_count, 2);
    assert_int_equal(plan.trial_count, 1);
    assert_int_equal(plan.trials[0].config, 0);
    assert_int_equal(plan.trials[0].phase, PHASE_CONFIRM);
    plan_release(&plan);
}

// One configuration's results: of its first seed and of its second.
static Outcome outcome_with(const TrialResult *first, const TrialResult *second,
                            bool pruning)
{
    static Record record;
    Plan plan = plan_of(STUDY BASE "seeds: 2\n");
    const uint64_t seeds[] = {1, 2};
    const Judge judge = {look_up, &record, seeds, 2, pruning, true};
    Outcome outcome;

    record.count = 0;
    if (first)
        add_result(&record, plan.trials[0].id, *first);
    if (second)
        add_result(&record, plan.trials[1].id, *second);
    outcome = outcome_of(&judge, plan.configs[0].id);
    plan_release(&plan);
    return outcome;
}

static void a_configuration_is_over_when_its_seeds_are(void **state)
{
    const TrialResult done = {TRIAL_DONE, 0.25, 9};
    const TrialResult better = {TRIAL_DONE, 0.75, 7};
    const TrialResult pruned = {TRIAL_PRUNED, 2, 3};
    const TrialResult diverged = {TRIAL_DIVERGED, (double)NAN, 1};
    Outcome outcome;

    (void)state;
    assert_false(outcome_with(NULL, &done, false).over);
    assert_false(outcome_with(&done, NULL, true).over);
    outcome = outcome_with(&done, &better, false);
    assert_true(outcome.over && outcome.kind == OUTCOME_DONE);
    assert_true(outcome.value == 0.5);
    // Where the first is pruned, the other seed is never run.
    assert_false(outcome_with(&pruned, NULL, false).over);
    outcome = outcome_with(&pruned, NULL, true);
    assert_true(outcome.over && outcome.kind == OUTCOME_PRUNED);
    assert_int_equal(outcome.epochs, 3);
    assert_true(outcome_with(&diverged, NULL, true).over);
    assert_int_equal(outcome_with(&done, &diverged, true).kind, OUTCOME_FAILED);
}

static void outcomes_rank_by_state_then_epochs_then_value(void **state)
{
    const Judge judge = {.minimize = true};
    Standing standings[] = {
        {{true, OUTCOME_FAILED, 0, 1}, 0, &judge},
        {{true, OUTCOME_PRUNED, 0.1, 1}, 1, &judge},
        {{true, OUTCOME_PRUNED, 0.3, 3}, 2, &judge},
        {{true, OUTCOME_DONE, 0.9, 9}, 3, &judge},
        {{true, OUTCOME_PRUNED, 0.2, 3}, 4, &judge},
        {{true, OUTCOME_DONE, 0.8, 9}, 5, &judge},
        {{true, OUTCOME_FAILED, 0, 9}, 6, &judge},
        {{true, OUTCOME_DONE, 0.8, 2}, 7, &judge},
    };
    static const size_t order[] = {5, 7, 3, 4, 2, 1, 0, 6};

    (void)state;
    outcomes_sort(standings, 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(standings[i].which, order[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tpe_begins_at_random),
        cmocka_unit_test(tpe_proposes_by_all_results_before),
        cmocka_unit_test(a_batch_is_proposed_at_once),
        cmocka_unit_test(tpe_waits_for_the_slowest),
        cmocka_unit_test(winners_are_confirmed_on_fresh_seeds),
        cmocka_unit_test(a_part_of_a_study_has_the_wholes_winners),
        cmocka_unit_test(a_configuration_is_over_when_its_seeds_are),
        cmocka_unit_test(outcomes_rank_by_state_then_epochs_then_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
