// harness/grid: axes, exclusions, duplicates; GRID.md's examples.
#include "harness/grid.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

#include <time.h>

static void assert_refused(const char *yaml)
{
    Plan plan;
    Error err;

    assert_false(read_plan(yaml, NULL, &plan, &err));
    assert_int_equal(err.exit_code, EXIT_MISUSED);
}

static void the_papers_grid_has_15_trials(void **state)
{
    Plan plan = plan_of(
        "study: paper\n"
        "base:\n"
        "  dataset: mnist\n"
        "  validation: test\n"
        "  optimizer: {name: adam, lr: 0.001}\n"
        "  augment: none\n"
        "defaults_for:\n"
        "  model:\n"
        "    cnn: {batch_size: 64, augment: paper}\n"
        "    simple_rnn: {batch_size: 32}\n"
        "    mlp: {batch_size: 128, augment: paper}\n"
        "sweep:\n"
        "  grid:\n"
        "    model: [cnn, simple_rnn, mlp]\n"
        "seeds: 5\n"
        "expect:\n"
        "  - {model: cnn, metric: test/accuracy, value: 0.989, within: 0.003}\n"
        "  - {model: mlp, metric: test/accuracy, at_least: 0.981}\n");

    (void)state;
    assert_int_equal(plan.config_count, 3);
    assert_int_equal(plan.trial_count, 15);
    assert_string_equal(plan.configs[1].label, "simple_rnn");
    assert_int_equal(plan.trials[5].config, 1);
    assert_int_equal(plan.trials[6].seed, 2);
    assert_float_equal(number_of(&plan, 0, "augment.rotate"), 10, 0);
    assert_float_equal(number_of(&plan, 1, "augment.rotate"), 0, 0);
    assert_float_equal(number_of(&plan, 1, "batch_size"), 32, 0);
    assert_float_equal(number_of(&plan, 2, "batch_size"), 128, 0);
    assert_string_equal(text_of(&plan, 0, "validation.name"), "test");
    assert_int_equal(plan.expectation_count, 2);
    assert_float_equal(plan.expectations[0].within, 0.003, 0);
    assert_true(isnan(plan.expectations[1].value));
    plan_release(&plan);
}

// 7 rows of the ablation and 8 combinations, of which full, no-augmentation
// and no-dropout stand in both.
static void the_ablations_blocks_unite_without_duplicates(void **state)
{
    Plan plan = plan_of(
        "study: ablation\n"
        "base:\n"
        "  dataset: mnist\n"
        "  model: cnn\n"
        "  augment: {rotate: 10, shift: 0.1, shear: 10, zoom: 0.1}\n"
        "sweep:\n"
        "  - ablate:\n"
        "      no-rotation:    {augment.rotate: 0}\n"
        "      no-translation: {augment.shift: 0}\n"
        "      no-shearing:    {augment.shear: 0}\n"
        "      no-scaling:     {augment.zoom: 0}\n"
        "      no-augmentation: {augment: none}\n"
        "      no-dropout:     {dropout: [0, 0]}\n"
        "  - cases:\n"
        "      augmentation: {with: {}, without: {augment: none}}\n"
        "    grid:\n"
        "      dropout: [[0, 0], [0.25, 0], [0, 0.5], [0.25, 0.5]]\n"
        "seeds: [11, 12, 13, 14, 15, 16]\n");

    (void)state;
    assert_int_equal(plan.config_count, 7 + 8 - 3);
    assert_int_equal(plan.trial_count, (7 + 8 - 3) * 6);
    assert_int_equal(plan.duplicates, 3 * 6);
    assert_string_equal(plan.configs[0].label, "full");
    assert_string_equal(plan.configs[6].label, "no-dropout");
    assert_string_equal(plan.configs[7].label, "with dropout=[0.25, 0]");
    assert_float_equal(number_of(&plan, 2, "augment.shift_x"), 0, 0);
    assert_float_equal(number_of(&plan, 2, "augment.shift_y"), 0, 0);
    assert_int_equal(plan.trials[0].seed, 11);
    plan_release(&plan);
}

static void one_key_may_be_set_by_one_axis_only(void **state)
{
    (void)state;
    assert_refused(STUDY BASE
                   "sweep:\n"
                   "  grid: {augment.rotate: [0, 10]}\n"
                   "  cases: {how: {a: {augment: none}}}\n");
}

static double seconds_to_refuse_once(const char *yaml)
{
    struct timespec start;
    struct timespec end;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    assert_refused(yaml);
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    return (double)(end.tv_sec - start.tv_sec)
           + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
}

