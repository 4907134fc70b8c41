// Elementary functions of a whole vector at once. NaN stays NaN.
#pragma once

#include "nets/simd/simd.h"

// eˣ, within 3e-7 of itself from -87 on. x = n ln 2 + r with |r| ≤ ln 2 / 2,
// and eʳ is a minimax polynomial (relative error 1.1e-7).
static inline Vector vector_exponential(Vector x)
{
#if defined __AVX512F__
    Vector held = x;
    Vector n = (Vector)_mm512_roundscale_ps((__m512)(x * 1.44269504F), 0);
#else
    // Adding 1.5 × 2²³ leaves the nearest whole number in the low bits.
    Vector held = vector_clamp(x, -87.0F, 88.0F);
    Vector shifted = held * 1.44269504F + 12582912.0F;
    Vector n = shifted - 12582912.0F;
#endif
    Vector r = held - n * 0.693147182F;
    Vector p = r * 0.00831250199F + 0.0418903334F;

    p = p * r + 0.166671154F;
    p = p * r + 0.499992303F;
    p = p * (r * r) + (r + 1.0F);
#if defined __AVX512F__
    return (Vector)_mm512_scalef_ps((__m512)p, (__m512)n);
#else
    return p * (Vector)(((Integers)shifted - 0x4B400000 + 127) << 23);
#endif
}

// 1 / (1 + e⁻ˣ), see logistic().
static inline Vector vector_logistic(Vector x)
{
    return 1.0F / (1.0F + vector_exponential(-x));
}

// tanh x, within 5e-7 of itself: x P(x²) / Q(x²), a minimax fit for |x| ≤ 9.02
// (relative error 2e-8), where tanh rounds to 1.
static inline Vector vector_tanh(Vector x)
{
    Vector held = vector_clamp(x, -9.02F, 9.02F);
    Vector u = held * held;
    Vector p = u * 1.33202696e-8F + 2.05844502e-5F;
    Vector q = u * 7.76254007e-7F + 0.000328319356F;

    p = p * u + 0.00349409826F;
    p = p * u + 0.133797733F;
    p = p * u + 0.999999979F;
    q = q * u + 0.0258713208F;
    q = q * u + 0.467130887F;
    q = q * u + 1.0F;
    return vector_clamp(held * p / q, -1.0F, 1.0F);
}
