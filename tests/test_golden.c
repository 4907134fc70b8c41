// The paper's networks against known answers, computed in float64 by another
// program: tests/golden/*.json. All that goes in comes from one formula,
//   u(s, k) = (splitmix64(s 2³² + k) >> 40) / 2²⁴,
// and a tensor with seed s holds scale (2 u(s, k) − 1) + offset at index k.
#include "harness/node.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/loss.h"
#include "nets/model.h"
#include "nets/network.h"
#include "nets/optimizer.h"

#include "tests/check.h"

enum { CLASSES = 10, ROWS_MAX = 16 };

typedef struct {
    const char *path;
    const char *model;
    size_t parameters;
    double tolerance;  // relative; deep networks round more
} Golden;

static const Golden goldens[] = {
    {"tests/golden/cnn.json", "cnn", 296746, 1e-4},
    {"tests/golden/rnn.json", "simple_rnn", 21386, 1e-4},
    {"tests/golden/efficientnet_b0.json", "efficientnet_b0", 4668550, 1e-3},
};

static uint64_t splitmix64(uint64_t x)
{
    uint64_t z = x + 0x9E3779B97F4A7C15;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static double number(const Node *map, const char *key)
{
    double value = 0;

    assert_true(node_number(node_find(map, key), &value));
    return value;
}

static double item(const Node *list, size_t i)
{
    double value = 0;

    assert_true(node_number(&list->items[i], &value));
    return value;
}

// A tensor by the formula; `spec` has its seed, scale and offset.
static void fill(const Node *spec, float *values, size_t count)
{
    uint64_t start = (uint64_t)number(spec, "seed") << 32;
    double scale = number(spec, "scale");
    double offset = number(spec, "offset");

    for (size_t k = 0; k < count; k++) {
        double u = (double)(splitmix64(start + k) >> 40) * 0x1p-24;

        values[k] = (float)(scale * (2 * u - 1) + offset);
    }
}

typedef struct {
    Buffer text;
    SourceText source;
    Diagnostics diagnostics;
    Node golden;

    double tolerance;
    const Kernels *kernels;
    Pool *pool;
    Network *network;
    size_t rows;
    Matrix x;
    uint8_t labels[ROWS_MAX];
} Example;

static void read_golden(Example *e, const char *path)
{
    Error err;

    assert_true(file_read(path, 1 << 20, &e->text, &err));
    e->source = (SourceText){path, (const char *)e->text.bytes, e->text.count};
    assert_true(node_read(&e->source, &e->golden, &e->diagnostics));
}

// The answers are those of a network that drops nothing.
static void build_network(Example *e, const char *model, Shape in, Simd simd)
{
    const ModelType *type =
        (const ModelType *)(const void *)entry_find(models, model);
    void *settings = memory_new(1, type->entry.size);
    const Param *drop = param_find(type->entry.params, "drop_connect");
    const List none = {1, {0}};
    Error err;

    params_fill(type->entry.params, settings);
    if (drop)
        param_set(drop, settings, 0);
    e->network = network_new();
    assert_true(model_build(type, settings, e->network, CLASSES,
                            type->dropouts ? &none : NULL, &err));
    assert_true(network_build(e->network, in, e->rows, e->pool, simd, &err));
    free(settings);
}

// The i-th trained tensor of the whole network, in the layers' order.
static bool tensor_at(const Network *network, size_t i, float **weight,
                      float **grad, size_t *count)
{
    for (size_t l = 0; l < network->layer_count; l++) {
        const Layer *layer = network->layers[l];
        Tensor t;

        for (size_t n = 0;
             layer->type->tensor && layer->type->tensor(layer, n, &t); n++) {
            if (t.state || i-- > 0)
                continue;
            *count = 1;
            for (int d = 0; d < t.rank; d++)
                *count *= (size_t)t.sizes[d];
            *weight = layer->weight + t.offset;
            *grad = network->weight_grad + (layer->weight - network->weight)
                    + t.offset;
            return true;
        }
    }
    return false;
}

// [rows, height, width, channels], or one channel without its number.
static Shape shape_of(const Node *input)
{
    const Node *shape = node_find(input, "shape");

    return (Shape){(int)item(shape, 1), (int)item(shape, 2),
                   shape->count > 3 ? (int)item(shape, 3) : 1};
}

static size_t size_of(const Node *tensor)
{
    const Node *shape = node_find(tensor, "shape");
    double size = 1;

    for (size_t i = 0; i < shape->count; i++)
        size *= item(shape, i);
    return (size_t)size;
}

// The tensors of the answers stand in the order of ours.
static void fill_weights(Example *e)
{
    const Node *tensors = node_find(&e->golden, "tensors");
    float *weight;
    float *grad;
    size_t count;

    for (size_t i = 0; i < tensors->count; i++) {
        assert_true(tensor_at(e->network, i, &weight, &grad, &count));
        assert_int_equal(count, size_of(&tensors->items[i]));
        fill(&tensors->items[i], weight, count);
    }
    assert_false(tensor_at(e->network, tensors->count, &weight, &grad, &count));
}

static void open_example(Example *e, const Golden *golden, Simd simd)
{
    const Node *input;
    Shape in;

    *e = (Example){.tolerance = golden->tolerance,
                   .kernels = kernels_for(simd),
                   .pool = pool_new(2)};
    read_golden(e, golden->path);
    e->rows = (size_t)number(&e->golden, "batch");
    assert_true(e->rows <= ROWS_MAX);
    input = node_find(&e->golden, "input");
    in = shape_of(input);
    build_network(e, golden->model, in, simd);
    network_init(e->network, INIT_KERAS, 1);
    assert_int_equal(e->network->parameters, golden->parameters);
    e->x = matrix(memory_new(e->rows * shape_size(in), sizeof(float)), e->rows,
                  shape_size(in));
    fill(input, e->x.data, e->rows * e->x.cols);
    for (size_t i = 0; i < e->rows; i++)
        e->labels[i] = (uint8_t)item(node_find(&e->golden, "labels"), i);
    fill_weights(e);
}

static void close_example(Example *e)
{
    network_free(e->network);
    pool_free(e->pool);
    free(e->x.data);
    node_release(&e->golden);
    diagnostics_release(&e->diagnostics);
    buffer_release(&e->text);
}

static void check_logits(const Example *e, const char *key, Matrix logits)
{
    const Node *expected = node_find(&e->golden, key);

    for (size_t row = 0; row < e->rows; row++)
        for (size_t i = 0; i < CLASSES; i++) {
            double value = item(&expected->items[row], i);

            assert_near((double)matrix_row(logits, row)[i], value,
                        e->tolerance * fmax(fabs(value), 0.1));
        }
}

static void check_loss_and_gradients(Example *e, const Step *step)
{
    Matrix logits = network_forward(e->network, step, e->x);
    float gradient[ROWS_MAX * CLASSES];
    double each[ROWS_MAX];
    double loss = 0;
    const LossType *type =
        (const LossType *)(const void *)entry_find(losses, "cross_entropy");
    _Alignas(16) unsigned char settings[64];

    params_fill(type->entry.params, settings);
    check_logits(e, "logits", logits);
    type->compute(settings, logits, e->labels, each,
                  matrix(gradient, e->rows, CLASSES));
    for (size_t i = 0; i < e->rows; i++)
        loss += each[i] / (double)e->rows;
    assert_near(loss, number(&e->golden, "loss"), e->tolerance * loss);
    network_backward(e->network, step, e->x,
                     matrix(gradient, e->rows, CLASSES));
}

// The size that a tensor's gradient is judged by. Some are 0 but for rounding:
// a batch norm's β, where a convolution and another batch norm follow.
static double gradient_size(const Node *expected)
{
    return fmax(number(expected, "grad_l2"), 1e-2);
}

// How far one value of a gradient may lie from the known one: the rounding of
// a sum goes by the size of what is summed, not by what is left of it.
static double gradient_tolerance(const Example *e, const Node *expected,
                                 double value)
{
    double typical = gradient_size(expected) / sqrt((double)size_of(expected));

    return e->tolerance * fmax(fabs(value), typical);
}

// Norm, sum and a few values of one tensor's gradient.
static void check_gradient(const Example *e, const Node *expected,
                           const float *grad)
{
    const Node *at = node_find(expected, "at");
    double off = e->tolerance * gradient_size(expected);
    double sum = 0;
    double squares = 0;

    for (size_t i = 0; i < size_of(expected); i++) {
        sum += (double)grad[i];
        squares += (double)grad[i] * (double)grad[i];
    }
    assert_near(sqrt(squares), number(expected, "grad_l2"), off);
    assert_near(sum, number(expected, "grad_sum"), off);
    for (size_t i = 0; i < at->count; i++) {
        double value = item(node_find(expected, "grad"), i);

        assert_near((double)grad[(size_t)item(at, i)], value,
                    gradient_tolerance(e, expected, value));
    }
}

// Adam's first step, of a gradient g: lr g / (|g| + ε / √(1 − β₂)).
static double first_step(double g)
{
    return 1e-3 * g / (fabs(g) + 1e-7 / sqrt(1 - 0.999));
}

// The step is lr times g's sign but for the smallest gradients. There, what a
// gradient may be off decides how far the step may be; elsewhere only a
// ten-thousandth of the step and a float's rounding are allowed.
static void check_weights_after_adam(const Example *e, const Node *expected,
                                     const float *weight)
{
    const Node *at = node_find(expected, "at");

    for (size_t i = 0; i < at->count; i++) {
        double g = item(node_find(expected, "grad"), i);
        double off = gradient_tolerance(e, expected, g);
        double step = first_step(g);
        double spread =
            fmax(first_step(g + off) - step, step - first_step(g - off));

        assert_near((double)weight[(size_t)item(at, i)],
                    item(node_find(expected, "after_adam"), i),
                    1.5e-7 + spread);
    }
}

static double length_of(const float *values, size_t count)
{
    double squares = 0;

    for (size_t i = 0; i < count; i++)
        squares += (double)values[i] * (double)values[i];
    return sqrt(squares);
}

// The moving statistics after one batch, of all batch norms in order.
static void check_moving_statistics(const Example *e)
{
    const Node *all = node_find(&e->golden, "batch_norm");
    size_t seen = 0;

    for (size_t i = 0; i < e->network->layer_count; i++) {
        const Layer *layer = e->network->layers[i];
        size_t channels = (size_t)layer->in.channels;
        double mean;
        double variance;

        if (layer->state == 0)
            continue;
        assert_true(all && seen < all->count);
        mean = number(&all->items[seen], "moving_mean_l2");
        variance = number(&all->items[seen], "moving_var_l2");
        assert_near(length_of(layer->stored, channels), mean,
                    e->tolerance * mean);
        assert_near(length_of(layer->stored + channels, channels), variance,
                    e->tolerance * variance);
        seen++;
    }
    assert_int_equal(seen, all ? all->count : 0);
}

static void step_adam(Example *e)
{
    const OptimizerType *type =
        (const OptimizerType *)(const void *)entry_find(optimizers, "adam");
    Optimizer optimizer;

    optimizer_init(&optimizer, type, NULL, e->network->weights);
    optimizer_step(&optimizer, e->pool, e->kernels, e->network->weight,
                   e->network->weight_grad, 1e-3);
    optimizer_release(&optimizer);
}

static void check_golden(const Golden *golden, Simd simd)
{
    const uint32_t examples[ROWS_MAX] = {0};
    const Step training = {.training = true, .examples = examples};
    Example e;
    const Node *tensors;
    float *weight;
    float *grad;
    size_t count;

    open_example(&e, golden, simd);
    tensors = node_find(&e.golden, "tensors");
    check_loss_and_gradients(&e, &training);
    for (size_t i = 0; tensor_at(e.network, i, &weight, &grad, &count); i++)
        check_gradient(&e, &tensors->items[i], grad);
    check_moving_statistics(&e);
    step_adam(&e);
    for (size_t i = 0; tensor_at(e.network, i, &weight, &grad, &count); i++)
        check_weights_after_adam(&e, &tensors->items[i], weight);
    check_logits(&e, "logits_inference_after_adam",
                 network_forward(e.network, &(Step){0}, e.x));
    close_example(&e);
}

static void check_all(Simd simd)
{
    if (simd > cpu_simd())
        skip();
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++)
        check_golden(&goldens[i], simd);
}

static void all_give_their_known_answers_without_vector_units(void **state)
{
    (void)state;
    check_all(SIMD_BASELINE);
}

static void all_give_their_known_answers_with_avx2(void **state)
{
    (void)state;
    check_all(SIMD_AVX2);
}

static void all_give_their_known_answers_with_avx512(void **state)
{
    (void)state;
    check_all(SIMD_AVX512);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_give_their_known_answers_without_vector_units),
        cmocka_unit_test(all_give_their_known_answers_with_avx2),
        cmocka_unit_test(all_give_their_known_answers_with_avx512),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
