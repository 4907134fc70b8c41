// Squeeze-and-excitation against the formula in double and its differences, in
// every instruction set.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "tests/check.h"
#include "tests/exact.h"
#include "tests/layer_case.h"

typedef struct {
    Shape in;
    int units;
    Activation activation;
} Setup;

static const Setup setups[] = {
    {{4, 4, 32}, 3, ACTIVATION_SWISH}, {{3, 2, 19}, 5, ACTIVATION_TANH},
    {{1, 1, 40}, 2, ACTIVATION_SWISH}, {{5, 1, 7}, 1, ACTIVATION_GELU},
    {{2, 3, 1}, 2, ACTIVATION_NONE},   {{3, 3, 18}, 20, ACTIVATION_SIGMOID},
};

enum { SETUPS = sizeof setups / sizeof *setups, ROWS = 3, MOST = 40 };

static LayerCase squeeze_case(const Setup *s, size_t rows, Simd simd)
{
    Layer *layer = layer_new(&squeeze_excite_layer);

    layer_set(layer, "units", s->units);
    layer_set(layer, "activation", s->activation);
    return case_new(layer, s->in, rows, simd);
}

// Images and weights in double.
typedef struct {
    const Setup *setup;
    double *x;
    double *weight;
} Reference;

static double *widened(const float *from, size_t count)
{
    double *to = memory_new(count, sizeof *to);

    for (size_t i = 0; i < count; i++)
        to[i] = (double)from[i];
    return to;
}

static void gates_of(const Reference *r, const double *x, double *gates)
{
    size_t channels = (size_t)r->setup->in.channels;
    size_t count = shape_size(r->setup->in);
    size_t units = (size_t)r->setup->units;
    const double *w = r->weight;
    double means[MOST] = {0};
    double inner[MOST];

    for (size_t i = 0; i < count; i++)
        means[i % channels] += x[i] * (double)channels / (double)count;
    for (size_t u = 0; u < units; u++) {
        inner[u] = w[channels * units + u];
        for (size_t c = 0; c < channels; c++)
            inner[u] += means[c] * w[c * units + u];
        inner[u] = exact(r->setup->activation, inner[u]);
    }
    w += channels * units + units;
    for (size_t c = 0; c < channels; c++) {
        gates[c] = w[units * channels + c];
        for (size_t u = 0; u < units; u++)
            gates[c] += inner[u] * w[u * channels + c];
        gates[c] = exact(ACTIVATION_SIGMOID, gates[c]);
    }
}

// Value i of row `row` of y.
static double value(const Reference *r, size_t row, size_t i,
                    const double *gates)
{
    size_t size = shape_size(r->setup->in);

    return r->x[row * size + i] * gates[i % (size_t)r->setup->in.channels];
}

// Σ y dy
static double loss(const Reference *r, const LayerCase *c)
{
    size_t size = shape_size(r->setup->in);
    double sum = 0;

    for (size_t row = 0; row < c->x.rows; row++) {
        double gates[MOST] = {0};

        gates_of(r, r->x + row * size, gates);
        for (size_t i = 0; i < size; i++)
            sum += value(r, row, i, gates) * (double)matrix_row(c->dy, row)[i];
    }
    return sum;
}

static void check_slopes(const Reference *r, const LayerCase *c, double *values,
                         const float *gradient, size_t count)
{
    const double step = 1e-4;

    for (size_t i = 0; i < count; i++) {
        double kept = values[i];
        double slope;

        values[i] = kept + step;
        slope = loss(r, c);
        values[i] = kept - step;
        slope = (slope - loss(r, c)) / (2 * step);
        values[i] = kept;
        assert_near((double)gradient[i], slope, 2e-5 * (1 + fabs(slope)));
    }
}

static void check(const Setup *s, Simd simd)
{
    LayerCase c = squeeze_case(s, ROWS, simd);
    Reference r = {s, widened(c.x.data, ROWS * c.x.cols),
                   widened(c.layer->weight, c.layer->weights)};

    case_forward(&c);
    for (size_t row = 0; row < ROWS; row++) {
        double gates[MOST] = {0};

        gates_of(&r, r.x + row * c.x.cols, gates);
        for (size_t i = 0; i < c.x.cols; i++)
            assert_near((double)matrix_row(c.y, row)[i],
                        value(&r, row, i, gates), 3e-6);
    }
    case_backward(&c);
    check_slopes(&r, &c, r.x, c.dx.data, ROWS * c.x.cols);
    check_slopes(&r, &c, r.weight, c.weight_grad, c.layer->weights);
    free(r.x);
    free(r.weight);
    case_free(&c);
}

static void passes_agree_with_the_formula(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < SETUPS; i++)
            check(&setups[i], simd);
}

// By the gates that were kept: other weights change nothing.
static void y_is_made_again_from_the_gates_that_were_kept(void **state)
{
    LayerCase c = squeeze_case(&setups[0], ROWS, cpu_simd());
    size_t bytes = ROWS * c.y.cols * sizeof(float);
    float *once = memory_new(1, bytes);

    (void)state;
    assert_true(c.layer->again);
    case_forward(&c);
    memcpy(once, c.y.data, bytes);
    memset(c.y.data, 0, bytes);
    memset(c.layer->weight, 0, c.layer->weights * sizeof(float));
    c.pass.again = true;
    case_forward(&c);
    assert_memory_equal(c.y.data, once, bytes);
    free(once);
    case_free(&c);
}

static void inference_gives_the_same_bits(void **state)
{
    (void)state;
    for (size_t i = 0; i < SETUPS; i++) {
        LayerCase c = squeeze_case(&setups[i], ROWS, cpu_simd());
        size_t bytes = ROWS * c.y.cols * sizeof(float);
        float *once = memory_new(1, bytes);

        case_forward(&c);
        memcpy(once, c.y.data, bytes);
        memset(c.y.data, 0, bytes);
        free(c.pass.kept);
        c.pass.kept = NULL;
        c.pass.training = false;
        case_forward(&c);
        assert_memory_equal(c.y.data, once, bytes);
        free(once);
        case_free(&c);
    }
}

static double variance(const float *values, size_t count)
{
    double squares = 0;

    for (size_t i = 0; i < count; i++)
        squares += (double)values[i] * (double)values[i];
    return squares / (double)count;
}

// Each product's outputs count: 48 and 1152. Biases are 0.
static void fan_out_draws_both_kernels(void **state)
{
    const Setup s = {{1, 1, 1152}, 48, ACTIVATION_SWISH};
    enum { PRODUCT = 1152 * 48 };
    LayerCase c = squeeze_case(&s, 1, cpu_simd());
    Rng rng = rng_new(1, RNG_INIT, 0, 0, 0);
    const float *expand = c.layer->weight + PRODUCT + 48;

    (void)state;
    layer_set(c.layer, "initializer", INITIALIZER_FAN_OUT);
    c.layer->type->init(c.layer, &rng);
    assert_near(variance(c.layer->weight, PRODUCT) * 48 / 2, 1, 0.03);
    assert_near(variance(expand, PRODUCT) * 1152 / 2, 1, 0.03);
    assert_near(variance(c.layer->weight + PRODUCT, 48), 0, 0);
    assert_near(variance(expand + PRODUCT, 1152), 0, 0);
    assert_int_equal(c.layer->multiply_adds, 2 * PRODUCT);
    case_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_agree_with_the_formula),
        cmocka_unit_test(y_is_made_again_from_the_gates_that_were_kept),
        cmocka_unit_test(inference_gives_the_same_bits),
        cmocka_unit_test(fan_out_draws_both_kernels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
