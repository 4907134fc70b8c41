// harness/grid: what a setting is in the end, from all layers, and what
// identity that gives.
#include "harness/grid.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_value_has_one_identity_however_it_is_written),
        cmocka_unit_test(what_is_no_setting_leaves_the_identity_alone),
        cmocka_unit_test(inherited_settings_that_do_not_apply_are_dropped),
        cmocka_unit_test(null_takes_back_what_lower_layers_say),
        cmocka_unit_test(one_rate_stands_for_every_dropout_layer),
        cmocka_unit_test(the_command_line_sets_and_selects),
        cmocka_unit_test(settings_for_a_value_follow_the_final_value),
        cmocka_unit_test(a_model_of_ones_own_is_kept_with_every_setting),
        cmocka_unit_test(pixels_become_fractions_of_the_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
