// harness/grid: axes, layers, exclusions, duplicates, identity; GRID.md's
// examples.
#include "harness/grid.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

#include <math.h>
#include <time.h>

static double number_of(const Plan *plan, size_t i, const char *key)
{
    return config_number(&plan->configs[i].config, key, -1);
}

static const char *text_of(const Plan *plan, size_t i, const char *key)
{
    return config_text(&plan->configs[i].config, key, "");
}

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

static void one_value_has_one_identity_however_it_is_written(void **state)
{
    static const char *const written[] = {"1e-3", "1E-3", "0.001", ".001"};
    char id[DIGEST_TEXT] = "";

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        Text yaml = {0};
        Plan plan;

        text_printf(&yaml, STUDY BASE "sweep: {grid: {optimizer.lr: [%s]}}\n",
                    written[i]);
        plan = plan_of(text_string(&yaml));
        if (i > 0)
            assert_string_equal(plan.configs[0].id, id);
        memcpy(id, plan.configs[0].id, DIGEST_TEXT);
        plan_release(&plan);
        text_release(&yaml);
    }
}

static void what_is_no_setting_leaves_the_identity_alone(void **state)
{
    Plan plain = plan_of(STUDY BASE);
    Plan more = plan_of("study: other\n" BASE
                        "seeds: [7]\n"
                        "run: {jobs: 2, timeout: 20m}\n"
                        "expect: [{metric: test/loss, at_most: 1}]\n");
    Plan stopped = plan_of(STUDY BASE "early_stop: {patience: 3}\n");

    (void)state;
    assert_string_equal(plain.configs[0].id, more.configs[0].id);
    assert_string_not_equal(plain.trials[0].id, more.trials[0].id);
    assert_float_equal(more.run.timeout_seconds, 1200, 0);
    assert_string_not_equal(plain.configs[0].id, stopped.configs[0].id);
    plan_release(&plain);
    plan_release(&more);
    plan_release(&stopped);
}

static void inherited_settings_that_do_not_apply_are_dropped(void **state)
{
    Plan plan = plan_of(STUDY
                        "base: {dataset: mnist, model: cnn,"
                        " optimizer: {name: sgd, momentum: 0.9}}\n"
                        "sweep: {grid: {optimizer: [sgd, adam]}}\n");

    (void)state;
    assert_float_equal(number_of(&plan, 0, "optimizer.momentum"), 0.9, 0);
    assert_null(config_find(&plan.configs[1].config, "optimizer.momentum"));
    plan_release(&plan);
}

static void null_takes_back_what_lower_layers_say(void **state)
{
    Plan plan = plan_of(STUDY
                        "base: {dataset: mnist, model: cnn, epochs: 3,"
                        " augment: paper}\n"
                        "sweep: {cases: {how: {plain: {epochs: null,"
                        " augment: null}}}}\n");

    (void)state;
    assert_float_equal(number_of(&plan, 0, "epochs"), 10, 0);
    assert_float_equal(number_of(&plan, 0, "augment.rotate"), 0, 0);
    plan_release(&plan);
}

static void one_rate_stands_for_every_dropout_layer(void **state)
{
    Plan plan =
        plan_of(STUDY BASE "sweep: {grid: {dropout: [0, [0, 0], 0.3]}}\n");

    (void)state;
    assert_int_equal(plan.config_count, 2);
    assert_int_equal(plan.duplicates, 1);
    assert_int_equal(
        config_find(&plan.configs[1].config, "dropout")->list.count, 2);
    plan_release(&plan);
}

static void the_command_line_sets_and_selects(void **state)
{
    const Texts sets = {{"epochs=2", "optimizer={name: sgd}", "seeds=[3, 4]"},
                        3};
    const Texts onlys = {{"model=[cnn, mlp]", "seed=4"}, 2};
    Plan plan;
    Error err;

    (void)state;
    assert_true(read_plan(STUDY "base: {dataset: mnist}\n"
                                "sweep: {grid: {model: [cnn, simple_rnn,"
                                " mlp], epochs: [5]}}\n",
                          &(PlanOptions){.sets = &sets, .onlys = &onlys}, &plan,
                          &err));
    assert_int_equal(plan.config_count, 2);
    assert_int_equal(plan.trial_count, 2);
    assert_int_equal(plan.trials[1].seed, 4);
    assert_string_equal(text_of(&plan, 1, "model.name"), "mlp");
    assert_float_equal(number_of(&plan, 1, "epochs"), 2, 0);
    assert_string_equal(text_of(&plan, 1, "optimizer.name"), "sgd");
    plan_release(&plan);
}

static void settings_for_a_value_follow_the_final_value(void **state)
{
    Plan plan = plan_of(STUDY
                        "base: {dataset: mnist, model: cnn}\n"
                        "defaults_for:\n"
                        "  optimizer: {sgd: {optimizer.lr: 0.05}}\n"
                        "  model: {mlp: {optimizer: sgd}}\n"
                        "sweep: {grid: {model: [cnn, mlp]}}\n");

    (void)state;
    assert_float_equal(number_of(&plan, 0, "optimizer.lr"), 0.001, 0);
    assert_float_equal(number_of(&plan, 1, "optimizer.lr"), 0.05, 0);
    plan_release(&plan);
}

static void a_model_of_ones_own_is_kept_with_every_setting(void **state)
{
    Plan plan = plan_of(STUDY
                        "base:\n"
                        "  dataset: mnist\n"
                        "  dropout: 0.2\n"
                        "  model:\n"
                        "    name: small\n"
                        "    layers:\n"
                        "      - flatten\n"
                        "      - dropout: {rate: 0.5}\n"
                        "      - dense: {units: classes}\n");

    (void)state;
    assert_string_equal(text_of(&plan, 0, "model.name"), "small");
    assert_string_equal(text_of(&plan, 0, "model.layers"),
                        "[{\"flatten\":{}},{\"dropout\":{\"rate\":0.5}},"
                        "{\"dense\":{\"activation\":\"none\",\"units\":"
                        "\"classes\"}}]");
    assert_int_equal(
        config_find(&plan.configs[0].config, "dropout")->list.count, 1);
    plan_release(&plan);
}

static void pixels_become_fractions_of_the_side(void **state)
{
    Plan plan = plan_of(STUDY
                        "base: {dataset: mnist, model: cnn,"
                        " augment: {shift_px: 7}}\n");

    (void)state;
    assert_float_equal(number_of(&plan, 0, "augment.shift_x"), 0.25, 0);
    assert_float_equal(number_of(&plan, 0, "augment.shift_y"), 0.25, 0);
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
        cmocka_unit_test(one_value_has_one_identity_however_it_is_written),
        cmocka_unit_test(what_is_no_setting_leaves_the_identity_alone),
        cmocka_unit_test(inherited_settings_that_do_not_apply_are_dropped),
        cmocka_unit_test(null_takes_back_what_lower_layers_say),
        cmocka_unit_test(one_rate_stands_for_every_dropout_layer),
        cmocka_unit_test(the_command_line_sets_and_selects),
        cmocka_unit_test(settings_for_a_value_follow_the_final_value),
        cmocka_unit_test(a_model_of_ones_own_is_kept_with_every_setting),
        cmocka_unit_test(pixels_become_fractions_of_the_side),
        cmocka_unit_test(there_are_as_many_trials_as_the_product),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
