// Elementary functions of one float, without branches, so that a loop over
// them becomes vector code. NaN stays NaN.
#pragma once

#include <stdint.h>
#include <string.h>

static inline float clamp(float x, float low, float high)
{
    x = x < low ? low : x;
    return x > high ? high : x;
}

// eˣ, within 2e-7 of itself, for x in [-87, 88] and constant beyond.
// x = n ln 2 + r with |r| ≤ ln 2 / 2; eʳ is a minimax polynomial (relative
// error 1e-8), and 2ⁿ is built from its exponent's bits.
static inline float exponential(float x)
{
    // Adding 1.5 × 2²³ leaves the nearest whole number in the low bits.
    const float round = 12582912.0F;
    const float held = clamp(x, -87.0F, 88.0F);
    const float shifted = held * 1.44269504F + round;
    const float n = shifted - round;
    // ln 2 in two parts: n times the first is exact.
    const float r = (held - n * 0.693359375F) - n * -2.12194440e-4F;
    float p = 0.00139262508F;
    uint32_t bits;
    float power;

    p = p * r + 0.00836323288F;
    p = p * r + 0.0416665542F;
    p = p * r + 0.166665766F;
    p = p * r + 0.5F;
    p = p * (r * r) + (r + 1.0F);
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits - 0x4B400000U + 127U) << 23;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

// 1 / (1 + e⁻ˣ), within 5e-7 of itself for x ≥ -87.
static inline float logistic(float x)
{
    return 1.0F / (1.0F + exponential(-x));
}

// Φ(x), the normal distribution's area below x, to 3e-7. The tail beyond |x| is
// e^(−x²/2) times a polynomial of t = 1 / (1 + p|x|/√2): Abramowitz & Stegun
// 1964, 7.1.26. `gauss` is e^(−x²/2).
static inline float normal_area(float x, float gauss)
{
    const float size = x < 0.0F ? -x : x;
    const float t = 1.0F / (1.0F + 0.231641888F * size);
    float p = 1.061405429F;
    float tail;

    p = p * t - 1.453152027F;
    p = p * t + 1.421413741F;
    p = p * t - 0.284496736F;
    p = p * t + 0.254829592F;
    tail = 0.5F * p * t * gauss;
    return x < 0.0F ? tail : 1.0F - tail;
}
