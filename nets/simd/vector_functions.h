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

// 1 / (1 + e⁻ˣ), see logistic().
static inline Vector vector_logistic(Vector x)
{
    return 1.0F / (1.0F + vector_exponential(-x));
}
