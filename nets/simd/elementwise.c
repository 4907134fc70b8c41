// Passes over flat arrays.
#include "nets/simd/simd.h"

void SIMD_NAME(add)(float *y, const float *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] += x[i];
}
