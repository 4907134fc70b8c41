// A convolution that does the max-pooling and dropout after it, against the
// same layers each on its own.
#include "nets/activation.h"
#include "nets/base/memory.h"
#include "nets/model.h"
#include "nets/network.h"
#include "nets/window.h"
#include "tests/check.h"

typedef struct {
    Shape in;
    int channels;  // that the convolution sees
    int filters;
    int kernel;
    int stride;
    Padding padding;
    Activation activation;
    double rate;  // of dropout; negative: none
} Setup;

static const Setup setups[] = {
    {{28, 28, 1}, 1, 16, 5, 1, PADDING_VALID, ACTIVATION_RELU, 0.25},
    {{28, 28, 1}, 1, 32, 5, 1, PADDING_SAME, ACTIVATION_RELU, 0.5},
    {{15, 12, 1}, 1, 16, 5, 1, PADDING_VALID, ACTIVATION_NONE, 0.25},
    {{9, 14, 1}, 1, 48, 5, 1, PADDING_SAME, ACTIVATION_RELU, -1},
    {{11, 9, 1}, 1, 16, 3, 1, PADDING_SAME, ACTIVATION_RELU, 0.1},
    {{4, 5, 1}, 1, 16, 3, 1, PADDING_VALID, ACTIVATION_NONE, -1},
    {{6, 6, 1}, 1, 16, 5, 1, PADDING_VALID, ACTIVATION_RELU, 0},
    {{12, 13, 3}, 3, 32, 3, 2, PADDING_SAME, ACTIVATION_RELU, 0.3},
    {{10, 11, 2}, 4, 16, 4, 1, PADDING_SAME, ACTIVATION_NONE, 0.3},
    {{17, 10, 1}, 2, 16, 5, 2, PADDING_VALID, ACTIVATION_RELU, 0.9},
    {{9, 9, 1}, 1, 16, 7, 1, PADDING_SAME, ACTIVATION_RELU, 0.5},
    {{7, 7, 1}, 1, 16, 2, 1, PADDING_VALID, ACTIVATION_RELU, 0.5},
};

enum { ROWS = 37, SETUPS = sizeof setups / sizeof *setups };

static void fill_random(float *to, size_t count)
{
    Rng rng = rng_new(1, RNG_TEST, 3, 0, 0);

    for (size_t i = 0; i < count; i++)
        to[i] = (float)rng_uniform(&rng, -1, 1);
}

static Layer *convolution(int filters, int kernel, int stride, Padding padding,
                          Activation activation)
{
    Layer *layer = model_layer("conv2d");

    model_set(layer, "filters", filters);
    model_set(layer, "kernel", kernel);
    model_set(layer, "stride", stride);
    model_choose(layer, "padding", padding_names[padding]);
    model_choose(layer, "activation", activation_names[activation]);
    return layer;
}

static Layer *nothing(void)
{
    Layer *layer = model_layer("drop_connect");

    model_set(layer, "rate", 0);
    return layer;
}

// A pointwise convolution, which makes the next one pass its gradient on, then
// that, pooling and dropout. Where a layer that does nothing stands decides
// whether they are done at once; everyone's place is the same.
static Network *example(const Setup *s, bool at_once, Simd simd)
{
    Network *network = network_new();
    Error err;

    network_add(network,
                convolution(s->channels, 1, 1, PADDING_VALID, ACTIVATION_NONE));
    if (at_once)
        network_add(network, nothing());
    network_add(network, convolution(s->filters, s->kernel, s->stride,
                                     s->padding, s->activation));
    if (!at_once)
        network_add(network, nothing());
    network_add(network, model_layer("max_pool"));
    if (s->rate >= 0) {
        network_add(network, model_layer("dropout"));
        model_set(network->layers[4], "rate", s->rate);
    }
    assert_true(network_build(network, s->in, ROWS, NULL, simd, &err));
    fill_random(network->weight, network->weights);
    assert_true(network->layers[3]->absorbed == at_once);
    assert_true(s->rate < 0 || network->layers[4]->absorbed == at_once);
    return network;
}

static Matrix random_matrix(size_t rows, size_t cols)
{
    Matrix m = matrix(memory_new(rows * cols, sizeof(float)), rows, cols);

    fill_random(m.data, rows * cols);
    return m;
}

