// A separable convolution is a depthwise one and then a pointwise one, each of
// which has tests of its own.
#include "nets/activation.h"
#include "tests/check.h"
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

static const Setup setups[] = {
    {{8, 8, 32}, 24, 3, 1, PADDING_SAME, ACTIVATION_RELU, true},
    {{7, 9, 19}, 5, 5, 2, PADDING_SAME, ACTIVATION_SWISH, true},
    {{6, 5, 3}, 16, 4, 1, PADDING_VALID, ACTIVATION_TANH, false},
    {{1, 1, 40}, 7, 3, 1, PADDING_SAME, ACTIVATION_GELU, true},
    {{9, 6, 1}, 1, 2, 3, PADDING_SAME, ACTIVATION_NONE, false},
};

enum { SETUPS = sizeof setups / sizeof *setups, ROWS = 3 };

static Layer *windowed(const LayerType *type, const Setup *s)
{
    Layer *layer = layer_new(type);

    layer_set(layer, "kernel", s->kernel);
    layer_set(layer, "stride", s->stride);
    layer_set(layer, "padding", s->padding);
    return layer;
}

static LayerCase separable_case(const Setup *s, Simd simd)
{
    Layer *layer = windowed(&separable_conv2d_layer, s);

    layer_set(layer, "filters", s->filters);
    layer_set(layer, "activation", s->activation);
    layer_set(layer, "bias", s->bias);
    return case_new(layer, s->in, ROWS, simd);
}

// The two layers in turn, with the one's weights and values.
typedef struct {
    LayerCase depthwise;
    LayerCase pointwise;
} Pair;

static void copy_values(Matrix to, Matrix from)
{
    memcpy(to.data, from.data, to.rows * to.cols * sizeof(float));
}

static Pair pair_of(const Setup *s, const LayerCase *c, Simd simd)
{
    Layer *first = windowed(&depthwise_conv2d_layer, s);
    Layer *second = layer_new(&conv2d_layer);
    Pair p;

    layer_set(first, "bias", false);
    layer_set(second, "kernel", 1);
    layer_set(second, "filters", s->filters);
    layer_set(second, "activation", s->activation);
    layer_set(second, "bias", s->bias);
    p.depthwise = case_new(first, s->in, ROWS, simd);
    p.pointwise = case_new(second, first->out, ROWS, simd);
    assert_int_equal(c->layer->weights, first->weights + second->weights);
    assert_int_equal(c->layer->multiply_adds,
                     first->multiply_adds + second->multiply_adds);
    memcpy(first->weight, c->layer->weight, first->weights * sizeof(float));
    memcpy(second->weight, c->layer->weight + first->weights,
           second->weights * sizeof(float));
    copy_values(p.depthwise.x, c->x);
    copy_values(p.pointwise.dy, c->dy);
    return p;
}

static void assert_all_near(const float *values, const float *expected,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_near((double)values[i], (double)expected[i],
                    2e-5 * (1 + fabs((double)expected[i])));
}

static void check(const Setup *s, Simd simd)
{
    LayerCase c = separable_case(s, simd);
    Pair p = pair_of(s, &c, simd);
    size_t first = p.depthwise.layer->weights;

    case_forward(&c);
    case_forward(&p.depthwise);
    copy_values(p.pointwise.x, p.depthwise.y);
    case_forward(&p.pointwise);
    assert_all_near(c.y.data, p.pointwise.y.data, ROWS * c.y.cols);
    case_backward(&c);
    case_backward(&p.pointwise);
    copy_values(p.depthwise.dy, p.pointwise.dx);
    case_backward(&p.depthwise);
    assert_all_near(c.dx.data, p.depthwise.dx.data, ROWS * c.x.cols);
    assert_all_near(c.weight_grad, p.depthwise.weight_grad, first);
    assert_all_near(c.weight_grad + first, p.pointwise.weight_grad,
                    p.pointwise.layer->weights);
    case_free(&p.depthwise);
    case_free(&p.pointwise);
    case_free(&c);
}

static void it_is_a_depthwise_and_a_pointwise_convolution(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < SETUPS; i++)
            check(&setups[i], simd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_depthwise_and_a_pointwise_convolution),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
