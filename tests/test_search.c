// harness/search, expand_search, range, outcome, confirm: what is drawn, what
// results add to a plan.
#include "harness/outcome.h"
#include "harness/range.h"
#include "harness/store.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

#include <math.h>

// GRID.md's third example, with any number of trials.
static void write_example(int trials, const char *more, Text *yaml)
{
    text_clear(yaml);
    text_printf(yaml,
                "study: optimizers\n"
                "base: {dataset: mnist, validation: {last: 10000}, model: cnn,"
                " epochs: 27}\n"
                "objective: {metric: validation/loss, goal: min}\n"
                "search:\n"
                "  method: random\n"
                "  trials: %d\n"
                "  seed: 7\n"
                "  space:\n%s"
                "    optimizer.name: {choice: [sgd, adam, rmsprop]}\n"
                "    batch_size: {choice: [32, 64, 128, 256]}\n"
                "    optimizer.lr: {log: [1e-4, 1.0]}\n"
                "    optimizer.momentum: {uniform: [0.5, 0.99],"
                " when: {optimizer.name: [sgd, rmsprop]}}\n"
                "    optimizer.beta2: {choice: [0.99, 0.999],"
                " when: {optimizer.name: adam}}\n"
                "  exclude:\n"
                "    - {optimizer.name: adam, optimizer.lr: {above: 0.1}}\n"
                "prune: {method: asha, unit: epoch, min: 1, max: 27, eta: 3}\n"
                "confirm: {top: 5, seeds: [101, 102, 103, 104, 105]}\n"
                "run: {timeout: 20m, retries: 1, stop_after_failures: 5}\n",
                trials, more);
}

static Plan example(int trials, const char *more)
{
    Text yaml = {0};
    Plan plan;

    write_example(trials, more, &yaml);
    plan = plan_of(text_string(&yaml));
    text_release(&yaml);
    return plan;
}

static double number_of(const Plan *plan, size_t i, const char *key)
{
    return config_number(&plan->configs[i].config, key, (double)NAN);
}

static const char *text_of(const Plan *plan, size_t i, const char *key)
{
    return config_text(&plan->configs[i].config, key, "");
}

static void the_example_has_120_trials_within_its_space(void **state)
{
    Plan plan = example(120, "");
    size_t adams = 0;

    (void)state;
    assert_int_equal(plan.trial_count, 120);
    assert_int_equal(plan.config_count, 120);
    for (size_t i = 0; i < plan.config_count; i++) {
        bool adam = strcmp(text_of(&plan, i, "optimizer.name"), "adam") == 0;
        double lr = number_of(&plan, i, "optimizer.lr");
        double momentum = number_of(&plan, i, "optimizer.momentum");

        adams += adam;
        assert_true(lr >= 1e-4 && lr <= (adam ? 0.1 : 1));
        assert_int_equal(isnan(momentum), adam);
        assert_true(adam || (momentum >= 0.5 && momentum <= 0.99));
        assert_int_equal(isnan(number_of(&plan, i, "optimizer.beta2")), !adam);
    }
    assert_true(adams > 15 && adams < 60);
    assert_true(plan.growing);
    assert_int_equal(plan.trials_in_all, 145);
    assert_int_equal(plan.prune.method, PRUNE_ASHA);
    assert_true(plan.objective.minimize);
    assert_int_equal(plan.run.timeout_seconds, 1200);
    plan_release(&plan);
}

// Whatever compiler, whatever mathematical library: drawn numbers have no more
// digits than all of them agree on.
static void identities_are_the_same_everywhere(void **state)
{
    Plan plan = example(120, "");

    (void)state;
    assert_string_equal(
        plan.configs[0].label,
        "adam batch_size=128 optimizer.lr=0.000670783 optimizer.beta2=0.99");
    assert_string_equal(
        plan.trials[0].id,
        "db3dd4528f48ff8682ea8d11638e342a207cf4cac4f146b773fa1244f31f13dc");
    assert_string_equal(
        plan.trials[119].id,
        "c27732b1039e07c9097bb0b8eb52f0b2b0a25977efa56fd9c655b8c828636e9a");
    plan_release(&plan);
}

static void more_trials_keep_the_first_draws(void **state)
{
    Plan few = example(120, "");
    Plan many = example(200, "");

    (void)state;
    assert_int_equal(many.trial_count, 200);
    for (size_t i = 0; i < few.trial_count; i++)
        assert_string_equal(few.trials[i].id, many.trials[i].id);
    plan_release(&few);
    plan_release(&many);
}

static void another_parameter_leaves_draws_alone(void **state)
{
    static const char *const keys[] = {"batch_size", "optimizer.lr",
                                       "optimizer.momentum"};
    Plan plain = example(50, "");
    Plan more = example(50, "    dropout: {uniform: [0, 0.5]}\n");

    (void)state;
    for (size_t i = 0; i < 50; i++) {
        assert_string_equal(text_of(&plain, i, "optimizer.name"),
                            text_of(&more, i, "optimizer.name"));
        for (size_t j = 0; j < 3; j++) {
            double a = number_of(&plain, i, keys[j]);
            double b = number_of(&more, i, keys[j]);

            assert_true(a == b || (isnan(a) && isnan(b)));
        }
    }
    plan_release(&plain);
    plan_release(&more);
}

