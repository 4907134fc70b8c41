// Statistics of repeated runs and of answers to one test set. Where something
// is not defined, such as the spread of one value, it is NaN.
#pragma once

#include <stddef.h>

typedef struct {
    double low;
    double high;
} Interval;

double mean(const double *values, size_t count);
// With n − 1; NaN for fewer than two.
double standard_deviation(const double *values, size_t count);
double median(const double *values, size_t count);
// 100 · share; 0 where "%.2f" would leave nothing but the sign: "-0.00". Not
// for an interval's bounds, whose sign says whether 0 lies within.
double percentage_points(double share);

// I_x(a, b), the regularised incomplete beta function; a, b > 0, x in [0, 1].
double incomplete_beta(double x, double a, double b);
// P(|T| ≥ |t|) of Student's t with `freedom` degrees.
double student_p(double t, double freedom);
// t such that P(T ≤ t) = `probability`, which lies in (0, 1).
double student_quantile(double probability, double freedom);
// P(F ≥ f), with d1 and d2 degrees of freedom.
double f_p(double f, double d1, double d2);

// The mean's 95 % interval over seeds, m ± t(0.975, n − 1) s/√n.
Interval mean_interval(const double *values, size_t count);
// How many more seeds would halve that interval, as long as s stays: the
// smallest k ≥ 1 with t(0.975, n + k − 1)/√(n + k) ≤ t(0.975, n − 1)/√n / 2.
// NaN for fewer than two.
double seeds_to_halve(size_t count);
// Wilson's 95 % interval for `successes` of `count`.
Interval wilson_interval(double successes, double count);

// McNemar's test of two models on the same images: `b` only the first got
// right, `c` only the second. Two-sided.
double mcnemar_exact(double b, double c);
double mcnemar_midp(double b, double c);
// Agresti and Min's 95 % interval of the difference in accuracy, second minus
// first, over `count` images.
Interval agresti_min_interval(double b, double c, double count);

// The expected calibration error of answers of the given confidences, in
// [0, 1], of which some are right (1, else 0): Σ |right − confidence| over 15
// bins ((m − 1)/15, m/15], over all answers. Guo et al. 2017, "On calibration
// of modern neural networks", (3). NaN for none.
double calibration_error(const double *confidences, const double *rights,
                         size_t count);

typedef struct {
    double difference;  // of means, first minus second
    double t;
    double freedom;
    double p;  // two-sided
    Interval interval;
} Comparison;

// a[i] and b[i] belong together: the same seed.
Comparison paired_t(const double *a, const double *b, size_t count);
// The exact two-sided sign-flip test of the same differences: the share of the
// 2ⁿ ways to give them signs whose sum is at least as far from 0. NaN for more
// than SIGN_FLIP_MAX pairs. Below 6 it cannot be under 0.05.
enum { SIGN_FLIP_MAX = 20 };
double sign_flip(const double *a, const double *b, size_t count);
// No common seeds, no common variance.
Comparison welch_t(const double *a, size_t a_count, const double *b,
                   size_t b_count);

// Holm's correction of `count` p-values, in their order.
void holm(const double *p, double *corrected, size_t count);
