// nets/activation and its kernels, against the C library in double.
#include "nets/activation.h"
#include "tests/check.h"
#include "tests/exact.h"

#include <math.h>

enum { HALF = 10000, COUNT = 2 * HALF + 1 };

static double exact_slope(Activation activation, double x)
{
    const double step = 1e-5;

    return (exact(activation, x + step) - exact(activation, x - step))
           / (2 * step);
}

// An odd number of values, none of them a corner of relu.
static void fill(float *x)
{
    for (int i = 0; i < COUNT; i++)
        x[i] = (float)(i - HALF) * 0.0015F + 0.0004F;
}

static void check_values(const Kernels *kernels, Activation activation)
{
    static float x[COUNT], y[COUNT];

    fill(x);
    memcpy(y, x, sizeof y);
    activate(kernels, activation, y, COUNT);
    for (int i = 0; i < COUNT; i++) {
        double expected = exact(activation, (double)x[i]);
        double size = fmax(1, fabs((double)x[i]));

        assert_true(fabs((double)y[i] - expected) <= 5e-7 * size);
    }
}

static void check_slopes(const Kernels *kernels, Activation activation)
{
    static float x[COUNT], y[COUNT], dy[COUNT];

    fill(x);
    memcpy(y, x, sizeof y);
    activate(kernels, activation, y, COUNT);
    for (int i = 0; i < COUNT; i++)
        dy[i] = 2;
    activate_backward(kernels, activation,
                      activation_needs_input(activation) ? x : y, dy, COUNT);
    for (int i = 0; i < COUNT; i++)
        assert_float_equal((double)dy[i],
                           (2 * exact_slope(activation, (double)x[i])), 4e-6);
}

static void activations_are_right_with_every_instruction_set(void **state)
{
    (void)state;
    for (int simd = 0; simd <= (int)cpu_simd(); simd++)
        for (int a = 0; activation_names[a]; a++)
            check_values(kernels_for((Simd)simd), (Activation)a);
}

static void slopes_are_right_with_every_instruction_set(void **state)
{
    (void)state;
    for (int simd = 0; simd <= (int)cpu_simd(); simd++)
        for (int a = 0; activation_names[a]; a++)
            check_slopes(kernels_for((Simd)simd), (Activation)a);
}

// Largest |got / expected − 1| from `low` to `high`.
static double worst(Activation activation, double low, double high)
{
    const Kernels *kernels = kernels_for(cpu_simd());
    static float x[COUNT], y[COUNT];
    double largest = 0;

    for (int i = 0; i < COUNT; i++)
        x[i] = y[i] = (float)(low + (high - low) * i / (COUNT - 1));
    activate(kernels, activation, y, COUNT);
    for (int i = 0; i < COUNT; i++)
        largest = fmax(
            largest, fabs((double)y[i] / exact(activation, (double)x[i]) - 1));
    return largest;
}

static void tanh_and_sigmoid_keep_their_relative_error(void **state)
{
    (void)state;
    assert_true(worst(ACTIVATION_TANH, 1e-6, 0.1) < 5e-7);
    assert_true(worst(ACTIVATION_TANH, 0.1, 12) < 5e-7);
    assert_true(worst(ACTIVATION_SIGMOID, -86, -5) < 5e-7);
    assert_true(worst(ACTIVATION_SIGMOID, -5, 30) < 5e-7);
}

static void infinities_reach_the_limits_and_nan_stays(void **state)
{
    const float limits[][2] = {
        [ACTIVATION_NONE] = {-INFINITY, INFINITY},
        [ACTIVATION_RELU] = {0, INFINITY},
        [ACTIVATION_TANH] = {-1, 1},
        [ACTIVATION_SIGMOID] = {0, 1},
    };

    (void)state;
    for (int a = 0; activation_names[a]; a++) {
        float y[3] = {-INFINITY, INFINITY, NAN};

        activate(kernels_for(cpu_simd()), (Activation)a, y, 3);
        assert_true(isnan(y[2]));
        for (int i = 0; i < 2 && a <= ACTIVATION_SIGMOID; i++)
            assert_true(y[i] == limits[a][i]
                        || fabsf(y[i] - limits[a][i]) < 1e-30F);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(activations_are_right_with_every_instruction_set),
        cmocka_unit_test(slopes_are_right_with_every_instruction_set),
        cmocka_unit_test(tanh_and_sigmoid_keep_their_relative_error),
        cmocka_unit_test(infinities_reach_the_limits_and_nan_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
