// nets/layers/batch_norm.c: its statistics. Its gradient is in test_layers.c.
#include "nets/base/pool.h"
#include "tests/check.h"
#include "tests/layer_case.h"

static const float values[] = {1, 2, 3, 6};

// One channel holding values, γ = 1, β = 0.
static LayerCase four_values(bool unbiased)
{
    Layer *layer = layer_new(&batch_norm_layer);
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    LayerCase c;

    layer_set(layer, "unbiased", unbiased);
    c = case_new(layer, (Shape){2, 1, 1}, 2, cpu_simd());
    layer->type->init(layer, &rng);
    memcpy(c.x.data, values, sizeof values);
    return c;
}

static void training_uses_the_batch_and_moves_the_statistics(void **state)
{
    const double expected[] = {-1.06889, -0.53445, 0, 1.60334};
    LayerCase c = four_values(true);

    (void)state;
    case_forward(&c);
    for (int i = 0; i < 4; i++)
        assert_near((double)c.y.data[i], expected[i], 1e-5);
    assert_near((double)c.layer->stored[0], 0.03, 1e-7);
    assert_near((double)c.layer->stored[1], 1.0366667, 1e-6);
    case_free(&c);
}

static void the_moving_variance_may_be_biased(void **state)
{
    LayerCase c = four_values(false);

    (void)state;
    case_forward(&c);
    assert_near((double)c.layer->stored[1], 1.025, 1e-6);
    case_free(&c);
}

// (x − 2) / √(4 − 0.001 + 0.001), and nothing moves.
static void inference_uses_the_moving_statistics(void **state)
{
    const double expected[] = {-0.5, 0, 0.5, 2};
    LayerCase c = four_values(true);

    (void)state;
    c.pass.training = false;
    c.layer->stored[0] = 2;
    c.layer->stored[1] = 3.999F;
    case_forward(&c);
    for (int i = 0; i < 4; i++)
        assert_near((double)c.y.data[i], expected[i], 1e-6);
    assert_true(c.layer->stored[0] == 2);
    assert_true(c.layer->stored[1] == 3.999F);
    case_free(&c);
}

static void one_value_has_variance_0(void **state)
{
    LayerCase c =
        case_new(layer_new(&batch_norm_layer), (Shape){1, 1, 1}, 1, cpu_simd());
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);

    (void)state;
    c.layer->type->init(c.layer, &rng);
    c.x.data[0] = 5;
    case_forward(&c);
    case_backward(&c);
    assert_near((double)c.y.data[0], 0, 1e-6);
    assert_near((double)c.dx.data[0], 0, 1e-6);
    assert_near((double)c.layer->stored[1], 0.99, 1e-7);
    case_free(&c);
}

// A mean 10,000 times the deviation must not swallow the variance.
static void a_large_mean_does_not_spoil_the_variance(void **state)
{
    LayerCase c = case_new(layer_new(&batch_norm_layer), (Shape){10, 10, 3}, 8,
                           cpu_simd());
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    double squares = 0;

    (void)state;
    c.layer->type->init(c.layer, &rng);
    for (size_t i = 0; i < 2400; i++)
        c.x.data[i] = 10000 + (i / 3 % 2 ? 1.0F : -1.0F);
    case_forward(&c);
    for (size_t i = 0; i < 2400; i++)
        squares += (double)c.y.data[i] * (double)c.y.data[i];
    assert_near(squares / 2400, 1 / 1.001, 1e-5);
    case_free(&c);
}

static LayerCase with_pool(Pool *pool)
{
    LayerCase c = case_new(layer_new(&batch_norm_layer), (Shape){7, 9, 13}, 16,
                           cpu_simd());

    c.pass.pool = pool;
    case_forward(&c);
    case_backward(&c);
    return c;
}

static void threads_do_not_change_a_bit(void **state)
{
    Pool *one = pool_new(1);
    Pool *three = pool_new(3);
    LayerCase a = with_pool(one);
    LayerCase b = with_pool(three);
    size_t bytes = a.x.rows * a.x.cols * sizeof(float);

    (void)state;
    assert_memory_equal(a.y.data, b.y.data, bytes);
    assert_memory_equal(a.dx.data, b.dx.data, bytes);
    assert_memory_equal(a.weight_grad, b.weight_grad, 26 * sizeof(float));
    assert_memory_equal(a.layer->stored, b.layer->stored, 26 * sizeof(float));
    case_free(&a);
    case_free(&b);
    pool_free(one);
    pool_free(three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_uses_the_batch_and_moves_the_statistics),
        cmocka_unit_test(the_moving_variance_may_be_biased),
        cmocka_unit_test(inference_uses_the_moving_statistics),
        cmocka_unit_test(one_value_has_variance_0),
        cmocka_unit_test(a_large_mean_does_not_spoil_the_variance),
        cmocka_unit_test(threads_do_not_change_a_bit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
