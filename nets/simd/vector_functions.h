// The elementary functions of functions.h, of a whole vector at once.
#pragma once

#include "nets/simd/simd.h"

// eˣ, see exponential().
static inline Vector vector_exponential(Vector x)
{
    const float round = 12582912.0F;
    Vector held = vector_clamp(x, -87.0F, 88.0F);
    Vector shifted = held * 1.44269504F + round;
    Vector n = shifted - round;
    Vector r = (held - n * 0.693359375F) - n * -2.12194440e-4F;
    Vector p = r * 0.00139262508F + 0.00836323288F;

    p = p * r + 0.0416665542F;
    p = p * r + 0.166665766F;
    p = p * r + 0.5F;
    p = p * (r * r) + (r + 1.0F);
    return p * (Vector)(((Integers)shifted - 0x4B400000 + 127) << 23);
}

// 1 / x for x ≥ 1, within 1.5e-7 of itself, without a division, which is slow
// and which approximations by the processor would make differ among makers.
// Taking the bits from a constant negates the exponent: within an eighth. Then
// with e = 1 − x r, r (1 + e + e²) has the error e³, and r (1 + e) has e².
static inline Vector vector_reciprocal(Vector x)
{
    Vector r = (Vector)(0x7EF311C7 - (Integers)x);
    Vector e = 1.0F - x * r;

    r += r * (e + e * e);
    r += r * (1.0F - x * r);
    return r + r * (1.0F - x * r);
}

// 1 / (1 + e⁻ˣ), see logistic().
static inline Vector vector_logistic(Vector x)
{
    return vector_reciprocal(1.0F + vector_exponential(-x));
}
