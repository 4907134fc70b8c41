// harness/search, expand_search: what is drawn.
#include "harness/grid.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_has_120_trials_within_its_space),
        cmocka_unit_test(identities_are_the_same_everywhere),
        cmocka_unit_test(more_trials_keep_the_first_draws),
        cmocka_unit_test(another_parameter_leaves_draws_alone),
        cmocka_unit_test(dots_and_maps_draw_the_same),
        cmocka_unit_test(no_two_parameters_are_correlated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