static void dots_and_maps_draw_the_same(void **state)
{
    static const char *const spaces[] = {
        "{optimizer: {choice: [sgd, adam]}, optimizer.lr: {log: [0.001, 1]}}",
        "{optimizer: {name: {choice: [sgd, adam]}, lr: {log: [1e-3, 1.0]}}}",
    };
    char ids[2][DIGEST_TEXT];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        Text yaml = {0};
        Plan plan;

        text_printf(&yaml, STUDY BASE "search: {trials: 3, space: %s}\n",
                    spaces[i]);
        plan = plan_of(text_string(&yaml));
        memcpy(ids[i], plan.trials[2].id, DIGEST_TEXT);
        plan_release(&plan);
        text_release(&yaml);
    }
    assert_string_equal(ids[0], ids[1]);
}

static double correlation(const double *x, const double *y, size_t n)
{
    double mean_x = 0, mean_y = 0, xy = 0, xx = 0, yy = 0;

    for (size_t i = 0; i < n; i++) {
        mean_x += x[i] / (double)n;
        mean_y += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xy += (x[i] - mean_x) * (y[i] - mean_y);
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
    }
    return xy / sqrt(xx * yy);
}

// Of 1,000 independent pairs, |r| has a standard deviation of 0.032: 0.1 is
// over three of them.
static void no_two_parameters_are_correlated(void **state)
{
    enum { N = 1000, PARAMETERS = 5 };
    static const char *const keys[PARAMETERS] = {
        "optimizer.lr", "optimizer.beta1", "optimizer.beta2", "augment.rotate",
        "augment.zoom"};
    static double quantiles[PARAMETERS][N];
    Plan plan = plan_of(STUDY BASE
                        "search:\n"
                        "  trials: 1000\n"
                        "  space:\n"
                        "    optimizer.lr: {log: [1e-4, 1]}\n"
                        "    optimizer.beta1: {uniform: [0, 0.9]}\n"
                        "    optimizer.beta2: {uniform: [0, 0.9]}\n"
                        "    augment.rotate: {uniform: [0, 90]}\n"
                        "    augment.zoom: {uniform: [0, 0.5]}\n");

    (void)state;
    assert_int_equal(plan.config_count, N);
    for (size_t i = 0; i < PARAMETERS; i++)
        for (size_t j = 0; j < N; j++) {
            double value = number_of(&plan, j, keys[i]);

            quantiles[i][j] = i == 0 ? log(value) : value;
        }
    for (size_t i = 0; i < PARAMETERS; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(fabs(correlation(quantiles[i], quantiles[j], N)) < 0.1);
    plan_release(&plan);
}

static void ranges_reach_both_their_ends(void **state)
{
    static const Range ranges[] = {
        {RANGE_UNIFORM, -0.5, 2, 0, 0},    {RANGE_UNIFORM, 0.1, 0.7, 0.2, 0},
        {RANGE_LOG, 1e-4, 1, 0, 0},        {RANGE_INT, -3, 5, 0, 0},
        {RANGE_INT, 16, 256, 48, 0},       {RANGE_LOGINT, 1, 1000, 0, 0},
        {RANGE_LOGINT, 8, 128, 8, 0},      {RANGE_CHOICE, 0, 2, 0, 3},
        {RANGE_UNIFORM, 1, 1.000001, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const Range *range = &ranges[i];
        double before = range->low;

        assert_true(range_value(range, 0) == range->low);
        assert_true(range_value(range, 1) == range->high);
        for (int k = 0; k <= 1000; k++) {
            double value = range_value(range, k / 1000.0);

            assert_true(value >= before && value <= range->high);
            before = value;
        }
    }
}

static void values_are_as_one_would_write_them(void **state)
{
    const Range steps = {RANGE_UNIFORM, 0.1, 0.7, 0.2, 0};
    const Range real = {RANGE_UNIFORM, 0, 1, 0, 0};
    const Range narrow = {RANGE_UNIFORM, 1, 1.001, 0, 0};
    const Range whole = {RANGE_INT, 1, 4, 0, 0};
    const Range logs = {RANGE_LOG, 1e-4, 1, 0, 0};

    (void)state;
    assert_true(range_value(&steps, 0.3) == 0.3);
    assert_true(range_value(&steps, 0.74) == 0.5);
    assert_true(range_value(&real, 1 / 3.0) == 0.333333);
    assert_true(range_value(&narrow, 1 / 3.0) == 1.00033333);
    assert_true(range_value(&logs, 0.5) == 0.01);
    // Each of four whole numbers has a quarter.
    assert_true(range_value(&whole, 0.2499) == 1);
    assert_true(range_value(&whole, 0.2501) == 2);
    assert_true(range_value(&whole, 0.9999) == 4);
    assert_true(range_nearest(&whole, 17) == 4);
}

static size_t count_where(const Plan *plan, const char *key, const char *value)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->config_count; i++)
        count += strcmp(text_of(plan, i, key), value) == 0;
    return count;
}

