// Convolutions: by hand, against plain loops in double, and against
// differences of those loops.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "nets/window.h"
#include "tests/check.h"
#include "tests/exact.h"
#include "tests/layer_case.h"

typedef struct {
    Shape in;
    int filters;
    int kernel;
    int stride;
    Padding padding;
    Activation activation;
    bool bias;
} Setup;

static LayerCase conv_case(const Setup *s, size_t rows, Simd simd)
{
    Layer *layer = layer_new(&conv2d_layer);

    layer_set(layer, "filters", s->filters);
    layer_set(layer, "kernel", s->kernel);
    layer_set(layer, "stride", s->stride);
    layer_set(layer, "padding", s->padding);
    layer_set(layer, "activation", s->activation);
    layer_set(layer, "bias", s->bias);
    return case_new(layer, s->in, rows, simd);
}

// The definition, one sum after the other. Images and weights in double.
typedef struct {
    Setup setup;
    Window window;
    size_t rows;
    double *x;
    double *weight;
    double *y;
} Reference;

static double *widened(const float *from, size_t count)
{
    double *to = memory_new(count, sizeof *to);

    for (size_t i = 0; i < count; i++)
        to[i] = (double)from[i];
    return to;
}

static Reference reference_new(const Setup *s, const LayerCase *c)
{
    Reference r = {.setup = *s, .rows = c->x.rows};
    Error err;

    assert_true(
        window_plan(&r.window, s->in, s->kernel, s->stride, s->padding, &err));
    r.x = widened(c->x.data, c->x.rows * c->x.cols);
    r.weight = widened(c->layer->weight, c->layer->weights);
    r.y = memory_new(c->y.rows * c->y.cols, sizeof *r.y);
    return r;
}

static void reference_free(Reference *r)
{
    free(r->x);
    free(r->weight);
    free(r->y);
}

static double sum_at(const Reference *r, size_t row, int i, int j, int f)
{
    const Window *w = &r->window;
    const double *x = r->x + row * shape_size(w->in);
    Cells rows = window_rows(w, i);
    Cells columns = window_columns(w, j);
    int taps = w->size * w->size * w->in.channels;
    double sum = r->setup.bias ? r->weight[taps * r->setup.filters + f] : 0;

    for (int a = rows.first; a < rows.end; a++)
        for (int b = columns.first; b < columns.end; b++)
            for (int k = 0; k < w->in.channels; k++)
                sum += x[window_cell(w, rows, a, columns, b) + (size_t)k]
                       * r->weight[((a * w->size + b) * w->in.channels + k)
                                       * r->setup.filters
                                   + f];
    return sum;
}

static void reference_forward(Reference *r)
{
    double *y = r->y;

    for (size_t row = 0; row < r->rows; row++)
        for (int i = 0; i < r->window.height; i++)
            for (int j = 0; j < r->window.width; j++)
                for (int f = 0; f < r->setup.filters; f++)
                    *y++ = exact(r->setup.activation, sum_at(r, row, i, j, f));
}

// The central difference of Σ y dy by *value.
static double slope(Reference *r, const LayerCase *c, double *value)
{
    const double step = 1e-5;
    double kept = *value;
    double sum = 0;

    for (int side = -1; side <= 1; side += 2) {
        *value = kept + side * step;
        reference_forward(r);
        for (size_t i = 0; i < c->y.rows * c->y.cols; i++)
            sum += side * r->y[i] * (double)c->dy.data[i];
    }
    *value = kept;
    return sum / (2 * step);
}

static void check_forward(const Setup *s, size_t rows, Simd simd)
{
    LayerCase c = conv_case(s, rows, simd);
    Reference r = reference_new(s, &c);

    case_forward(&c);
    reference_forward(&r);
    for (size_t i = 0; i < c.y.rows * c.y.cols; i++)
        assert_near((double)c.y.data[i], r.y[i], 1e-5 * (1 + fabs(r.y[i])));
    reference_free(&r);
    case_free(&c);
}

static void check_gradients(const Setup *s, Simd simd)
{
    LayerCase c = conv_case(s, 2, simd);
    Reference r = reference_new(s, &c);

    case_forward(&c);
    case_backward(&c);
    for (size_t i = 0; i < c.x.rows * c.x.cols; i++) {
        double expected = slope(&r, &c, &r.x[i]);

        assert_near((double)c.dx.data[i], expected,
                    1e-4 * (1 + fabs(expected)));
    }
    for (size_t i = 0; i < c.layer->weights; i++) {
        double expected = slope(&r, &c, &r.weight[i]);

        assert_near((double)c.weight_grad[i], expected,
                    1e-4 * (1 + fabs(expected)));
    }
    reference_free(&r);
    case_free(&c);
}

