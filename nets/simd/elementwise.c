// Passes over flat arrays.
#include "nets/simd/simd.h"

#include <string.h>

void SIMD_NAME(add)(float *y, const float *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] += x[i];
}

void SIMD_NAME(scale)(float *y, const float *x, float factor, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] = x[i] * factor;
}

void SIMD_NAME(add_to_rows)(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t row = 0; row < rows; row++, y += cols)
        for (size_t i = 0; i < cols; i++)
            y[i] += x[i];
}

// One vector of columns: four sums take the rows in turn, so that an addition
// need not wait for the last.
static Vector sum_columns(const float *x, size_t rows, size_t cols)
{
    Vector sums[4] = {{0}};
    size_t row = 0;

    for (; row + 4 <= rows; row += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] += vector_load(x + (row + k) * cols);
    for (; row < rows; row++)
        sums[0] += vector_load(x + row * cols);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void SIMD_NAME(sum_rows)(float *sum, const float *x, size_t rows, size_t cols,
                         bool add)
{
    size_t first = 0;

    if (!add)
        memset(sum, 0, cols * sizeof *sum);
    for (; first + LANES <= cols; first += LANES)
        vector_store(sum + first, vector_load(sum + first)
                                      + sum_columns(x + first, rows, cols));
    for (size_t row = 0; row < rows; row++, x += cols)
        for (size_t i = first; i < cols; i++)
            sum[i] += x[i];
}
