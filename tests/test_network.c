// nets/network.h: segments, blocks and shards, on a chain of dense layers and
// of a layer made for this test that treats examples one by one.
#include "nets/base/memory.h"
#include "nets/model.h"
#include "nets/network.h"

#include "tests/check.h"

// y = tanh(w ⊙ x), a weight for each value.
static bool plan_scale(Layer *layer, Error *err)
{
    (void)err;
    layer->out = layer->in;
    layer->weights = shape_size(layer->in);
    return true;
}

static void init_scale(Layer *layer, Rng *rng)
{
    for (size_t i = 0; i < layer->weights; i++)
        layer->weight[i] = (float)rng_uniform(rng, 0.5, 1.5);
}

static void forward_scale(const Layer *layer, const Pass *pass, Matrix x,
                          Matrix y)
{
    assert_true(x.rows <= BLOCK_ROWS);
    assert_null(pass->pool);
    for (size_t row = 0; row < x.rows; row++)
        for (size_t i = 0; i < x.cols; i++)
            matrix_row(y, row)[i] =
                tanhf(layer->weight[i] * matrix_row(x, row)[i]);
}

static void backward_scale(const Layer *layer, const Pass *pass, Matrix x,
                           Matrix y, Matrix dy, Matrix dx)
{
    for (size_t i = 0; i < x.cols; i++) {
        float sum = pass->add_grad ? pass->weight_grad[i] : 0;

        for (size_t row = 0; row < x.rows; row++) {
            float v = matrix_row(y, row)[i];
            float slope = matrix_row(dy, row)[i] * (1 - v * v);

            sum += slope * matrix_row(x, row)[i];
            if (dx.data)
                matrix_row(dx, row)[i] = slope * layer->weight[i];
        }
        pass->weight_grad[i] = sum;
    }
}

static const LayerType scale_layer = {
    .entry = {.name = "scale", .size = sizeof(Layer)},
    .plan = plan_scale,
    .init = init_scale,
    .forward = forward_scale,
    .backward = backward_scale,
};

static Layer *dense(int units)
{
    Layer *layer = model_layer("dense");

    model_set(layer, "units", units);
    return layer;
}

enum { ROWS = 150, SIDE = 3, OUT = 4 };  // 10 blocks, the last not full

// Flatten first, segments of one and of two layers, a flatten between them.
static Network *example(Pool *pool)
{
    Network *network = network_new();
    Error err;

    network_add(network, model_layer("flatten"));
    network_add(network, layer_new(&scale_layer));
    network_add(network, layer_new(&scale_layer));
    network_add(network, model_layer("flatten"));
    network_add(network, dense(7));
    network_add(network, layer_new(&scale_layer));
    network_add(network, dense(OUT));
    assert_true(network_build(network, (Shape){SIDE, SIDE, 1}, ROWS, pool,
                              cpu_simd(), &err));
    network_init(network, INIT_KERAS, 1);
    return network;
}

static Matrix random_matrix(size_t rows, size_t cols, uint32_t stream)
{
    Rng rng = rng_new(1, RNG_TEST, stream, 0, 0);
    Matrix m = matrix(memory_new(rows * cols, sizeof(float)), rows, cols);

    for (size_t i = 0; i < rows * cols; i++)
        m.data[i] = (float)rng_uniform(&rng, -1, 1);
    return m;
}

// Σ logits ⊙ dy
static double weighed_sum(Network *network, Matrix x, Matrix dy)
{
    Matrix y = network_forward(network, &(Step){.training = true}, x);
    double sum = 0;

    for (size_t i = 0; i < y.rows * y.cols; i++)
        sum += (double)y.data[i] * (double)dy.data[i];
    return sum;
}

static void differentiate(Network *network, Matrix x, Matrix dy)
{
    Matrix spent = random_matrix(dy.rows, dy.cols, 0);

    memcpy(spent.data, dy.data, dy.rows * dy.cols * sizeof(float));
    (void)network_forward(network, &(Step){.training = true}, x);
    network_backward(network, &(Step){.training = true}, x, spent);
    free(spent.data);
}

