// nets/optimizer and every optimizer.
#include "nets/base/rng.h"
#include "nets/optimizer.h"
#include "tests/check.h"

#include <math.h>

static const OptimizerType *type_of(const char *name)
{
    return (const OptimizerType *)entry_find(optimizers, name);
}

// Settings at their defaults, one of them changed. Free with free().
static void *settings_with(const OptimizerType *type, const char *name,
                           double value)
{
    void *settings = calloc(1, type->entry.size);

    params_fill(type->entry.params, settings);
    if (name)
        param_set(param_find(type->entry.params, name), settings, value);
    return settings;
}

static double rate_of(const OptimizerType *type)
{
    return param_find(type->entry.params, "lr")->fallback;
}

// Three steps from w = 1, compared with `expected`.
static void check_steps(const OptimizerType *type, const void *settings,
                        const float gradients[3], const double expected[3])
{
    const Kernels *kernels = kernels_for(cpu_simd());
    Optimizer optimizer;
    float w = 1;

    optimizer_init(&optimizer, type, settings, 1);
    for (int i = 0; i < 3; i++) {
        optimizer_step(&optimizer, NULL, kernels, &w, &gradients[i],
                       rate_of(type));
        assert_float_equal(w, expected[i], 1e-6);
    }
    assert_int_equal(optimizer.t, 3);
    optimizer_release(&optimizer);
}

static const float gradients_known[3] = {0.5F, -0.25F, 0.125F};
static const float small[3] = {1e-5F, 1e-5F, 1e-5F};

static void adam_takes_its_known_steps(void **state)
{
    (void)state;
    check_steps(type_of("adam"), NULL, gradients_known,
                (double[]){0.9990000063, 0.9987336708, 0.9983932435});
    check_steps(type_of("adam"), NULL, small,
                (double[]){0.9992402531, 0.9984230344, 0.9975774868});
}

static void rmsprop_takes_its_known_steps(void **state)
{
    (void)state;
    check_steps(type_of("rmsprop"), NULL, gradients_known,
                (double[]){0.9968377287, 0.9983121457, 0.9975575106});
    check_steps(type_of("rmsprop"), NULL, small,
                (double[]){0.9999683788, 0.9999367590, 0.9999051405});
}

static void sgd_takes_its_known_steps(void **state)
{
    const OptimizerType *type = type_of("sgd");
    void *settings = settings_with(type, "momentum", 0.9);

    (void)state;
    check_steps(type, settings, gradients_known,
                (double[]){0.995, 0.993, 0.98995});
    param_set(param_find(type->entry.params, "nesterov"), settings, 1);
    check_steps(type, settings, gradients_known,
                (double[]){0.9905, 0.9912, 0.987205});
    free(settings);
    check_steps(type, NULL, gradients_known,
                (double[]){0.995, 0.9975, 0.99625});
}

// With ε = 1: first step 1e-3 · 0.5 / (√0.025 + 1) = 4.3173e-4.
static void rmsprop_may_add_epsilon_outside_the_root(void **state)
{
    const OptimizerType *type = type_of("rmsprop");
    void *settings = settings_with(type, "epsilon_outside", 1);

    (void)state;
    param_set(param_find(type->entry.params, "epsilon"), settings, 1);
    check_steps(type, settings, (float[]){0.5F, 0, 0},
                (double[]){0.99956827, 0.99956827, 0.99956827});
    free(settings);
}

// Steps of 1e-3 / √0.1, 1e-3 / √0.19, 1e-3 / √0.271, each with half of what
// went before.
static void rmsprop_sums_its_steps_under_momentum(void **state)
{
    const OptimizerType *type = type_of("rmsprop");
    void *settings = settings_with(type, "momentum", 0.5);
    double steps[3] = {1e-3 / sqrt(0.1), 1e-3 / sqrt(0.19), 1e-3 / sqrt(0.271)};
    double expected[3];
    double pace = 0;
    double w = 1;

    (void)state;
    for (int i = 0; i < 3; i++) {
        pace = 0.5 * pace + steps[i];
        expected[i] = w -= pace;
    }
    check_steps(type, settings, (float[]){1, 1, 1}, expected);
    free(settings);
}

// Without a gradient the penalty alone, 0.5 w, moves w: sgd by lr times it,
// adam and rmsprop as if it were a gradient.
static void weight_decay_is_a_gradient(void **state)
{
    const char *const names[] = {"sgd", "adam", "rmsprop"};
    const double expected[] = {0.995, 0.999, 1 - 1e-3 / sqrt(0.1)};

    (void)state;
    for (int i = 0; i < 3; i++) {
        const OptimizerType *type = type_of(names[i]);
        void *settings = settings_with(type, "weight_decay", 0.5);
        const Kernels *kernels = kernels_for(cpu_simd());
        Optimizer optimizer;
        float w = 1;

        optimizer_init(&optimizer, type, settings, 1);
        optimizer_step(&optimizer, NULL, kernels, &w, &(float){0},
                       rate_of(type));
        assert_float_equal(w, expected[i], 1e-6);
        optimizer_release(&optimizer);
        free(settings);
    }
}

