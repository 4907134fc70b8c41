// Dropout: what it keeps, and that nothing but the example decides it.
#include "tests/check.h"

#include "tests/layer_case.h"
#include <math.h>

static LayerCase dropout_case(double rate, size_t rows, int width, Simd simd)
{
    Layer *layer = layer_new(&dropout_layer);

    layer_set(layer, "rate", rate);
    layer->index = 3;
    return case_new(layer, (Shape){1, 1, width}, rows, simd);
}

// The numbers by way of rng.c: element 32 j + 16 h + l of every 128.
static bool is_kept(const Pass *pass, size_t row, size_t i, uint32_t threshold)
{
    Rng rng =
        rng_new(pass->seed, RNG_DROPOUT, 3, pass->epoch, pass->examples[row]);
    size_t in_group = i % 128;
    uint32_t block[4];
    uint32_t word;

    rng.counter[0] = (uint32_t)(i / 128 * 16 + i % 16);
    philox(rng.key, rng.counter, block);
    word = block[in_group / 32];
    return (in_group / 16 % 2 ? word >> 16 : word & 0xFFFF) >= threshold;
}

static void masks_are_philox_in_every_instruction_set(void **state)
{
    enum { WIDTH = 300, ROWS = 3 };

    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++) {
        LayerCase c = dropout_case(0.25, ROWS, WIDTH, simd);

        c.examples[1] = 59999;
        c.pass.epoch = 9;
        c.pass.seed = 0x123456789abcdef0;
        case_forward(&c);
        case_backward(&c);
        for (size_t i = 0; i < (size_t)ROWS * WIDTH; i++) {
            bool kept = is_kept(&c.pass, i / WIDTH, i % WIDTH, 1 << 14);
            float scale = kept ? 1 / 0.75F : 0;

            assert_float_equal(c.y.data[i], c.x.data[i] * scale, 1e-6);
            assert_float_equal(c.dx.data[i], c.dy.data[i] * scale, 1e-6);
        }
        case_free(&c);
    }
}

static void the_kept_fraction_is_one_minus_the_rate(void **state)
{
    const double rates[] = {0.1, 0.25, 0.5, 0.95};
    enum { WIDTH = 20000, ROWS = 5 };

    (void)state;
    for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
        LayerCase c = dropout_case(rates[r], ROWS, WIDTH, cpu_simd());
        uint32_t kept = 0;

        case_forward(&c);
        for (size_t i = 0; i < (size_t)ROWS * WIDTH; i++)
            kept += c.pass.kept[i];
        // Four standard deviations at most.
        assert_true(fabs(kept / (double)(ROWS * WIDTH) - (1 - rates[r]))
                    < 0.0064);
        case_free(&c);
    }
}

// Row 4 of a block is row 0 of another, and different in another epoch.
static void a_mask_depends_on_its_example_alone(void **state)
{
    enum { WIDTH = 1000, ROWS = 6 };
    LayerCase all = dropout_case(0.5, ROWS, WIDTH, cpu_simd());
    LayerCase part = dropout_case(0.5, 2, WIDTH, cpu_simd());

    (void)state;
    part.examples[0] = 4;
    part.examples[1] = 5;
    case_forward(&all);
    case_forward(&part);
    assert_memory_equal(part.pass.kept, all.pass.kept + (size_t)4 * WIDTH,
                        (size_t)2 * WIDTH);
    part.pass.epoch = 1;
    case_forward(&part);
    assert_memory_not_equal(part.pass.kept, all.pass.kept + (size_t)4 * WIDTH,
                            WIDTH);
    case_free(&all);
    case_free(&part);
}

static void rate_0_and_inference_change_nothing(void **state)
{
    LayerCase none = dropout_case(0, 2, 40, cpu_simd());
    LayerCase half = dropout_case(0.5, 2, 40, cpu_simd());

    (void)state;
    half.pass.training = false;
    case_forward(&none);
    case_backward(&none);
    case_forward(&half);
    assert_int_equal(none.layer->kept, 0);
    assert_memory_equal(none.y.data, none.x.data, 80 * sizeof(float));
    assert_memory_equal(none.dx.data, none.dy.data, 80 * sizeof(float));
    assert_memory_equal(half.y.data, half.x.data, 80 * sizeof(float));
    case_free(&none);
    case_free(&half);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_are_philox_in_every_instruction_set),
        cmocka_unit_test(the_kept_fraction_is_one_minus_the_rate),
        cmocka_unit_test(a_mask_depends_on_its_example_alone),
        cmocka_unit_test(rate_0_and_inference_change_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
