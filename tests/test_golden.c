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

static void build_network(Example *e, const char *model, Shape in)
{
    const ModelType *type =
        (const ModelType *)(const void *)entry_find(models, model);
    void *settings = memory_new(1, type->entry.size);
    const List none = {1, {0}};
    Error err;

    params_fill(type->entry.params, settings);
    e->network = network_new();
    assert_true(model_build(type, settings, e->network, CLASSES,
                            type->dropouts ? &none : NULL, &err));
    assert_true(network_build(e->network, in, e->rows, NULL, cpu_simd(), &err));
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

static void open_example(Example *e, const char *path, const char *model)
{
    Shape in = {28, 28, 1};
    const Node *tensors;
    float *weight;
    float *grad;
    size_t count;

    *e = (Example){0};
    read_golden(e, path);
    e->rows = (size_t)number(&e->golden, "batch");
    assert_true(e->rows <= ROWS_MAX);
    build_network(e, model, in);
    e->x = matrix(memory_new(e->rows * shape_size(in), sizeof(float)), e->rows,
                  shape_size(in));
    fill(node_find(&e->golden, "input"), e->x.data, e->rows * e->x.cols);
    for (size_t i = 0; i < e->rows; i++)
        e->labels[i] = (uint8_t)item(node_find(&e->golden, "labels"), i);
    tensors = node_find(&e->golden, "tensors");
    for (size_t i = 0; i < tensors->count; i++) {
        assert_true(tensor_at(e->network, i, &weight, &grad, &count));
        fill(&tensors->items[i], weight, count);
    }
    assert_false(tensor_at(e->network, tensors->count, &weight, &grad, &count));
}

static void close_example(Example *e)
{
    network_free(e->network);
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
                        1e-4 * fmax(fabs(value), 0.1));
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
    assert_near(loss, number(&e->golden, "loss"), 1e-4 * loss);
    network_backward(e->network, step, e->x,
                     matrix(gradient, e->rows, CLASSES));
}

// Norm, sum and a few values of one tensor's gradient.
static void check_gradient(const Node *expected, const float *grad,
                           size_t count)
{
    const Node *at = node_find(expected, "at");
    double norm = number(expected, "grad_l2");
    double sum = 0;
    double squares = 0;

    for (size_t i = 0; i < count; i++) {
        sum += (double)grad[i];
        squares += (double)grad[i] * (double)grad[i];
    }
    assert_near(sqrt(squares), norm, 1e-4 * norm);
    assert_near(sum, number(expected, "grad_sum"), 1e-4 * norm);
    for (size_t i = 0; i < at->count; i++) {
        double value = item(node_find(expected, "grad"), i);

        assert_near((double)grad[(size_t)item(at, i)], value,
                    1e-4 * fmax(fabs(value), norm / sqrt((double)count)));
    }
}

static void check_weights_after_adam(const Node *expected, const float *weight)
{
    const Node *at = node_find(expected, "at");

    // The step was about 1e-3: this is a ten-thousandth of it, and a float's
    // rounding.
    for (size_t i = 0; i < at->count; i++)
        assert_near((double)weight[(size_t)item(at, i)],
                    item(node_find(expected, "after_adam"), i), 1.5e-7);
}

static void step_adam(Network *network)
{
    const OptimizerType *type =
        (const OptimizerType *)(const void *)entry_find(optimizers, "adam");
    Optimizer optimizer;

    optimizer_init(&optimizer, type, NULL, network->weights);
    optimizer_step(&optimizer, NULL, kernels_for(cpu_simd()), network->weight,
                   network->weight_grad, 1e-3);
    optimizer_release(&optimizer);
}

static void check_golden(const char *path, const char *model, size_t parameters)
{
    const uint32_t examples[ROWS_MAX] = {0};
    const Step training = {.training = true, .examples = examples};
    Example e;
    const Node *tensors;
    float *weight;
    float *grad;
    size_t count;

    open_example(&e, path, model);
    assert_int_equal(e.network->parameters, parameters);
    tensors = node_find(&e.golden, "tensors");
    check_loss_and_gradients(&e, &training);
    for (size_t i = 0; tensor_at(e.network, i, &weight, &grad, &count); i++)
        check_gradient(&tensors->items[i], grad, count);
    step_adam(e.network);
    for (size_t i = 0; tensor_at(e.network, i, &weight, &grad, &count); i++)
        check_weights_after_adam(&tensors->items[i], weight);
    check_logits(&e, "logits_inference_after_adam",
                 network_forward(e.network, &(Step){0}, e.x));
    close_example(&e);
}

static void the_cnn_gives_its_known_answers(void **state)
{
    (void)state;
    check_golden("tests/golden/cnn.json", "cnn", 296746);
}

static void the_simple_rnn_gives_its_known_answers(void **state)
{
    (void)state;
    check_golden("tests/golden/rnn.json", "simple_rnn", 21386);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cnn_gives_its_known_answers),
        cmocka_unit_test(the_simple_rnn_gives_its_known_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
