// nets/simd/product.c and turn.c, with every instruction set there is.
#include "nets/base/memory.h"
#include "nets/base/rng.h"
#include "nets/simd/kernels.h"

#include "tests/check.h"

enum { GAP = 3 };  // from one row's end to the next row

// Rows with gaps of NaN between them, which no product may read or write.
typedef struct {
    float *data;
    size_t rows, cols, stride;
} Grid;

static Grid grid_new(size_t rows, size_t cols, Rng *rng)
{
    Grid g = {NULL, rows, cols, cols + GAP};

    g.data = memory_new(rows * g.stride, sizeof *g.data);
    for (size_t i = 0; i < rows * g.stride; i++)
        g.data[i] = i % g.stride < cols ? (float)rng_uniform(rng, -1, 1) : NAN;
    return g;
}

static float at(Grid g, size_t row, size_t col, bool turned)
{
    return turned ? g.data[col * g.stride + row] : g.data[row * g.stride + col];
}

enum { A_TURNED = 1, B_TURNED = 2, FROM_ZERO = 0, FROM_C = 4, FROM_ROW = 8 };

typedef struct {
    size_t rows, inner, cols;
    int variant;
} Case;

static void check_sums(const Case *k, Grid a, Grid b, Grid start, Grid c)
{
    for (size_t i = 0; i < k->rows; i++) {
        for (size_t j = 0; j < k->cols; j++) {
            double sum = 0;

            if (k->variant & (FROM_C | FROM_ROW))
                sum =
                    (double)at(start, k->variant & FROM_ROW ? 0 : i, j, false);
            for (size_t n = 0; n < k->inner; n++)
                sum += (double)at(a, i, n, k->variant & A_TURNED)
                       * (double)at(b, n, j, k->variant & B_TURNED);
            assert_near(at(c, i, j, false), sum, 4e-7 * (double)(k->inner + 1));
        }
        for (size_t j = k->cols; j < c.stride; j++)
            assert_true(isnan(at(c, i, j, false)));
    }
}

static void check(const Kernels *kernels, const Case *k)
{
    Rng rng = rng_new(1, RNG_TEST, (uint32_t)k->variant, 0, 0);
    bool a_turned = k->variant & A_TURNED, b_turned = k->variant & B_TURNED;
    Grid a = a_turned ? grid_new(k->inner, k->rows, &rng)
                      : grid_new(k->rows, k->inner, &rng);
    Grid b = b_turned ? grid_new(k->cols, k->inner, &rng)
                      : grid_new(k->inner, k->cols, &rng);
    Grid c = grid_new(k->rows, k->cols, &rng);
    Grid start = grid_new(k->rows, k->cols, &rng);
    MatrixProduct product = {
        .c = c.data,
        .a = a.data,
        .b = b.data,
        .c_row = c.stride,
        .a_row = a_turned ? 1 : a.stride,
        .a_inner = a_turned ? a.stride : 1,
        .b_inner = b_turned ? 1 : b.stride,
        .b_col = b_turned ? b.stride : 1,
        .rows = k->rows,
        .cols = k->cols,
        .inner = k->inner,
    };

    if (k->variant & FROM_C) {
        memcpy(start.data, c.data, c.rows * c.stride * sizeof *c.data);
        product.start = c.data;
        product.start_row = c.stride;
    } else if (k->variant & FROM_ROW)
        product.start = start.data;
    kernels->product(&product);
    check_sums(k, a, b, start, c);
    free(a.data), free(b.data), free(c.data), free(start.data);
}

static void check_variants(size_t rows, size_t inner, size_t cols)
{
    for (int simd = 0; simd <= (int)cpu_simd(); simd++)
        for (int from = FROM_ZERO; from <= FROM_ROW; from += FROM_C)
            for (int turned = 0; turned < FROM_C; turned++)
                check(kernels_for((Simd)simd),
                      &(Case){rows, inner, cols, from | turned});
}

static void products_of_any_shape_are_their_sums(void **state)
{
    static const size_t others[] = {1, 6, 35};

    (void)state;
    for (size_t size = 1; size <= 35; size++)
        for (size_t i = 0; i < 9; i++) {
            check_variants(size, others[i / 3], others[i % 3]);
            check_variants(others[i / 3], size, others[i % 3]);
            check_variants(others[i / 3], others[i % 3], size);
        }
}

static void products_of_several_blocks_are_their_sums(void **state)
{
    (void)state;
    check_variants(3, 600, 50);
    check_variants(270, 5, 49);
    check_variants(2, 3, 150);
}

// Wherever it stands in c: so products can be cut in any way.
static void a_sum_has_the_same_bits_in_any_part(void **state)
{
    enum { ROWS = 30, INNER = 300, COLS = 70 };
    Rng rng = rng_new(2, RNG_TEST, 0, 0, 0);
    Grid a = grid_new(ROWS, INNER, &rng);
    Grid b = grid_new(INNER, COLS, &rng);
    Grid c = grid_new(ROWS, COLS, &rng);
    MatrixProduct whole = {.c = c.data,
                           .a = a.data,
                           .b = b.data,
                           .c_row = c.stride,
                           .a_row = a.stride,
                           .a_inner = 1,
                           .b_inner = b.stride,
                           .b_col = 1,
                           .rows = ROWS,
                           .cols = COLS,
                           .inner = INNER};

    (void)state;
    for (int simd = 0; simd <= (int)cpu_simd(); simd++) {
        kernels_for((Simd)simd)->product(&whole);
        for (size_t i = 0; i < ROWS; i += 7)
            for (size_t j = 0; j < COLS; j += 9) {
                MatrixProduct part = whole;
                float sum;

                part.a += i * part.a_row;
                part.b += j;
                part.rows = part.cols = 1;
                part.c = &sum;
                kernels_for((Simd)simd)->product(&part);
                assert_true(sum == at(c, i, j, false));
            }
    }
    free(a.data), free(b.data), free(c.data);
}

static void check_turn(const Kernels *kernels, size_t rows, size_t cols)
{
    Rng rng = rng_new(3, RNG_TEST, 0, 0, 0);
    Grid from = grid_new(rows, cols, &rng);
    Grid to = grid_new(cols, rows, &rng);

    kernels->turn(to.data, to.stride, from.data, from.stride, rows, cols);
    for (size_t i = 0; i < cols; i++)
        for (size_t j = 0; j < to.stride; j++)
            assert_true(j < rows ? at(to, i, j, false) == at(from, j, i, false)
                                 : isnan(at(to, i, j, false)));
    free(from.data), free(to.data);
}

static void turning_makes_rows_of_columns(void **state)
{
    (void)state;
    for (int simd = 0; simd <= (int)cpu_simd(); simd++)
        for (size_t rows = 1; rows <= 35; rows++)
            for (size_t cols = 1; cols <= 35; cols++)
                check_turn(kernels_for((Simd)simd), rows, cols);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_of_any_shape_are_their_sums),
        cmocka_unit_test(products_of_several_blocks_are_their_sums),
        cmocka_unit_test(a_sum_has_the_same_bits_in_any_part),
        cmocka_unit_test(turning_makes_rows_of_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
