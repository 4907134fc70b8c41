// Drop-connect: whole rows, and that nothing but the example decides which.
#include "tests/check.h"

#include "tests/layer_case.h"
#include <math.h>

enum { WIDTH = 37 };

static LayerCase drop_case(double rate, size_t rows, Simd simd)
{
    Layer *layer = layer_new(&drop_connect_layer);

    layer_set(layer, "rate", rate);
    layer->index = 3;
    return case_new(layer, (Shape){1, 1, WIDTH}, rows, simd);
}

static bool is_kept(const Pass *pass, size_t row, double rate)
{
    Rng rng = rng_new(pass->seed, RNG_DROP_CONNECT, 3, pass->epoch,
                      pass->examples[row]);

    return rng_double(&rng) >= rate;
}

static void a_row_is_kept_whole_and_scaled_or_silent(void **state)
{
    enum { ROWS = 40 };

    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++) {
        LayerCase c = drop_case(0.2, ROWS, simd);
        size_t kept = 0;

        c.examples[1] = 59999;
        c.pass.epoch = 9;
        case_forward(&c);
        case_backward(&c);
        for (size_t i = 0; i < (size_t)ROWS * WIDTH; i++) {
            float scale = is_kept(&c.pass, i / WIDTH, 0.2) ? 1.25F : 0;

            assert_float_equal(c.y.data[i], c.x.data[i] * scale, 1e-6);
            assert_float_equal(c.dx.data[i], c.dy.data[i] * scale, 1e-6);
            kept += scale > 0;
        }
        assert_true(kept > 0 && kept < (size_t)ROWS * WIDTH);
        case_free(&c);
    }
}

static void the_kept_fraction_is_one_minus_the_rate(void **state)
{
    const double rates[] = {0.025, 0.2, 0.5, 0.95};
    enum { ROWS = 20000 };

    (void)state;
    for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
        LayerCase c = drop_case(rates[r], ROWS, cpu_simd());
        size_t kept = 0;

        case_forward(&c);
        for (size_t row = 0; row < ROWS; row++)
            kept += matrix_row(c.y, row)[0] != 0;
        // Four standard deviations at most.
        assert_true(fabs((double)kept / ROWS - (1 - rates[r]))
                    < 4 * sqrt(rates[r] * (1 - rates[r]) / ROWS));
        case_free(&c);
    }
}

// Row 4 of a block is row 0 of another; other epochs draw anew.
static void a_draw_depends_on_its_example_and_epoch_alone(void **state)
{
    enum { ROWS = 60, FIRST = 4 };
    LayerCase all = drop_case(0.5, ROWS, cpu_simd());
    LayerCase part = drop_case(0.5, ROWS - FIRST, cpu_simd());
    size_t bytes = part.x.rows * WIDTH * sizeof(float);

    (void)state;
    for (uint32_t i = 0; i < ROWS - FIRST; i++)
        part.examples[i] = i + FIRST;
    memcpy(part.x.data, matrix_row(all.x, FIRST), bytes);
    case_forward(&all);
    case_forward(&part);
    assert_memory_equal(part.y.data, matrix_row(all.y, FIRST), bytes);
    part.pass.epoch = 1;
    case_forward(&part);
    assert_memory_not_equal(part.y.data, matrix_row(all.y, FIRST), bytes);
    case_free(&all);
    case_free(&part);
}

static void rate_0_and_inference_change_nothing(void **state)
{
    LayerCase none = drop_case(0, 20, cpu_simd());
    LayerCase half = drop_case(0.5, 20, cpu_simd());
    size_t bytes = sizeof(float) * 20 * WIDTH;

    (void)state;
    half.pass.training = false;
    case_forward(&none);
    case_backward(&none);
    case_forward(&half);
    assert_memory_equal(none.y.data, none.x.data, bytes);
    assert_memory_equal(none.dx.data, none.dy.data, bytes);
    assert_memory_equal(half.y.data, half.x.data, bytes);
    case_free(&none);
    case_free(&half);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_kept_whole_and_scaled_or_silent),
        cmocka_unit_test(the_kept_fraction_is_one_minus_the_rate),
        cmocka_unit_test(a_draw_depends_on_its_example_and_epoch_alone),
        cmocka_unit_test(rate_0_and_inference_change_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