static void gradients_match_differences_through_every_segment(void **state)
{
    Network *network = example(NULL);
    Matrix x = random_matrix(ROWS, (size_t)SIDE * SIDE, 1);
    Matrix dy = random_matrix(ROWS, OUT, 2);
    const float step = 0x1p-8F;

    (void)state;
    differentiate(network, x, dy);
    for (size_t i = 0; i < network->weights; i++) {
        float kept = network->weight[i];
        double above, below;

        network->weight[i] = kept + step;
        above = weighed_sum(network, x, dy);
        network->weight[i] = kept - step;
        below = weighed_sum(network, x, dy);
        network->weight[i] = kept;
        assert_near((double)network->weight_grad[i],
                    (above - below) / (2 * (double)step), 5e-3);
    }
    free(x.data), free(dy.data);
    network_free(network);
}

static void gradients_are_the_same_bits_for_any_number_of_threads(void **state)
{
    Network *alone = example(NULL);
    Matrix x = random_matrix(ROWS, (size_t)SIDE * SIDE, 1);
    Matrix dy = random_matrix(ROWS, OUT, 2);

    (void)state;
    differentiate(alone, x, dy);
    for (int threads = 1; threads <= 8; threads++) {
        Pool *pool = pool_new(threads);
        Network *shared = example(pool);

        differentiate(shared, x, dy);
        assert_memory_equal(alone->weight_grad, shared->weight_grad,
                            alone->weights * sizeof(float));
        network_free(shared);
        pool_free(pool);
    }
    free(x.data), free(dy.data);
    network_free(alone);
}

static void a_smaller_batch_after_a_larger_one_leaves_no_trace(void **state)
{
    Network *used = example(NULL);
    Network *fresh = example(NULL);
    Matrix x = random_matrix(ROWS, (size_t)SIDE * SIDE, 1);
    Matrix dy = random_matrix(ROWS, OUT, 2);

    (void)state;
    differentiate(used, x, dy);
    x.rows = dy.rows = 5;
    differentiate(used, x, dy);
    differentiate(fresh, x, dy);
    assert_memory_equal(used->weight_grad, fresh->weight_grad,
                        used->weights * sizeof(float));
    free(x.data), free(dy.data);
    network_free(used);
    network_free(fresh);
}

static void
inference_gives_what_training_gives_without_random_layers(void **state)
{
    Network *network = example(NULL);
    Matrix x = random_matrix(ROWS, (size_t)SIDE * SIDE, 1);
    float kept[ROWS * OUT];

    (void)state;
    memcpy(kept, network_forward(network, &(Step){.training = true}, x).data,
           sizeof kept);
    assert_memory_equal(network_forward(network, &(Step){0}, x).data, kept,
                        sizeof kept);
    free(x.data);
    network_free(network);
}

static void weights_are_counted_without_their_filling(void **state)
{
    Network *network = example(NULL);

    (void)state;
    assert_int_equal(network->parameters, 9 + 9 + 70 + 7 + 32);
    assert_int_equal(network->weights % 16, 0);
    assert_int_equal(network->multiply_adds, 63 + 28);
    network_free(network);
}

static void initial_weights_depend_on_the_seed(void **state)
{
    Network *network = example(NULL);
    float first = network->weight[0];

    (void)state;
    network_init(network, INIT_KERAS, 2);
    assert_true(network->weight[0] != first);
    network_init(network, INIT_KERAS, 1);
    assert_true(network->weight[0] == first);
    network_free(network);
}

static void a_network_without_layers_is_refused(void **state)
{
    Network *network = network_new();
    Error err = {0};

    (void)state;
    assert_false(
        network_build(network, (Shape){1, 1, 1}, 1, NULL, SIMD_BASELINE, &err));
    assert_int_equal(err.exit_code, EXIT_MISUSED);
    network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_match_differences_through_every_segment),
        cmocka_unit_test(gradients_are_the_same_bits_for_any_number_of_threads),
        cmocka_unit_test(a_smaller_batch_after_a_larger_one_leaves_no_trace),
        cmocka_unit_test(
            inference_gives_what_training_gives_without_random_layers),
        cmocka_unit_test(weights_are_counted_without_their_filling),
        cmocka_unit_test(initial_weights_depend_on_the_seed),
        cmocka_unit_test(a_network_without_layers_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