static Step step_of(bool training)
{
    static const uint32_t examples[ROWS] = {3, 1, 4, 15, 9, 26, 5, 35, 8, 97};

    return (Step){training, .seed = 5, .epoch = 2, .examples = examples};
}

static void differentiate(Network *network, Matrix x)
{
    Step step = step_of(true);
    Matrix y = network_forward(network, &step, x);
    Matrix dy = random_matrix(y.rows, y.cols);

    network_backward(network, &step, x, dy);
    free(dy.data);
}

// The same bits out; gradients add up in another order.
static void check(const Setup *s, Simd simd, bool training)
{
    Network *at_once = example(s, true, simd);
    Network *apart = example(s, false, simd);
    Matrix x = random_matrix(ROWS, shape_size(s->in));
    Step step = step_of(training);
    Matrix y = network_forward(at_once, &step, x);
    Matrix expected = network_forward(apart, &step, x);

    assert_int_equal(y.cols, expected.cols);
    assert_memory_equal(y.data, expected.data, ROWS * y.cols * sizeof(float));
    if (training) {
        differentiate(at_once, x);
        differentiate(apart, x);
        assert_int_equal(at_once->weights, apart->weights);
        for (size_t i = 0; i < apart->weights; i++) {
            double grad = (double)apart->weight_grad[i];

            assert_near((double)at_once->weight_grad[i], grad,
                        1e-4 * (1 + fabs(grad)));
        }
    }
    free(x.data);
    network_free(at_once);
    network_free(apart);
}

static void training_at_once_is_training_one_by_one(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < SETUPS; i++)
            check(&setups[i], simd, true);
}

static void inference_at_once_gives_the_same_bits(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++)
        for (size_t i = 0; i < SETUPS; i++)
            check(&setups[i], simd, false);
}

static void instruction_sets_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < SETUPS; i++) {
        Network *plain = example(&setups[i], false, SIMD_BASELINE);
        Network *fast = example(&setups[i], true, cpu_simd());
        Matrix x = random_matrix(ROWS, shape_size(setups[i].in));

        differentiate(plain, x);
        differentiate(fast, x);
        for (size_t k = 0; k < plain->weights; k++) {
            double grad = (double)plain->weight_grad[k];

            assert_near((double)fast->weight_grad[k], grad,
                        1e-4 * (1 + fabs(grad)));
        }
        free(x.data);
        network_free(plain);
        network_free(fast);
    }
}

// Not a number is not more than anything, and must not be lost.
static void a_sum_that_is_not_a_number_comes_out(void **state)
{
    const Setup s = {{8, 8, 1},       1,   16, 5, 1, PADDING_SAME,
                     ACTIVATION_RELU, 0.25};

    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++) {
        Network *network = example(&s, true, simd);
        Matrix x = random_matrix(ROWS, 64);
        Step inference = step_of(false);
        Matrix y;

        network->layers[2]->weight[400] = NAN;  // the first filter's bias
        y = network_forward(network, &inference, x);
        for (size_t i = 0; i < ROWS * y.cols; i++)
            assert_true((i % 16 == 0) == (y.data[i] != y.data[i]));
        free(x.data);
        network_free(network);
    }
}

static void other_layers_are_left_to_themselves(void **state)
{
    const Shape in = {8, 8, 1};
    Network *network = network_new();
    Error err;

    (void)state;
    network_add(network, convolution(16, 3, 1, PADDING_SAME, ACTIVATION_TANH));
    network_add(network, model_layer("max_pool"));
    network_add(network, convolution(16, 3, 1, PADDING_SAME, ACTIVATION_RELU));
    network_add(network, model_layer("max_pool"));
    model_set(network->layers[3], "size", 3);
    network_add(network, model_layer("dropout"));
    assert_true(network_build(network, in, 4, NULL, cpu_simd(), &err));
    for (size_t i = 0; i < network->layer_count; i++)
        assert_false(network->layers[i]->absorbed);
    network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_at_once_is_training_one_by_one),
        cmocka_unit_test(inference_at_once_gives_the_same_bits),
        cmocka_unit_test(instruction_sets_agree),
        cmocka_unit_test(a_sum_that_is_not_a_number_comes_out),
        cmocka_unit_test(other_layers_are_left_to_themselves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
