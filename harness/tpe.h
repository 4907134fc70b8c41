// The tree-structured Parzen estimator: proposes a parameter's next value from
// the values that did well and those that did not. Bergstra, Bardenet, Bengio &
// Kégl 2011, "Algorithms for Hyper-Parameter Optimization", section 4, with the
// defaults that hyperopt and Optuna have published since. Every parameter is
// proposed by itself.
//
// Of n observations the best γ(n) = min(⌈n/10⌉, 25) are good. l is the
// distribution estimated from the good ones' values, g from all others'.
// 24 candidates are drawn from l, and that with the largest l/g is proposed,
// which maximises the expected improvement. Where a parameter did not apply,
// the observation counts for γ, but has no value for l or g. Without values a
// distribution is the prior alone; all values weigh the same.
//
// A range [a, b] with m values μ₁ … μₘ, in logarithms where it is logarithmic:
//   p(x) = 1/(m + 1) Σᵢ N(x; μᵢ, σᵢ), i = 0 … m, each N cut off at a and b and
//          divided by what of it lies between them;
//   μ₀ = (a + b)/2, σ₀ = b − a: the prior;
//   σᵢ = the larger of the distances to the next of μ₀ … μₘ on either side (the
//        outermost have one side only), at least (b − a)/min(100, m + 2), at
//        most b − a: the "magic clip".
// With steps, a and b are half a step further out, and p(x) is what of the
// above lies within half a step of x. (Where a − step/2 would have no
// logarithm, a stays.)
//
// c choices: p(x) = (how many of the m values are x, + 1)/(m + c).
#pragma once

#include "nets/base/rng.h"

#include <stdbool.h>
#include <stddef.h>

// So many trials are drawn at random before the first is proposed.
enum { TPE_STARTUP = 10 };

typedef enum {
    TPE_REAL,
    TPE_INTEGER,
    TPE_CHOICE,
} TpeKind;

typedef struct {
    TpeKind kind;
    bool log;          // then 0 < low
    double low, high;  // both inclusive; low ≤ high
    double step;       // values are low + k step; 0: any, integers by 1
    size_t choices;    // of TPE_CHOICE, at least 1
} TpeDimension;

// A value for dimensions[dimension]; of a choice its index, 0 … choices − 1.
// observed [observations, count], the best first: the values of every
// dimension, NaN where a parameter did not apply.
double tpe_propose(const TpeDimension *dimensions, size_t count,
                   const double *observed, size_t observations,
                   size_t dimension, Rng *rng);

// γ(n).
size_t tpe_good(size_t observations);
// p(x) of these values: a density (on the logarithmic scale where the range is
// logarithmic), but with steps and of choices a probability.
double tpe_density(const TpeDimension *dimension, const double *values,
                   size_t count, double x);
