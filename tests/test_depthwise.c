// Depthwise convolutions against plain loops in double, in every instruction
// set: the network's own shapes, and odd ones.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "tests/check.h"
#include "tests/exact.h"
#include "tests/layer_case.h"

typedef struct {
    Shape in;
    int kernel;
    int stride;
    Padding padding;
    Activation activation;
    bool bias;
} Setup;

static const Setup setups[] = {
    // EfficientNet's.
    {{16, 16, 32}, 3, 1, PADDING_SAME, ACTIVATION_NONE, false},
    {{16, 16, 96}, 3, 2, PADDING_SAME, ACTIVATION_NONE, false},
    {{8, 8, 144}, 3, 1, PADDING_SAME, ACTIVATION_NONE, false},
    {{8, 8, 144}, 5, 2, PADDING_SAME, ACTIVATION_NONE, false},
    {{4, 4, 240}, 5, 1, PADDING_SAME, ACTIVATION_NONE, false},
    {{4, 4, 240}, 3, 2, PADDING_SAME, ACTIVATION_NONE, false},
    {{2, 2, 480}, 3, 1, PADDING_SAME, ACTIVATION_NONE, false},
    {{2, 2, 480}, 5, 1, PADDING_SAME, ACTIVATION_NONE, false},
    {{2, 2, 672}, 5, 2, PADDING_SAME, ACTIVATION_NONE, false},
    {{1, 1, 1152}, 5, 1, PADDING_SAME, ACTIVATION_NONE, false},
    {{1, 1, 1152}, 3, 1, PADDING_SAME, ACTIVATION_NONE, true},
    // Tails of channels, odd sides, few channels, other windows.
    {{16, 16, 17}, 3, 1, PADDING_SAME, ACTIVATION_RELU, true},
    {{15, 13, 41}, 3, 2, PADDING_SAME, ACTIVATION_SWISH, true},
    {{9, 11, 23}, 5, 2, PADDING_SAME, ACTIVATION_TANH, true},
    {{8, 10, 39}, 5, 2, PADDING_SAME, ACTIVATION_NONE, true},
    {{14, 28, 24}, 5, 1, PADDING_SAME, ACTIVATION_GELU, true},
    {{28, 14, 16}, 3, 1, PADDING_VALID, ACTIVATION_NONE, true},
    {{12, 19, 21}, 5, 1, PADDING_VALID, ACTIVATION_NONE, false},
    {{11, 12, 33}, 5, 2, PADDING_VALID, ACTIVATION_SIGMOID, true},
    {{10, 12, 33}, 3, 2, PADDING_VALID, ACTIVATION_NONE, true},
    {{6, 5, 19}, 3, 1, PADDING_SAME, ACTIVATION_NONE, true},
    {{3, 3, 20}, 5, 1, PADDING_SAME, ACTIVATION_NONE, true},
    {{3, 2, 40}, 5, 2, PADDING_SAME, ACTIVATION_NONE, true},
    {{1, 1, 20}, 3, 2, PADDING_SAME, ACTIVATION_SWISH, true},
    {{1, 3, 20}, 5, 1, PADDING_SAME, ACTIVATION_NONE, true},
    {{1, 1, 7}, 1, 1, PADDING_VALID, ACTIVATION_NONE, true},
    {{6, 7, 3}, 3, 1, PADDING_SAME, ACTIVATION_NONE, true},
    {{7, 7, 35}, 4, 1, PADDING_SAME, ACTIVATION_NONE, true},
    {{7, 8, 5}, 3, 3, PADDING_SAME, ACTIVATION_NONE, true},
    {{9, 9, 18}, 7, 4, PADDING_SAME, ACTIVATION_NONE, true},
    {{5, 5, 16}, 1, 3, PADDING_VALID, ACTIVATION_NONE, true},
    {{6, 6, 16}, 2, 4, PADDING_VALID, ACTIVATION_NONE, false},
};

enum { SETUPS = sizeof setups / sizeof *setups, ROWS = 3 };

static LayerCase depthwise_case(const Setup *s, size_t rows, Simd simd)
{
    Layer *layer = layer_new(&depthwise_conv2d_layer);

    layer_set(layer, "kernel", s->kernel);
    layer_set(layer, "stride", s->stride);
    layer_set(layer, "padding", s->padding);
    layer_set(layer, "activation", s->activation);
    layer_set(layer, "bias", s->bias);
    return case_new(layer, s->in, rows, simd);
}

