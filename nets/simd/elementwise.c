// Passes over flat arrays.
#include "nets/simd/simd.h"

#include <string.h>

void SIMD_NAME(add)(float *y, const float *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] += x[i];
}

void SIMD_NAME(add_to_rows)(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t row = 0; row < rows; row++, y += cols)
        for (size_t i = 0; i < cols; i++)
            y[i] += x[i];
}

void SIMD_NAME(sum_rows)(float *sum, const float *x, size_t rows, size_t cols,
                         bool add)
{
    if (!add)
        memset(sum, 0, cols * sizeof *sum);
    for (size_t row = 0; row < rows; row++, x += cols)
        for (size_t i = 0; i < cols; i++)
            sum[i] += x[i];
}
