// nets/matrix.h
#include "nets/base/memory.h"
#include "nets/base/rng.h"
#include "nets/matrix.h"

#include "tests/check.h"

static Matrix random_matrix(size_t rows, size_t cols, Rng *rng)
{
    Matrix m = matrix(memory_new(rows * cols, sizeof(float)), rows, cols);

    for (size_t i = 0; i < rows * cols; i++)
        m.data[i] = (float)rng_uniform(rng, -1, 1);
    return m;
}

static double entry(Matrix m, size_t row, size_t col)
{
    return (double)(m.transposed ? matrix_row(m, col)[row]
                                 : matrix_row(m, row)[col]);
}

static void check_product(Matrix c, Matrix before, Matrix a, Matrix b, bool add)
{
    size_t inner = a.transposed ? a.rows : a.cols;

    for (size_t i = 0; i < c.rows; i++)
        for (size_t j = 0; j < c.cols; j++) {
            double sum = add ? entry(before, i, j) : 0;

            for (size_t k = 0; k < inner; k++)
                sum += entry(a, i, k) * entry(b, k, j);
            assert_near(entry(c, i, j), sum, 1e-4);
        }
}

// c [m, n] from inner size k, with either factor stored transposed.
static void check_shape(Pool *pool, size_t m, size_t n, size_t k, int variant)
{
    Rng rng = rng_new(1, RNG_TEST, 0, (uint32_t)variant, 0);
    bool ta = variant & 1, tb = variant & 2, add = variant & 4;
    Matrix a = ta ? random_matrix(k, m, &rng) : random_matrix(m, k, &rng);
    Matrix b = tb ? random_matrix(n, k, &rng) : random_matrix(k, n, &rng);
    Matrix c = random_matrix(m, n, &rng);
    Matrix before = random_matrix(m, n, &rng);

    memcpy(before.data, c.data, m * n * sizeof(float));
    a = ta ? transpose(a) : a;
    b = tb ? transpose(b) : b;
    matmul_parallel(pool, kernels_for(cpu_simd()), c, a, b, add);
    check_product(c, before, a, b, add);
    free(a.data), free(b.data), free(c.data), free(before.data);
}

static void products_agree_with_the_sums_they_stand_for(void **state)
{
    Pool *pool = pool_new(2);

    (void)state;
    for (int variant = 0; variant < 8; variant++) {
        check_shape(pool, 3, 5, 7, variant);
        check_shape(pool, 64, 130, 100, variant);
        check_shape(pool, 130, 50, 64, variant);
        check_shape(pool, 1, 300, 1000, variant);
    }
    pool_free(pool);
}

static void parts_of_a_matrix_can_be_multiplied(void **state)
{
    float data[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Matrix m = matrix(data, 3, 3);
    float out[1];

    (void)state;
    // [5 6] · [5 8]ᵀ
    matmul(kernels_for(cpu_simd()), matrix(out, 1, 1),
           matrix_cols(matrix_rows(m, 1, 1), 1, 2),
           matrix_cols(matrix_rows(m, 1, 2), 1, 1), false);
    assert_near((double)out[0], 5 * 5 + 6 * 8, 0);
}

// c [m, n] with inner size k, and b stored transposed or not.
static void check_bits(size_t m, size_t n, size_t k, bool transposed)
{
    const Kernels *kernels = kernels_for(cpu_simd());
    Rng rng = rng_new(2, RNG_TEST, 0, 0, 0);
    Matrix a = random_matrix(m, k, &rng);
    Matrix b = transposed ? transpose(random_matrix(n, k, &rng))
                          : random_matrix(k, n, &rng);
    Matrix alone = random_matrix(m, n, &rng);
    Matrix shared = random_matrix(m, n, &rng);

    matmul_parallel(NULL, kernels, alone, a, b, false);
    for (int threads = 1; threads <= 4; threads++) {
        Pool *pool = pool_new(threads);

        memset(shared.data, 0, m * n * sizeof(float));
        matmul_parallel(pool, kernels, shared, a, b, false);
        assert_memory_equal(alone.data, shared.data, m * n * sizeof(float));
        pool_free(pool);
    }
    free(a.data), free(b.data), free(alone.data), free(shared.data);
}

static void products_are_the_same_bits_for_any_number_of_threads(void **state)
{
    (void)state;
    check_bits(64, 200, 300, false);
    check_bits(200, 64, 300, true);
    check_bits(33, 1000, 90, false);
    check_bits(33, 1000, 90, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_agree_with_the_sums_they_stand_for),
        cmocka_unit_test(parts_of_a_matrix_can_be_multiplied),
        cmocka_unit_test(products_are_the_same_bits_for_any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
