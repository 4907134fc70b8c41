// The elementary functions of functions.h, of a whole vector at once.
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