static void axes_may_depend_on_others(void **state)
{
    Plan plan = plan_of(STUDY BASE
                        "sweep:\n"
                        "  grid:\n"
                        "    optimizer: [sgd, adam]\n"
                        "    optimizer.momentum:\n"
                        "      values: [0.5, 0.9, 0.99]\n"
                        "      when: {optimizer: sgd}\n"
                        "    batch_size: [32, 64]\n");

    (void)state;
    assert_int_equal(plan.config_count, (3 + 1) * 2);
    assert_int_equal(count_where(&plan, "optimizer.name", "sgd"), 6);
    assert_string_equal(plan.configs[0].label,
                        "sgd optimizer.momentum=0.5 batch_size=32");
    assert_string_equal(plan.configs[6].label, "adam batch_size=32");
    assert_int_equal(plan.duplicates, 0);
    plan_release(&plan);
}

static void one_condition_may_follow_another(void **state)
{
    Plan plan = plan_of(STUDY BASE
                        "sweep:\n"
                        "  grid:\n"
                        "    optimizer: [sgd, adam]\n"
                        "    optimizer.momentum:\n"
                        "      {values: [0, 0.9], when: {optimizer: sgd}}\n"
                        "    optimizer.nesterov:\n"
                        "      {values: [true, false],"
                        " when: {optimizer.momentum: {above: 0}}}\n");

    (void)state;
    // sgd: without momentum, and with it two ways; adam.
    assert_int_equal(plan.config_count, 1 + 2 + 1);
    plan_release(&plan);
}

static void zips_cases_and_ablations_have_conditions_too(void **state)
{
    Plan zips = plan_of(STUDY
                        "base: {dataset: mnist}\n"
                        "sweep:\n"
                        "  grid: {model: [cnn, mlp]}\n"
                        "  zip:\n"
                        "    - {batch_size: [32, 128], epochs: [1, 2],"
                        " when: {model: mlp}}\n");
    Plan cases = plan_of(STUDY
                         "base: {dataset: mnist}\n"
                         "sweep:\n"
                         "  grid: {model: [cnn, mlp, simple_rnn]}\n"
                         "  cases:\n"
                         "    augmentation:\n"
                         "      with: {augment: paper}\n"
                         "      without: {}\n"
                         "      when: {model: [cnn, mlp]}\n");
    Plan ablations =
        plan_of(STUDY
                "base: {dataset: mnist, augment: paper}\n"
                "sweep:\n"
                "  grid: {model: [cnn, simple_rnn]}\n"
                "  ablate:\n"
                "    no-dropout: {dropout: 0, when: {model: cnn}}\n"
                "    no-augmentation: {augment: none}\n");

    (void)state;
    assert_int_equal(zips.config_count, 1 + 2);
    assert_int_equal(cases.config_count, 2 + 2 + 1);
    assert_string_equal(cases.configs[4].label, "simple_rnn");
    assert_int_equal(ablations.config_count, 3 + 2);
    plan_release(&zips);
    plan_release(&cases);
    plan_release(&ablations);
}

static void rows_that_repeat_others_are_named(void **state)
{
    Plan plan = plan_of(STUDY BASE
                        "sweep:\n"
                        "  - ablate: {no-dropout: {dropout: 0}}\n"
                        "  - grid: {dropout: [0, 0.5]}\n"
                        "seeds: 3\n");

    (void)state;
    assert_int_equal(plan.config_count, 3);
    assert_int_equal(plan.duplicates, 3);
    assert_int_equal(plan.repeat_count, 1);
    assert_string_equal(plan.repeats[0].label, "dropout=[0]");
    assert_string_equal(plan.configs[plan.repeats[0].config].label,
                        "no-dropout");
    plan_release(&plan);
}

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
        cmocka_unit_test(the_example_has_120_trials_within_its_space),
        cmocka_unit_test(identities_are_the_same_everywhere),
        cmocka_unit_test(more_trials_keep_the_first_draws),
        cmocka_unit_test(another_parameter_leaves_draws_alone),
        cmocka_unit_test(dots_and_maps_draw_the_same),
        cmocka_unit_test(no_two_parameters_are_correlated),
        cmocka_unit_test(ranges_reach_both_their_ends),
        cmocka_unit_test(values_are_as_one_would_write_them),
        cmocka_unit_test(axes_may_depend_on_others),
        cmocka_unit_test(one_condition_may_follow_another),
        cmocka_unit_test(zips_cases_and_ablations_have_conditions_too),
        cmocka_unit_test(rows_that_repeat_others_are_named),
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