// w ← w − lr λ w before Adam's own step: without gradients a pure decay.
static void adamw_shrinks_weights_apart_from_the_gradient(void **state)
{
    const OptimizerType *type = type_of("adamw");
    void *settings = settings_with(type, "weight_decay", 0.5);

    (void)state;
    check_steps(type, settings, (float[]){0, 0, 0},
                (double[]){0.9995, 0.99900025, 0.998500749875});
    check_steps(type, settings, gradients_known,
                (double[]){0.9985000063, 0.9977344208, 0.9968951263});
    param_set(param_find(type->entry.params, "weight_decay"), settings, 0);
    check_steps(type, settings, gradients_known,
                (double[]){0.9990000063, 0.9987336708, 0.9983932435});
    free(settings);
}

// Σ cᵢ (wᵢ − 3)², its axes a hundred times apart.
static double bowl(const float *w, float *gradient, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        double c = i % 2 ? 1 : 0.01;
        double off = (double)w[i] - 3;

        sum += c * off * off;
        gradient[i] = (float)(2 * c * off);
    }
    return sum;
}

static void every_optimizer_descends_a_bowl(void **state)
{
    (void)state;
    for (const Entry *const *entry = optimizers; *entry; entry++) {
        const OptimizerType *type = (const OptimizerType *)*entry;
        Optimizer optimizer;
        float w[33] = {0};
        float gradient[33];
        double before = bowl(w, gradient, 33);
        double start = before;

        optimizer_init(&optimizer, type, NULL, 33);
        for (int round = 0; round < 20; round++) {
            double now;

            for (int i = 0; i < 300; i++) {
                optimizer_step(&optimizer, NULL, kernels_for(cpu_simd()), w,
                               gradient, rate_of(type));
                now = bowl(w, gradient, 33);
            }
            assert_true(now < before || now < 1e-3 * start);
            before = now;
        }
        assert_true(before < 0.02 * start);
        optimizer_release(&optimizer);
    }
}

enum { MANY = 50001 };

static float *steps_with(const OptimizerType *type, int threads, Simd simd)
{
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    float *w = calloc(MANY, sizeof *w);
    float *gradient = calloc(MANY, sizeof *gradient);
    Pool *pool = pool_new(threads);
    Optimizer optimizer;

    optimizer_init(&optimizer, type, NULL, MANY);
    for (int step = 0; step < 3; step++) {
        for (size_t i = 0; i < MANY; i++)
            gradient[i] = (float)rng_uniform(&rng, -0.5, 0.5);
        optimizer_step(&optimizer, pool, kernels_for(simd), w, gradient, 0.01);
    }
    optimizer_release(&optimizer);
    pool_free(pool);
    free(gradient);
    return w;
}

static void threads_do_not_change_a_bit(void **state)
{
    (void)state;
    for (const Entry *const *entry = optimizers; *entry; entry++) {
        const OptimizerType *type = (const OptimizerType *)*entry;
        float *one = steps_with(type, 1, cpu_simd());
        float *three = steps_with(type, 3, cpu_simd());

        assert_memory_equal(one, three, MANY * sizeof *one);
        free(one);
        free(three);
    }
}

static void instruction_sets_agree(void **state)
{
    (void)state;
    for (const Entry *const *entry = optimizers; *entry; entry++) {
        const OptimizerType *type = (const OptimizerType *)*entry;
        float *best = steps_with(type, 1, cpu_simd());
        float *baseline = steps_with(type, 1, SIMD_BASELINE);

        for (size_t i = 0; i < MANY; i++)
            assert_float_equal(best[i], baseline[i], 1e-6);
        free(best);
        free(baseline);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adam_takes_its_known_steps),
        cmocka_unit_test(rmsprop_takes_its_known_steps),
        cmocka_unit_test(sgd_takes_its_known_steps),
        cmocka_unit_test(rmsprop_may_add_epsilon_outside_the_root),
        cmocka_unit_test(rmsprop_sums_its_steps_under_momentum),
        cmocka_unit_test(weight_decay_is_a_gradient),
        cmocka_unit_test(adamw_shrinks_weights_apart_from_the_gradient),
        cmocka_unit_test(every_optimizer_descends_a_bowl),
        cmocka_unit_test(threads_do_not_change_a_bit),
        cmocka_unit_test(instruction_sets_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
