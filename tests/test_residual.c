// nets/network.h with the layers that a chain of dense ones does not have:
// residual blocks, batch statistics, and what EfficientNet is made of. The
// networks are written as a grid's `layers:` are recorded.
#include "harness/layers.h"
#include "nets/base/memory.h"
#include "nets/network.h"

#include "tests/check.h"

enum { ROWS = 50, SIDE = 6, CHANNELS = 2, OUT = 3 };

#define CONV(settings) \
    "{\"conv2d\":{\"bias\":false,\"padding\":\"same\"," settings "}}"
#define NORM(activation) "{\"batch_norm\":{\"activation\":\"" activation "\"}}"
#define HEAD             "\"global_average_pool\",{\"dense\":{\"units\":\"classes\"}}]"

// Every way in which a block's rows can meet another's.
static const char *const networks[] = {
    // A plain block.
    "[" CONV("\"filters\":4") "," NORM("swish") ",\"branch\","
    CONV("\"filters\":4") "," NORM("relu") ",\"merge\"," HEAD,
    // With a stride and more channels; a function of the sum.
    "[" CONV("\"filters\":3") "," NORM("gelu") ",\"branch\","
    CONV("\"filters\":6,\"stride\":2") "," NORM("none")
    ",\"merge\",{\"activation\":{\"kind\":\"tanh\"}}," HEAD,
    // One within the other, both ending at once.
    "[" CONV("\"filters\":4") ",\"branch\"," CONV("\"filters\":4") ","
    NORM("swish") ",\"branch\"," CONV("\"filters\":4") ","
    NORM("none") ",\"merge\",\"merge\"," HEAD,
    // One within the other, both beginning at once.
    "[" CONV("\"filters\":4") "," NORM("swish") ",\"branch\",\"branch\","
    CONV("\"filters\":4") "," NORM("none") ",\"merge\","
    CONV("\"filters\":4") ",\"merge\"," NORM("tanh") "," HEAD,
    // At the network's input, and with nothing in it.
    "[\"branch\"," CONV("\"filters\":2") "," NORM("swish")
    ",\"merge\",\"branch\",\"merge\",\"flatten\","
    "{\"dense\":{\"units\":\"classes\"}}]",
    // Norms first: what the branch takes is what the batch norm measures.
    "[" CONV("\"filters\":4") ",\"branch\"," NORM("swish") ","
    CONV("\"filters\":4") ",\"merge\",\"branch\"," NORM("swish") ","
    CONV("\"filters\":4") ",\"merge\"," NORM("swish") "," HEAD,
    // EfficientNet's block.
    "[{\"rescale\":{\"scale\":2}}," CONV("\"filters\":3,\"stride\":2") ","
    NORM("swish") ",\"branch\"," CONV("\"filters\":6,\"kernel\":1") ","
    NORM("swish") ",{\"depthwise_conv2d\":{\"bias\":false,\"kernel\":3,"
    "\"padding\":\"same\"}}," NORM("swish") ",{\"squeeze_excite\":{\"units\":2}},"
    CONV("\"filters\":3,\"kernel\":1") "," NORM("none")
    ",{\"drop_connect\":{\"rate\":0.5}},\"merge\"," HEAD,
    // A separable convolution in a block that shrinks.
    "[" CONV("\"filters\":3") "," NORM("swish") ",\"branch\","
    "{\"separable_conv2d\":{\"filters\":4,\"padding\":\"same\",\"stride\":2}},"
    NORM("none") ",\"merge\"," HEAD,
};
enum { NETWORKS = sizeof networks / sizeof *networks };

static bool build(Network *network, const char *list, Pool *pool, Error *err)
{
    return layers_add(list, network, OUT, err)
           && network_build(network, (Shape){SIDE, SIDE, CHANNELS}, ROWS, pool,
                            cpu_simd(), err);
}

static Network *example(const char *list, Pool *pool)
{
    Network *network = network_new();
    Error err = {0};

    if (!build(network, list, pool, &err))
        print_error("%s: %s\n", list, err.message);
    assert_non_null(network->memory);
    network_init(network, INIT_KERAS, 1);
    return network;
}

static Matrix random_matrix(size_t cols, uint32_t stream)
{
    Rng rng = rng_new(1, RNG_TEST, stream, 0, 0);
    Matrix m = matrix(memory_new(ROWS * cols, sizeof(float)), ROWS, cols);

    for (size_t i = 0; i < ROWS * cols; i++)
        m.data[i] = (float)rng_uniform(&rng, -1, 1);
    return m;
}

static Matrix random_input(void)
{
    return random_matrix((size_t)SIDE * SIDE * CHANNELS, 1);
}

// Draws nothing but drop_connect's choices, always the same.
static Matrix forward(Network *network, Matrix x)
{
    uint32_t examples[ROWS];

    for (uint32_t i = 0; i < ROWS; i++)
        examples[i] = i;
    return network_forward(
        network, &(Step){.training = true, .seed = 7, .examples = examples}, x);
}

static void differentiate(Network *network, Matrix x, Matrix dy)
{
    Matrix spent = matrix_rows(random_matrix(OUT, 0), 0, dy.rows);
    uint32_t examples[ROWS];

    for (uint32_t i = 0; i < ROWS; i++)
        examples[i] = i;
    memcpy(spent.data, dy.data, dy.rows * dy.cols * sizeof(float));
    (void)forward(network, x);
    network_backward(network,
                     &(Step){.training = true, .seed = 7, .examples = examples},
                     x, spent);
    free(spent.data);
}

// Σ logits ⊙ dy
static double weighed_sum(Network *network, Matrix x, Matrix dy)
{
    Matrix y = forward(network, x);
    double sum = 0;

    for (size_t i = 0; i < y.rows * y.cols; i++)
        sum += (double)y.data[i] * (double)dy.data[i];
    return sum;
}