// The definition: what every product of a pixel and a tap goes into.
typedef struct {
    Window window;
    size_t pixel;  // its channel 0, within x
    size_t tap;
    size_t place;  // within y
} Product;

typedef void (*Each)(void *context, const Product *product);

static void visit_place(const Window *w, Product *p, Each each, void *context,
                        int i, int j)
{
    size_t channels = (size_t)w->in.channels;
    size_t image = p->pixel;
    Cells rows = window_rows(w, i);
    Cells columns = window_columns(w, j);

    for (int a = rows.first; a < rows.end; a++)
        for (int b = columns.first; b < columns.end; b++) {
            p->pixel = image + window_cell(w, rows, a, columns, b);
            p->tap = (size_t)(a * w->size + b) * channels;
            each(context, p);
        }
    p->pixel = image;
}

static void visit(const Setup *s, size_t images, Each each, void *context)
{
    size_t channels = (size_t)s->in.channels;
    Product p = {.place = 0};
    Error err;

    assert_true(
        window_plan(&p.window, s->in, s->kernel, s->stride, s->padding, &err));
    for (size_t image = 0; image < images; image++)
        for (int i = 0; i < p.window.height; i++)
            for (int j = 0; j < p.window.width; j++, p.place += channels) {
                p.pixel = image * shape_size(s->in);
                visit_place(&p.window, &p, each, context, i, j);
            }
}

// Doubles beside the floats that a case has.
typedef struct {
    const LayerCase *c;
    double *sums;  // before the activation
    double *dx;
    double *grad;
    double *slopes;  // dy through the activation
} Reference;

static void add_sum(void *context, const Product *p)
{
    const Reference *r = context;

    for (size_t k = 0; k < (size_t)p->window.in.channels; k++)
        r->sums[p->place + k] += (double)r->c->x.data[p->pixel + k]
                                 * (double)r->c->layer->weight[p->tap + k];
}

static void add_slopes(void *context, const Product *p)
{
    const Reference *r = context;

    for (size_t k = 0; k < (size_t)p->window.in.channels; k++) {
        double slope = r->slopes[p->place + k];

        r->dx[p->pixel + k] += slope * (double)r->c->layer->weight[p->tap + k];
        r->grad[p->tap + k] += slope * (double)r->c->x.data[p->pixel + k];
    }
}

static double exact_slope(Activation activation, double x)
{
    const double step = 1e-5;

    return (exact(activation, x + step) - exact(activation, x - step))
           / (2 * step);
}

static size_t kernel_size(const Setup *s)
{
    return (size_t)s->kernel * (size_t)s->kernel * (size_t)s->in.channels;
}

static void reference_compute(Reference *r, const Setup *s)
{
    const LayerCase *c = r->c;
    size_t channels = (size_t)s->in.channels;
    size_t count = c->y.rows * c->y.cols;

    r->sums = memory_new(count, sizeof(double));
    r->slopes = memory_new(count, sizeof(double));
    r->dx = memory_new(c->x.rows * c->x.cols, sizeof(double));
    r->grad = memory_new(c->layer->weights, sizeof(double));
    for (size_t i = 0; i < count && s->bias; i++)
        r->sums[i] = (double)c->layer->weight[kernel_size(s) + i % channels];
    visit(s, c->x.rows, add_sum, r);
    for (size_t i = 0; i < count; i++) {
        r->slopes[i] =
            (double)c->dy.data[i] * exact_slope(s->activation, r->sums[i]);
        if (s->bias)
            r->grad[kernel_size(s) + i % channels] += r->slopes[i];
    }
    visit(s, c->x.rows, add_slopes, r);
}

static void assert_all_near(const float *values, const double *expected,
                            size_t count, double tolerance)
{
    for (size_t i = 0; i < count; i++)
        assert_near((double)values[i], expected[i],
                    tolerance * (1 + fabs(expected[i])));
}

static void check(const Setup *s, Simd simd)
{
    LayerCase c = depthwise_case(s, ROWS, simd);
    Reference r = {.c = &c};

    // Nothing of what lay there before may be left.
    for (size_t i = 0; i < c.layer->weights; i++)
        c.weight_grad[i] = NAN;
    for (size_t i = 0; i < c.x.rows * c.x.cols; i++)
        c.dx.data[i] = NAN;
    reference_compute(&r, s);
    case_forward(&c);
    for (size_t i = 0; i < c.y.rows * c.y.cols; i++)
        r.sums[i] = exact(s->activation, r.sums[i]);
    assert_all_near(c.y.data, r.sums, c.y.rows * c.y.cols, 1e-5);
    case_backward(&c);
    assert_all_near(c.dx.data, r.dx, c.x.rows * c.x.cols, 3e-5);
    assert_all_near(c.weight_grad, r.grad, c.layer->weights, 1e-4);
    free(r.sums);
    free(r.slopes);
    free(r.dx);
    free(r.grad);
    case_free(&c);
}