// Two channels of 2 × 3, a kernel of 2 × 2, two filters: every product by
// hand.
static void a_convolution_by_hand(void **state)
{
    const Setup s = {{2, 3, 2}, 2, 2, 1, PADDING_VALID, ACTIVATION_RELU, true};
    const float x[] = {1, 2, 3, 4,  5,  6,  //
                       7, 8, 9, 10, 11, 12};
    // Tap by tap, channel by channel: filter 0 adds the first channel's main
    // diagonal, filter 1 takes the second channel's last tap from its first.
    const float weight[] = {1, 0, 0, 1, 0, 0, 0, 0,  //
                            0, 0, 0, 0, 1, 0, 0, -1, 0.5F, 9};
    // 1 + 9, 3 + 11 and a half; 2 − 10, 4 − 12 and 9.
    const float y[] = {10.5F, 1, 14.5F, 1};
    LayerCase c = conv_case(&s, 1, SIMD_BASELINE);

    (void)state;
    memcpy(c.x.data, x, sizeof x);
    memcpy(c.layer->weight, weight, sizeof weight);
    assert_int_equal(c.layer->weights, 18);
    assert_int_equal(c.layer->multiply_adds, 32);
    case_forward(&c);
    for (int i = 0; i < 4; i++)
        assert_near((double)c.y.data[i], (double)y[i], 1e-6);
    case_free(&c);
}

static const Setup setups[] = {
    {{28, 28, 1}, 16, 5, 1, PADDING_VALID, ACTIVATION_RELU, true},
    {{28, 28, 1}, 16, 5, 1, PADDING_SAME, ACTIVATION_RELU, true},
    {{32, 32, 3}, 32, 3, 2, PADDING_SAME, ACTIVATION_NONE, false},
    {{28, 28, 1}, 6, 5, 1, PADDING_SAME, ACTIVATION_TANH, true},
    {{14, 14, 6}, 16, 5, 1, PADDING_VALID, ACTIVATION_RELU, true},
    {{9, 7, 2}, 48, 4, 3, PADDING_SAME, ACTIVATION_SWISH, true},
    {{6, 6, 32}, 24, 1, 1, PADDING_VALID, ACTIVATION_NONE, true},
    {{2, 2, 70}, 90, 1, 1, PADDING_VALID, ACTIVATION_SWISH, true},
    {{5, 4, 33}, 7, 3, 2, PADDING_SAME, ACTIVATION_GELU, true},
    {{17, 19, 4}, 16, 7, 2, PADDING_SAME, ACTIVATION_SIGMOID, false},
    {{3, 3, 1}, 16, 1, 2, PADDING_VALID, ACTIVATION_NONE, true},
    {{40, 29, 1}, 16, 13, 1, PADDING_VALID, ACTIVATION_NONE, true},
};

static void forwards_agree_with_plain_loops(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < sizeof setups / sizeof *setups; i++)
            check_forward(&setups[i], 3, simd);
}

static const Setup small_setups[] = {
    {{7, 8, 1}, 16, 5, 1, PADDING_VALID, ACTIVATION_NONE, true},
    {{7, 6, 1}, 16, 5, 1, PADDING_SAME, ACTIVATION_TANH, true},
    {{5, 5, 3}, 16, 3, 2, PADDING_SAME, ACTIVATION_SIGMOID, false},
    {{5, 6, 1}, 32, 3, 1, PADDING_SAME, ACTIVATION_SWISH, true},
    {{5, 4, 2}, 16, 4, 3, PADDING_SAME, ACTIVATION_GELU, true},
    {{6, 4, 1}, 3, 5, 2, PADDING_SAME, ACTIVATION_TANH, true},
    {{4, 3, 5}, 4, 1, 1, PADDING_VALID, ACTIVATION_NONE, true},
    {{2, 1, 5}, 16, 1, 1, PADDING_VALID, ACTIVATION_TANH, true},
    {{1, 1, 3}, 16, 1, 1, PADDING_VALID, ACTIVATION_NONE, false},
    {{4, 3, 5}, 4, 1, 2, PADDING_VALID, ACTIVATION_NONE, true},
    {{5, 4, 6}, 5, 3, 1, PADDING_SAME, ACTIVATION_SWISH, true},
    {{5, 4, 6}, 5, 2, 2, PADDING_VALID, ACTIVATION_GELU, false},
    {{4, 4, 1}, 16, 3, 1, PADDING_VALID, ACTIVATION_RELU, true},
    {{4, 4, 5}, 3, 3, 1, PADDING_VALID, ACTIVATION_RELU, true},
};