static double seconds_to_refuse(const char *yaml)
{
    double least = seconds_to_refuse_once(yaml);

    for (int i = 1; i < TRIES && least >= AT_ONCE_SECONDS; i++)
        least = fmin(least, seconds_to_refuse_once(yaml));
    return least;
}

static void a_grid_of_a_million_million_trials_is_refused_at_once(void **state)
{
    Text yaml = {0};
    static const char *const keys[] = {"batch_size",   "epochs",
                                       "train_size",   "test_size",
                                       "arch.filters", "arch.hidden"};

    (void)state;
    text_add(&yaml, STUDY BASE "sweep:\n  grid:\n");
    for (size_t i = 0; i < 6; i++) {
        text_printf(&yaml, "    %s: [1", keys[i]);
        for (int value = 2; value <= 100; value++)
            text_printf(&yaml, ", %d", value);
        text_add(&yaml, "]\n");
    }
    assert_true(seconds_to_refuse(text_string(&yaml)) < AT_ONCE_SECONDS);
    text_release(&yaml);
}

static void zipped_values_go_together_one_by_one(void **state)
{
    Plan plan = plan_of(STUDY BASE
                        "sweep:\n"
                        "  zip:\n"
                        "    - {batch_size: [32, 128],"
                        " optimizer.lr: [1e-3, 2e-3]}\n"
                        "  grid: {epochs: [1, 2, 3]}\n");

    (void)state;
    assert_int_equal(plan.config_count, 6);
    assert_float_equal(number_of(&plan, 0, "epochs"), 1, 0);
    assert_float_equal(number_of(&plan, 1, "epochs"), 2, 0);
    assert_float_equal(number_of(&plan, 3, "batch_size"), 128, 0);
    assert_float_equal(number_of(&plan, 3, "optimizer.lr"), 2e-3, 0);
    assert_string_equal(plan.configs[5].label,
                        "batch_size=128 optimizer.lr=0.002 epochs=3");
    plan_release(&plan);
}

static void excludes_take_away_and_includes_add(void **state)
{
    Plan plan = plan_of(STUDY BASE
                        "sweep:\n"
                        "  grid:\n"
                        "    optimizer: [sgd, adam, rmsprop]\n"
                        "    optimizer.lr: [0.001, 0.01, 0.1, 1]\n"
                        "  exclude:\n"
                        "    - {optimizer: [adam, rmsprop],"
                        " optimizer.lr: {above: 0.05}}\n"
                        "    - {optimizer: sgd, optimizer.lr: {below: 0.01}}\n"
                        "  include:\n"
                        "    - {optimizer: adamw, epochs: 3}\n");

    (void)state;
    assert_int_equal(plan.config_count, 12 - 4 - 1 + 1);
    assert_string_equal(text_of(&plan, 7, "optimizer.name"), "adamw");
    assert_float_equal(number_of(&plan, 7, "optimizer.lr"), 0.001, 0);
    assert_string_equal(plan.configs[7].label, "optimizer=adamw epochs=3");
    plan_release(&plan);
}

// "[1, 2, 3]" for 3.
static void add_values(Text *yaml, int count)
{
    for (int i = 1; i <= count; i++)
        text_printf(yaml, "%s%d", i == 1 ? "[" : ", ", i);
    text_add_char(yaml, ']');
}

static void there_are_as_many_trials_as_the_product(void **state)
{
    (void)state;
    for (int i = 0; i < 27; i++) {
        int a = i % 3 + 1;
        int b = i / 3 % 3 + 1;
        int seeds = i / 9 + 1;
        Text yaml = {0};
        Plan plan;

        text_add(&yaml, STUDY BASE "sweep:\n  grid:\n    epochs: ");
        add_values(&yaml, a);
        text_add(&yaml, "\n  zip:\n    - batch_size: ");
        add_values(&yaml, b);
        text_printf(&yaml, "\nseeds: %d\n", seeds);
        plan = plan_of(text_string(&yaml));
        assert_int_equal(plan.trial_count, a * b * seeds);
        assert_int_equal(plan.duplicates, 0);
        plan_release(&plan);
        text_release(&yaml);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_papers_grid_has_15_trials),
        cmocka_unit_test(the_ablations_blocks_unite_without_duplicates),
        cmocka_unit_test(one_key_may_be_set_by_one_axis_only),
        cmocka_unit_test(a_grid_of_a_million_million_trials_is_refused_at_once),
        cmocka_unit_test(zipped_values_go_together_one_by_one),
        cmocka_unit_test(excludes_take_away_and_includes_add),
        cmocka_unit_test(there_are_as_many_trials_as_the_product),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
