// Pooling, and the windows that slide.
#include "nets/base/error.h"
#include "nets/window.h"
#include "tests/check.h"
#include "tests/layer_case.h"

static Layer *pooling(const LayerType *type, int size, int stride,
                      Padding padding)
{
    Layer *layer = layer_new(type);

    layer_set(layer, "size", size);
    layer_set(layer, "stride", stride);
    layer_set(layer, "padding", padding);
    return layer;
}

static void check_values(const float *values, const float *expected,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_float_equal(values[i], expected[i], 1e-6);
}

// One image of `cells` through a layer that gives two values, and 3 and 4 back.
static void check_image(LayerCase c, const float *x, const float *y,
                        const float *dx, size_t cells)
{
    assert_int_equal(c.x.cols, cells);
    assert_int_equal(c.y.cols, 2);
    memcpy(c.x.data, x, cells * sizeof *x);
    c.dy.data[0] = 3;
    c.dy.data[1] = 4;
    case_forward(&c);
    case_backward(&c);
    check_values(c.y.data, y, 2);
    check_values(c.dx.data, dx, cells);
    case_free(&c);
}

// TensorFlow's rule, its odd cell after the image: 28 by 3 in steps of 2 has
// (0, 1), 5 by 3 in steps of 2 (1, 1), 7 by 4 in steps of 1 (1, 2).
static void same_padding_is_tensorflows(void **state)
{
    Window w;
    Error err;

    (void)state;
    assert_true(window_plan(&w, (Shape){28, 5, 1}, 3, 2, PADDING_SAME, &err));
    assert_int_equal(w.height, 14);
    assert_int_equal(w.top, 0);
    assert_int_equal(w.width, 3);
    assert_int_equal(w.left, 1);
    assert_true(window_plan(&w, (Shape){7, 7, 1}, 4, 1, PADDING_SAME, &err));
    assert_int_equal(w.height, 7);
    assert_int_equal(w.top, 1);
}

static void a_window_that_does_not_fit_is_refused(void **state)
{
    Window w;
    Error err;

    (void)state;
    assert_false(window_plan(&w, (Shape){3, 28, 1}, 5, 1, PADDING_VALID, &err));
    assert_non_null(strstr(err.message, "5 x 5 does not fit into 3 x 28"));
    assert_int_equal(err.exit_code, EXIT_MISUSED);
}

static void
max_pool_gives_the_largest_and_the_gradient_to_the_first(void **state)
{
    const float x[] = {1,  5,  2, 2, 0,  //
                       5,  3,  2, 2, 9,  //
                       -4, -1, 7, 7, 8};
    const float y[] = {5, 2};
    const float dx[] = {0, 3, 4, 0, 0,  //
                        0, 0, 0, 0, 0,  //
                        0, 0, 0, 0, 0};
    LayerCase c = case_new(pooling(&max_pool_layer, 2, 0, PADDING_VALID),
                           (Shape){3, 5, 1}, 1, SIMD_BASELINE);

    (void)state;
    check_image(c, x, y, dx, 15);
}

// Windows of 3 in steps of 2 over 3 columns of one row: (0, 1) and (1, 2); all
// is negative, so a zero of padding would win.
static void padding_never_wins_and_shared_cells_get_both_gradients(void **state)
{
    const float x[] = {-3, -1, -2};
    const float y[] = {-1, -1};
    const float dx[] = {0, 7, 0};
    LayerCase c = case_new(pooling(&max_pool_layer, 3, 2, PADDING_SAME),
                           (Shape){1, 3, 1}, 1, SIMD_BASELINE);

    (void)state;
    check_image(c, x, y, dx, 3);
}

static void average_pool_gives_means_of_what_is_not_padding(void **state)
{
    const float x[] = {1, 2, 6};
    const float y[] = {1.5F, 4};
    const float dx[] = {1.5F, 1.5F + 2, 2};
    LayerCase c = case_new(pooling(&average_pool_layer, 3, 2, PADDING_SAME),
                           (Shape){1, 3, 1}, 1, SIMD_BASELINE);

    (void)state;
    check_image(c, x, y, dx, 3);
}

static void global_average_pool_gives_means_per_channel(void **state)
{
    const float x[] = {1, 10, 2, 20, 3, 30, 6, 60};
    const float y[] = {3, 30};
    const float dx[] = {0.75F, 1, 0.75F, 1, 0.75F, 1, 0.75F, 1};
    LayerCase c = case_new(layer_new(&global_average_pool_layer),
                           (Shape){2, 2, 2}, 1, SIMD_BASELINE);

    (void)state;
    check_image(c, x, y, dx, 8);
}

// The largest value and its first place by plain loops, on values with many
// equals.
static void check_max_pool(Shape in, int size, int stride, Padding padding,
                           Simd simd)
{
    LayerCase c =
        case_new(pooling(&max_pool_layer, size, stride, padding), in, 2, simd);
    float *dx = memory_new(2 * c.x.cols, sizeof *dx);
    Window w;
    Error err;
    size_t out = 0;

    assert_true(
        window_plan(&w, in, size, stride ? stride : size, padding, &err));
    for (size_t i = 0; i < 2 * c.x.cols; i++)
        c.x.data[i] = (float)(int)(c.x.data[i] * 3);
    case_forward(&c);
    case_backward(&c);
    for (int row = 0; row < 2; row++)
        for (int i = 0; i < w.height * w.width; i++)
            for (int k = 0; k < in.channels; k++, out++) {
                Cells rows = window_rows(&w, i / w.width);
                Cells columns = window_columns(&w, i % w.width);
                size_t best = SIZE_MAX;

                for (int a = rows.first; a < rows.end; a++)
                    for (int b = columns.first; b < columns.end; b++) {
                        size_t at = (size_t)row * c.x.cols + (size_t)k
                                    + window_cell(&w, rows, a, columns, b);

                        if (best == SIZE_MAX || c.x.data[at] > c.x.data[best])
                            best = at;
                    }
                assert_true(c.y.data[out] == c.x.data[best]);
                dx[best] += c.dy.data[out];
            }
    check_values(c.dx.data, dx, 2 * c.x.cols);
    free(dx);
    case_free(&c);
}

static void max_pools_agree_with_plain_loops(void **state)
{
    (void)state;
    for (Simd simd = SIMD_BASELINE; simd <= cpu_simd(); simd++) {
        check_max_pool((Shape){24, 24, 16}, 2, 0, PADDING_VALID, simd);
        check_max_pool((Shape){7, 5, 32}, 2, 2, PADDING_VALID, simd);
        check_max_pool((Shape){9, 6, 6}, 2, 2, PADDING_VALID, simd);
        check_max_pool((Shape){5, 6, 21}, 2, 2, PADDING_VALID, simd);
        check_max_pool((Shape){7, 5, 16}, 2, 2, PADDING_SAME, simd);
        check_max_pool((Shape){9, 8, 3}, 3, 2, PADDING_SAME, simd);
        check_max_pool((Shape){9, 8, 5}, 3, 1, PADDING_VALID, simd);
        check_max_pool((Shape){20, 20, 1}, 16, 3, PADDING_VALID, simd);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_padding_is_tensorflows),
        cmocka_unit_test(a_window_that_does_not_fit_is_refused),
        cmocka_unit_test(
            max_pool_gives_the_largest_and_the_gradient_to_the_first),
        cmocka_unit_test(
            padding_never_wins_and_shared_cells_get_both_gradients),
        cmocka_unit_test(average_pool_gives_means_of_what_is_not_padding),
        cmocka_unit_test(global_average_pool_gives_means_per_channel),
        cmocka_unit_test(max_pools_agree_with_plain_loops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