static void gradients_agree_with_differences(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < sizeof small_setups / sizeof *small_setups; i++)
            check_gradients(&small_setups[i], simd);
}

// Two blocks, the second one added, give what one block of all rows gives.
static void gradients_are_added_on_demand(void **state)
{
    const Setup kinds[] = {
        {{6, 6, 1}, 16, 5, 1, PADDING_SAME, ACTIVATION_NONE, true},
        {{6, 6, 5}, 3, 3, 1, PADDING_SAME, ACTIVATION_NONE, true},
    };

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        LayerCase c = conv_case(&kinds[k], 4, cpu_simd());
        float *once = memory_new(c.layer->weights, sizeof *once);
        LayerCase half = c;

        case_backward(&c);
        memcpy(once, c.weight_grad, c.layer->weights * sizeof *once);
        half.dx.data = NULL;
        for (size_t i = 0; i < 2; i++) {
            half.x = matrix_rows(c.x, 2 * i, 2);
            half.y = matrix_rows(c.y, 2 * i, 2);
            half.dy = matrix_rows(c.dy, 2 * i, 2);
            half.pass.add_grad = i > 0;
            case_backward(&half);
        }
        for (size_t i = 0; i < c.layer->weights; i++)
            assert_near((double)c.weight_grad[i], (double)once[i], 1e-5);
        free(once);
        case_free(&c);
    }
}

static void keras_draws_within_glorots_limit(void **state)
{
    const Setup s = {{28, 28, 1},     16,  5, 1, PADDING_VALID,
                     ACTIVATION_RELU, true};
    LayerCase c = conv_case(&s, 1, SIMD_BASELINE);
    Rng rng = rng_new(1, RNG_INIT, 0, 0, 0);
    double most = 0;

    (void)state;
    c.layer->type->init(c.layer, &rng);
    for (size_t i = 0; i < 400; i++)
        most = fmax(most, fabs((double)c.layer->weight[i]));
    assert_true(most < 0.118819 && most > 0.117);
    for (size_t i = 400; i < 416; i++)
        assert_true(c.layer->weight[i] == 0);
    case_free(&c);
}

// Σ w² / n = 2 / (9 · 32): the tail beyond two deviations is cut, its variance
// restored. 2304 draws have a standard error of 0.00016 at most.
static void fan_out_goes_by_what_the_filters_see(void **state)
{
    const Setup s = {{8, 8, 8}, 32, 3, 1, PADDING_SAME, ACTIVATION_NONE, true};
    LayerCase c = conv_case(&s, 1, SIMD_BASELINE);
    Rng rng = rng_new(1, RNG_INIT, 0, 0, 0);
    double squares = 0;

    (void)state;
    layer_set(c.layer, "initializer", INITIALIZER_FAN_OUT);
    c.layer->type->init(c.layer, &rng);
    for (size_t i = 0; i < 2304; i++)
        squares += (double)c.layer->weight[i] * (double)c.layer->weight[i];
    assert_near(squares / 2304, 2.0 / 288, 0.0006);
    for (size_t i = 2304; i < 2336; i++)
        assert_true(c.layer->weight[i] == 0);
    case_free(&c);
}

// Whole batches of a few places, shared out over threads or not.
static void
pointwise_products_are_the_same_bits_for_any_number_of_threads(void **state)
{
    const Setup s = {{2, 2, 160},     96,  1, 1, PADDING_SAME,
                     ACTIVATION_TANH, true};
    LayerCase alone = conv_case(&s, 37, cpu_simd());
    LayerCase shared = conv_case(&s, 37, cpu_simd());
    Pool *pool = pool_new(3);

    (void)state;
    assert_true(alone.layer->whole_batch);
    shared.pass.pool = pool;
    case_forward(&alone);
    case_forward(&shared);
    case_backward(&alone);
    case_backward(&shared);
    assert_memory_equal(alone.y.data, shared.y.data,
                        alone.y.rows * alone.y.cols * sizeof(float));
    assert_memory_equal(alone.dx.data, shared.dx.data,
                        alone.x.rows * alone.x.cols * sizeof(float));
    assert_memory_equal(alone.weight_grad, shared.weight_grad,
                        alone.layer->weights * sizeof(float));
    case_free(&alone);
    case_free(&shared);
    pool_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_convolution_by_hand),
        cmocka_unit_test(forwards_agree_with_plain_loops),
        cmocka_unit_test(gradients_agree_with_differences),
        cmocka_unit_test(gradients_are_added_on_demand),
        cmocka_unit_test(keras_draws_within_glorots_limit),
        cmocka_unit_test(fan_out_goes_by_what_the_filters_see),
        cmocka_unit_test(
            pointwise_products_are_the_same_bits_for_any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