static void passes_agree_with_plain_loops(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < SETUPS; i++)
            check(&setups[i], simd);
}

// Row by row, the gradients added, is what all rows at once give.
static void gradients_are_added_over_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < SETUPS; i++) {
        LayerCase c = depthwise_case(&setups[i], ROWS, cpu_simd());
        LayerCase one = c;
        float *all = memory_new(c.layer->weights, sizeof *all);

        case_forward(&c);
        case_backward(&c);
        memcpy(all, c.weight_grad, c.layer->weights * sizeof *all);
        for (size_t row = 0; row < ROWS; row++) {
            one.x = matrix_rows(c.x, row, 1);
            one.y = matrix_rows(c.y, row, 1);
            one.dy = matrix_rows(c.dy, row, 1);
            one.dx = matrix_rows(c.dx, row, 1);
            one.pass.kept = c.pass.kept + row * c.layer->kept;
            one.pass.add_grad = row > 0;
            case_backward(&one);
        }
        for (size_t k = 0; k < c.layer->weights; k++)
            assert_near((double)c.weight_grad[k], (double)all[k],
                        1e-4 * (1 + fabs((double)all[k])));
        free(all);
        case_free(&c);
    }
}

// On 2 × 2 the outermost taps of a side of 5 never see a pixel, on 1 × 1 only
// the centre does: 9 and 1 of 25 have a gradient, and the others' is 0, not
// merely small.
static void taps_that_only_see_padding_have_no_gradient(void **state)
{
    const int sides[] = {2, 1};
    const size_t seen[] = {9, 1};

    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t k = 0; k < 2; k++) {
            const Setup s = {{sides[k], sides[k], 32}, 5,    1, PADDING_SAME,
                             ACTIVATION_NONE,          false};
            LayerCase c = depthwise_case(&s, ROWS, simd);
            size_t taps = 0;

            case_forward(&c);
            case_backward(&c);
            for (size_t i = 0; i < c.layer->weights; i++)
                taps += c.weight_grad[i] != 0;
            assert_int_equal(taps, seen[k] * 32);
            case_free(&c);
        }
}

static void weights_and_multiply_adds_are_counted(void **state)
{
    LayerCase c = depthwise_case(&setups[1], 1, SIMD_BASELINE);
    Tensor t;

    (void)state;
    assert_int_equal(c.layer->weights, 9 * 96);
    assert_int_equal(c.layer->multiply_adds, 8 * 8 * 9 * 96);
    assert_true(c.layer->type->tensor(c.layer, 0, &t));
    assert_int_equal(t.rank, 3);
    assert_false(c.layer->type->tensor(c.layer, 1, &t));
    case_free(&c);
}

// fan_out is the kernel's area: variance 2 / 25, and nothing beyond two of the
// uncut deviations.
static void fan_out_is_the_kernels_area(void **state)
{
    const double limit = 2 * sqrt(2.0 / 25) / 0.8796256610342398;
    LayerCase c = depthwise_case(&setups[9], 1, SIMD_BASELINE);
    Rng rng = rng_new(1, RNG_INIT, 0, 0, 0);
    double squares = 0;

    (void)state;
    layer_set(c.layer, "initializer", INITIALIZER_FAN_OUT);
    c.layer->type->init(c.layer, &rng);
    for (size_t i = 0; i < c.layer->weights; i++) {
        double w = (double)c.layer->weight[i];

        assert_true(fabs(w) <= limit * (1 + 1e-6));
        squares += w * w;
    }
    assert_near(squares / (double)c.layer->weights, 2.0 / 25, 0.002);
    case_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_agree_with_plain_loops),
        cmocka_unit_test(gradients_are_added_over_blocks),
        cmocka_unit_test(taps_that_only_see_padding_have_no_gradient),
        cmocka_unit_test(weights_and_multiply_adds_are_counted),
        cmocka_unit_test(fan_out_is_the_kernels_area),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
