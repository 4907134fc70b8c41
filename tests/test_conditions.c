// harness/expand: axes, zips, cases and ablations that depend on others, and
// rows that come to the same.
#include "harness/grid.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

static size_t count_where(const Plan *plan, const char *key, const char *value)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->config_count; i++)
        count +=
            strcmp(config_text(&plan->configs[i].config, key, ""), value) == 0;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axes_may_depend_on_others),
        cmocka_unit_test(one_condition_may_follow_another),
        cmocka_unit_test(zips_cases_and_ablations_have_conditions_too),
        cmocka_unit_test(rows_that_repeat_others_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
