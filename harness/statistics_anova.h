// Analysis of variance of a balanced grid, where sums of squares add up exactly
// and no model has to be fitted: main effects, pairs, and what is left to
// seeds, by which rows differ that agree in every factor.
#pragma once

#include <stddef.h>

enum { FACTORS_MAX = 16 };

// All borrowed.
typedef struct {
    const double *responses;  // [rows]
    const size_t *levels;     // [rows, factors]: each counted from 0
    size_t rows;
    size_t factors;  // at most FACTORS_MAX
} Observations;

// Which rows make the largest balanced sub-grid: every combination of the
// levels kept, each equally often; at least one factor varies. *used are the
// first rows of each, in order; returns how many, 0 where there is no such
// grid. All grids are tried up to 14 levels; beyond that levels are dropped one
// by one, the rarest first, and the largest grid on that way is it.
size_t balanced_rows(const Observations *all, size_t *used);

typedef enum {
    EFFECT_MAIN,
    EFFECT_PAIR,
    EFFECT_HIGHER,  // of three factors and more, together
    EFFECT_SEEDS,   // within equal factors
} EffectKind;

// What is not defined is NaN: without repeats, F.
typedef struct {
    EffectKind kind;
    size_t factors[2];  // EFFECT_MAIN has the first alone
    double freedom;
    double squares;
    double f;
    double p;
    double omega2;  // ω² = (SS − df MSE)/(SST + MSE)
    double share;   // SS/SST
} Effect;

enum { EFFECTS_MAX = FACTORS_MAX + FACTORS_MAX * (FACTORS_MAX - 1) / 2 + 2 };

// Of balanced observations. Fills `effects`, room for EFFECTS_MAX: main effects
// in the factors' order, pairs, higher orders from three factors on, seeds.
// Returns how many. Factors that do not vary have no effects.
size_t anova(const Observations *balanced, Effect *effects);
