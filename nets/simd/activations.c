// Activations and their gradients, in place.
#include "nets/simd/functions.h"
#include "nets/simd/simd.h"
#include "nets/simd/vector_functions.h"

// 1 / √(2π)
static const float gauss_peak = 0.398942280F;

// Written so that NaN passes.
void SIMD_NAME(relu)(float *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] = y[i] < 0.0F ? 0.0F : y[i];
}

void SIMD_NAME(relu_backward)(const float *restrict y, float *restrict dy,
                              size_t count)
{
    for (size_t i = 0; i < count; i++)
        dy[i] = y[i] > 0.0F ? dy[i] : 0.0F;
}

void SIMD_NAME(tanh)(float *y, size_t count)
{
    size_t i = 0;

    for (; i + LANES <= count; i += LANES)
        vector_store(y + i, vector_tanh(vector_load(y + i)));
    if (i < count)
        vector_store_part(
            y + i, vector_tanh(vector_load_part(y + i, count - i)), count - i);
}

// tanh' = 1 − tanh²
void SIMD_NAME(tanh_backward)(const float *restrict y, float *restrict dy,
                              size_t count)
{
    for (size_t i = 0; i < count; i++)
        dy[i] *= 1.0F - y[i] * y[i];
}

void SIMD_NAME(sigmoid)(float *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] = logistic(y[i]);
}

// s' = s (1 − s)
void SIMD_NAME(sigmoid_backward)(const float *restrict y, float *restrict dy,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++)
        dy[i] *= y[i] * (1.0F - y[i]);
}

void SIMD_NAME(swish)(float *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] *= logistic(y[i]);
}

// (x s)' = s (1 + x (1 − s))
void SIMD_NAME(swish_backward)(const float *restrict x, float *restrict dy,
                               size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const float s = logistic(x[i]);

        dy[i] *= s * (1.0F + x[i] * (1.0F - s));
    }
}

void SIMD_NAME(gelu)(float *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        y[i] *= normal_area(y[i], exponential(-0.5F * y[i] * y[i]));
}

// (x Φ)' = Φ + x φ
void SIMD_NAME(gelu_backward)(const float *restrict x, float *restrict dy,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const float gauss = exponential(-0.5F * x[i] * x[i]);

        dy[i] *= normal_area(x[i], gauss) + x[i] * (gauss * gauss_peak);
    }
}
