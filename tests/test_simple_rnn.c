// nets/layers/simple_rnn.c and its orthogonal kernel. Its gradient is in
// test_layers.c.
#include "nets/initializer.h"
#include "tests/check.h"
#include "tests/layer_case.h"

enum { AXIS_ROWS, AXIS_COLUMNS, AXIS_PIXELS };

// hₜ = tanh(xₜ W + hₜ₋₁ U + b) in double, for one image; `at` [steps, inputs]
// says where in the image a step's inputs lie.
static void recur(const Layer *layer, const float *x, const size_t *at,
                  size_t steps, size_t inputs, double *h)
{
    size_t units = shape_size(layer->out);
    const float *u = layer->weight + inputs * units;
    const float *b = u + units * units;
    double before[8] = {0};

    for (size_t step = 0; step < steps; step++) {
        for (size_t j = 0; j < units; j++) {
            double sum = (double)b[j];

            for (size_t i = 0; i < inputs; i++)
                sum += (double)x[at[step * inputs + i]]
                       * (double)layer->weight[i * units + j];
            for (size_t i = 0; i < units; i++)
                sum += before[i] * (double)u[i * units + j];
            h[j] = tanh(sum);
        }
        memcpy(before, h, units * sizeof *h);
    }
}

// On images of 2 × 3 × 2, with 5 units.
static void check_axis(int axis, size_t steps, const size_t at[12])
{
    Layer *layer = layer_new(&simple_rnn_layer);
    LayerCase c;
    double h[8] = {0};

    layer_set(layer, "units", 5);
    layer_set(layer, "axis", axis);
    c = case_new(layer, (Shape){2, 3, 2}, 3, cpu_simd());
    for (int training = 0; training < 2; training++) {
        c.pass.training = training;
        case_forward(&c);
        for (size_t row = 0; row < 3; row++) {
            recur(layer, matrix_row(c.x, row), at, steps, 12 / steps, h);
            for (size_t j = 0; j < 5; j++)
                assert_near((double)matrix_row(c.y, row)[j], h[j], 2e-6);
        }
    }
    case_free(&c);
}

static void sequences_run_along_their_axis(void **state)
{
    (void)state;
    check_axis(AXIS_ROWS, 2, (size_t[]){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    check_axis(AXIS_COLUMNS, 3,
               (size_t[]){0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11});
    check_axis(AXIS_PIXELS, 6,
               (size_t[]){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
}

// With no state before it, there is nothing for U to learn.
static void a_single_step_leaves_the_recurrent_kernel_alone(void **state)
{
    enum { INPUTS = 6, UNITS = 5 };
    Layer *layer = layer_new(&simple_rnn_layer);
    LayerCase c;

    (void)state;
    layer_set(layer, "units", UNITS);
    c = case_new(layer, (Shape){1, INPUTS, 1}, 3, cpu_simd());
    for (int add = 0; add < 2; add++) {
        for (size_t i = 0; i < layer->weights; i++)
            c.weight_grad[i] = 7;
        c.pass.add_grad = add;
        case_forward(&c);
        case_backward(&c);
        for (size_t i = 0; i < (size_t)UNITS * UNITS; i++)
            assert_true(c.weight_grad[(size_t)INPUTS * UNITS + i]
                        == (add ? 7 : 0));
    }
    case_free(&c);
}

// The paper's layer: 20,096 weights, and 28 (28·128 + 128²) multiply-adds.
static void the_papers_layer_has_its_known_size(void **state)
{
    LayerCase c = case_new(layer_new(&simple_rnn_layer), (Shape){28, 28, 1}, 1,
                           cpu_simd());

    (void)state;
    assert_int_equal(c.layer->weights, 20096);
    assert_int_equal(c.layer->multiply_adds, 559104);
    case_free(&c);
}

// UᵀU = 1
static void orthogonal_kernels_are_orthogonal(void **state)
{
    enum { N = 128 };
    static float u[N * N];
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    double trace = 0;

    (void)state;
    init_orthogonal(u, N, &rng);
    for (size_t j = 0; j < N; j++) {
        trace += (double)u[j * N + j];
        for (size_t k = 0; k <= j; k++) {
            double sum = 0;

            for (size_t i = 0; i < N; i++)
                sum += (double)u[i * N + j] * (double)u[i * N + k];
            assert_near(sum, j == k, 1e-6);
        }
    }
    // Uniformly drawn, its trace is nearly standard normal.
    assert_true(fabs(trace) < 5);
}

// With R's diagonal positive, the first column is the first normal column
// itself, scaled: its signs are the draws'.
static void orthogonal_kernels_keep_the_draws_signs(void **state)
{
    float u[9];
    Rng rng = rng_new(5, RNG_TEST, 0, 0, 0);
    Rng again = rng;
    double drawn[3];
    double length = 0;

    (void)state;
    init_orthogonal(u, 3, &rng);
    for (int i = 0; i < 3; i++) {
        drawn[i] = rng_normal(&again);
        length += drawn[i] * drawn[i];
    }
    for (size_t i = 0; i < 3; i++)
        assert_near((double)u[i * 3], drawn[i] / sqrt(length), 1e-6);
}

static void kernels_begin_within_their_limits(void **state)
{
    LayerCase c = case_new(layer_new(&simple_rnn_layer), (Shape){28, 28, 1}, 1,
                           cpu_simd());
    Rng rng = rng_new(1, RNG_INIT, 0, 0, 0);
    float largest = 0;

    (void)state;
    c.layer->type->init(c.layer, &rng);
    for (size_t i = 0; i < (size_t)28 * 128; i++)
        largest = fmaxf(largest, fabsf(c.layer->weight[i]));
    assert_near((double)largest, 0.196116, 5e-4);
    for (size_t i = 20096 - 128; i < 20096; i++)
        assert_true(c.layer->weight[i] == 0);
    case_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences_run_along_their_axis),
        cmocka_unit_test(a_single_step_leaves_the_recurrent_kernel_alone),
        cmocka_unit_test(the_papers_layer_has_its_known_size),
        cmocka_unit_test(orthogonal_kernels_are_orthogonal),
        cmocka_unit_test(orthogonal_kernels_keep_the_draws_signs),
        cmocka_unit_test(kernels_begin_within_their_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