static double slope(Network *network, float *weight, Matrix x, Matrix dy)
{
    const float step = 0x1p-9F;
    float kept = *weight;
    double above, below;

    *weight = kept + step;
    above = weighed_sum(network, x, dy);
    *weight = kept - step;
    below = weighed_sum(network, x, dy);
    *weight = kept;
    return (above - below) / (2 * (double)step);
}

// Corners of a ReLU between the two ends of a difference, and a float's
// rounding, are small beside the largest gradient.
static void check_gradients(const char *list)
{
    Network *network = example(list, NULL);
    Matrix x = random_input();
    Matrix dy = random_matrix(OUT, 2);
    double largest = 0;

    differentiate(network, x, dy);
    for (size_t i = 0; i < network->weights; i++)
        largest = fmax(largest, fabs((double)network->weight_grad[i]));
    assert_true(largest > 0.1);
    for (size_t i = 0; i < network->weights; i++)
        assert_near((double)network->weight_grad[i],
                    slope(network, &network->weight[i], x, dy), 0.02 * largest);
    free(x.data), free(dy.data);
    network_free(network);
}

static void gradients_match_differences_through_every_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < NETWORKS; i++)
        check_gradients(networks[i]);
}

// Some steps downhill.
static Network *train(const char *list, int threads, Pool **pool)
{
    Network *network;
    Matrix x = random_input();
    Matrix dy = random_matrix(OUT, 2);

    *pool = pool_new(threads);
    network = example(list, *pool);
    for (int step = 0; step < 4; step++) {
        x.rows = dy.rows = step % 2 ? ROWS - 13 : ROWS;
        differentiate(network, x, dy);
        for (size_t i = 0; i < network->weights; i++)
            network->weight[i] -= 0.01F * network->weight_grad[i];
    }
    free(x.data), free(dy.data);
    return network;
}

static void weights_are_the_same_bits_for_any_number_of_threads(void **state)
{
    const int threads[] = {1, 2, 3, 8};

    (void)state;
    for (size_t i = 0; i < NETWORKS; i++) {
        Pool *pool;
        Network *alone = train(networks[i], 1, &pool);

        for (size_t k = 0; k < sizeof threads / sizeof *threads; k++) {
            Pool *others;
            Network *shared = train(networks[i], threads[k], &others);

            assert_memory_equal(alone->weight, shared->weight,
                                alone->weights * sizeof(float));
            assert_memory_equal(alone->stored, shared->stored,
                                alone->states * sizeof(float));
            network_free(shared);
            pool_free(others);
        }
        network_free(alone);
        pool_free(pool);
    }
}

// Shown one batch again and again, moving statistics become that batch's.
static void inference_comes_to_what_training_saw(void **state)
{
    static const char list[] =
        "[" CONV("\"filters\":4") ",\"branch\","
        "{\"batch_norm\":{\"momentum\":0.5,\"unbiased\":false}},"
        CONV("\"filters\":4") ",\"merge\","
        "{\"batch_norm\":{\"momentum\":0.5,\"unbiased\":false,"
        "\"activation\":\"relu\"}}," HEAD;
    Network *network = example(list, NULL);
    Matrix x = random_input();
    float seen[ROWS * OUT];
    Matrix y;

    (void)state;
    for (int i = 0; i < 40; i++)
        memcpy(seen, forward(network, x).data, sizeof seen);
    y = network_forward(network, &(Step){0}, x);
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        assert_near((double)y.data[i], (double)seen[i], 1e-4);
    free(x.data);
    network_free(network);
}

static void an_idle_layer_changes_nothing_but_places(void **state)
{
    Network *network = example(
        "[{\"rescale\":{\"scale\":1}},\"branch\","
        "{\"rescale\":{\"scale\":1}},\"merge\","
        "\"global_average_pool\"]",
        NULL);
    Matrix x = random_input();
    Matrix y = forward(network, x);

    (void)state;
    for (size_t row = 0; row < ROWS; row++)
        for (size_t c = 0; c < CHANNELS; c++) {
            double sum = 0;

            for (size_t i = c; i < x.cols; i += CHANNELS)
                sum += 2 * (double)matrix_row(x, row)[i];
            assert_near((double)matrix_row(y, row)[c],
                        sum * CHANNELS / (double)x.cols, 1e-6);
        }
    free(x.data);
    network_free(network);
}

static void blocks_that_cannot_be_are_refused(void **state)
{
    const struct {
        const char *layers;
        const char *message;
    } cases[] = {
        {"[\"merge\"]", "a merge needs a branch before it"},
        {"[\"branch\",\"merge\",\"merge\"]",
         "a merge needs a branch before it"},
        {"[\"branch\",\"flatten\"]",
         "a branch needs a merge after it; write 'merge' where its block ends"},
        {"[\"branch\"," CONV("\"filters\":1") ",\"merge\"]",
         "a residual block of 6×6×2 cannot end as 6×6×1"},
        {"[\"branch\",{\"conv2d\":{\"filters\":4,\"kernel\":2}},\"merge\"]",
         "a residual block of 6×6×2 cannot end as 5×5×4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Network *network = network_new();
        Error err = {0};

        assert_false(build(network, cases[i].layers, NULL, &err));
        assert_non_null(strstr(err.message, cases[i].message));
        assert_int_equal(err.exit_code, EXIT_MISUSED);
        network_free(network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_match_differences_through_every_block),
        cmocka_unit_test(weights_are_the_same_bits_for_any_number_of_threads),
        cmocka_unit_test(inference_comes_to_what_training_saw),
        cmocka_unit_test(an_idle_layer_changes_nothing_but_places),
        cmocka_unit_test(blocks_that_cannot_be_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
