#include "harness/statistics.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double nothing = (double)NAN;
// The standard normal's 0.975 quantile.
static const double z95 = 1.9599639845400542355;

double mean(const double *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return count ? sum / (double)count : nothing;
}

double standard_deviation(const double *values, size_t count)
{
    double middle = mean(values, count);
    double squares = 0;

    for (size_t i = 0; i < count; i++)
        squares += (values[i] - middle) * (values[i] - middle);
    return count > 1 ? sqrt(squares / (double)(count - 1)) : nothing;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

double median(const double *values, size_t count)
{
    double *sorted = memory_new(count, sizeof *sorted);
    double result = nothing;

    for (size_t i = 0; i < count; i++)
        sorted[i] = values[i];
    qsort(sorted, count, sizeof *sorted, compare);
    if (count > 0)
        result = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    free(sorted);
    return result;
}

double percentage_points(double share)
{
    return fabs(100 * share) < 0.005 ? 0 : 100 * share;
}

// What the continued fraction's denominators may not become.
static double away_from_0(double x)
{
    const double tiny = 1e-300;

    return fabs(x) < tiny ? tiny : x;
}

// The continued fraction of I_x(a, b), by Lentz's method: DLMF 8.17.22,
//   d₂ₘ = m (b − m) x / ((a + 2m − 1)(a + 2m)),
//   d₂ₘ₊₁ = −(a + m)(a + b + m) x / ((a + 2m)(a + 2m + 1)).
static double beta_fraction(double x, double a, double b)
{
    double c = 1;
    double d = 1 / away_from_0(1 - (a + b) * x / (a + 1));
    double fraction = d;
    double step = 0;

    for (int m = 1; m < 10000 && fabs(step - 1) > DBL_EPSILON; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd =
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));

        d = 1 / away_from_0(1 + even * d);
        c = away_from_0(1 + even / c);
        fraction *= c * d;
        d = 1 / away_from_0(1 + odd * d);
        c = away_from_0(1 + odd / c);
        step = c * d;
        fraction *= step;
    }
    return fraction;
}

// The fraction converges fast below the distribution's bulk; above it the
// other tail does: I_x(a, b) = 1 − I_{1−x}(b, a).
double incomplete_beta(double x, double a, double b)
{
    double front;

    if (isnan(x) || isnan(a) || isnan(b))
        return nothing;
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    front =
        exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_fraction(x, a, b) / a;
    return 1 - front * beta_fraction(1 - x, b, a) / b;
}

// Far out 1 − I would lose digits, so x = t²/(ν + t²) is never near 1 here:
// p = I_{ν/(ν+t²)}(ν/2, ½).
double student_p(double t, double freedom)
{
    return incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

// Γ((ν + 1)/2)/(Γ(ν/2) Γ(½) √ν) (1 + t²/ν)^(−(ν + 1)/2)
static double student_density(double t, double freedom)
{
    double half = (freedom + 1) / 2;

    return exp(lgamma(half) - lgamma(freedom / 2) - lgamma(0.5)
               - half * log1p(t * t / freedom))
           / sqrt(freedom);
}

// Newton's steps on student_p, whose slope is −2 density; by halves where one
// would leave what the root is known to lie between.
double student_quantile(double probability, double freedom)
{
    double tail = 2 * fmin(probability, 1 - probability);
    double low = 0;
    double high = 1;
    double t;

    if (!(tail > 0 && freedom > 0))
        return nothing;
    if (probability == 0.5)
        return 0;
    while (student_p(high, freedom) > tail && high < DBL_MAX / 4)
        high *= 2;
    t = high;
    for (int i = 0; i < 200; i++) {
        double excess = student_p(t, freedom) - tail;
        double next = t + excess / (2 * student_density(t, freedom));

        *(excess > 0 ? &low : &high) = t;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - t) <= t * DBL_EPSILON)
            break;
        t = next;
    }
    return probability < 0.5 ? -t : t;
}

double f_p(double f, double d1, double d2)
{
    return incomplete_beta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2);
}

static Interval around(double centre, double half)
{
    return (Interval){centre - half, centre + half};
}

Interval mean_interval(const double *values, size_t count)
{
    double n = (double)count;
    double spread = standard_deviation(values, count);

    if (count < 2)
        return (Interval){nothing, nothing};
    return around(mean(values, count),
                  student_quantile(0.975, n - 1) * spread / sqrt(n));
}

// Half the width of the interval of n values, whose spread is 1.
static double half_width(double n)
{
    return student_quantile(0.975, n - 1) / sqrt(n);
}

// 3 n more always do, as t falls with n.
double seeds_to_halve(size_t count)
{
    double n = (double)count;
    double few = 0;
    double enough = 3 * n;

    if (count < 2)
        return nothing;
    while (enough - few > 1) {
        double k = floor((few + enough) / 2);

        *(half_width(n + k) > half_width(n) / 2 ? &few : &enough) = k;
    }
    return enough;
}

// Centre (p + z²/2n)/(1 + z²/n), half z √(p(1 − p)/n + z²/4n²)/(1 + z²/n).
// Wilson 1927.
Interval wilson_interval(double successes, double count)
{
    double p = successes / count;
    double zz = z95 * z95 / count;
    Interval interval;

    if (!(count > 0 && successes >= 0 && successes <= count))
        return (Interval){nothing, nothing};
    interval =
        around((p + zz / 2) / (1 + zz),
               z95 * sqrt(p * (1 - p) / count + zz / (4 * count)) / (1 + zz));
    // Exact at the ends, where rounding would leave 1e-17.
    if (successes == 0)
        interval.low = 0;
    if (successes == count)
        interval.high = 1;
    return interval;
}

// P(X = k) for n throws of a fair coin.
static double coin(double k, double n)
{
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2));
}

// 2 P(X ≤ min(b, c)), at most 1, with X from b + c throws of a fair coin.
double mcnemar_exact(double b, double c)
{
    double least = fmin(b, c);
    double n = b + c;

    if (!(b >= 0 && c >= 0))
        return nothing;
    // P(X ≤ k) = I_½(n − k, k + 1)
    return least == n ? 1
                      : fmin(1, 2 * incomplete_beta(0.5, n - least, least + 1));
}

double mcnemar_midp(double b, double c)
{
    if (!(b >= 0 && c >= 0))
        return nothing;
    if (b == c)
        return 1 - coin(b, b + c) / 2;
    return mcnemar_exact(b, c) - coin(fmin(b, c), b + c);
}

// d = (c − b)/(n + 2),
// half z √((b + c + 1) − (c − b)²/(n + 2))/(n + 2). Agresti & Min 2005.
Interval agresti_min_interval(double b, double c, double count)
{
    double n = count + 2;

    return around((c - b) / n,
                  z95 * sqrt(b + c + 1 - (c - b) * (c - b) / n) / n);
}

static Comparison compare_means(double difference, double error, double freedom)
{
    // Nothing differs at all: that is what no difference looks like.
    double t = difference == 0 && error == 0 ? 0 : difference / error;

    return (Comparison){
        difference, t, freedom, student_p(t, freedom),
        around(difference, student_quantile(0.975, freedom) * error)};
}

Comparison paired_t(const double *a, const double *b, size_t count)
{
    double *differences = memory_new(count, sizeof *differences);
    double n = (double)count;
    Comparison result;

    for (size_t i = 0; i < count; i++)
        differences[i] = a[i] - b[i];
    result =
        compare_means(mean(differences, count),
                      standard_deviation(differences, count) / sqrt(n), n - 1);
    free(differences);
    return result;
}

// How many ways to sign the differences from `i` on, `sum` being what those
// before came to, end at least `far` from 0.
static double count_far(const double *differences, size_t count, size_t i,
                        double sum, double far)
{
    if (i == count)
        return fabs(sum) >= far;
    return count_far(differences, count, i + 1, sum + differences[i], far)
           + count_far(differences, count, i + 1, sum - differences[i], far);
}

// Sums that are equal may differ by rounding: what is as near counts as far.
double sign_flip(const double *a, const double *b, size_t count)
{
    double differences[SIGN_FLIP_MAX];
    double sum = 0;
    double size = 0;

    if (count == 0 || count > SIGN_FLIP_MAX)
        return nothing;
    for (size_t i = 0; i < count; i++) {
        differences[i] = a[i] - b[i];
        sum += differences[i];
        size += fabs(a[i]) + fabs(b[i]);
    }
    return count_far(differences, count, 0, 0, fabs(sum) - 1e-14 * size)
           / pow(2, (double)count);
}

// ν = (u + v)²/(u²/(n − 1) + v²/(m − 1)), u and v the means' variances.
// Welch 1947.
Comparison welch_t(const double *a, size_t a_count, const double *b,
                   size_t b_count)
{
    double n = (double)a_count;
    double m = (double)b_count;
    double u = pow(standard_deviation(a, a_count), 2) / n;
    double v = pow(standard_deviation(b, b_count), 2) / m;

    return compare_means(mean(a, a_count) - mean(b, b_count), sqrt(u + v),
                         (u + v) * (u + v)
                             / (u * u / (n - 1) + v * v / (m - 1)));
}

double calibration_error(const double *confidences, const double *rights,
                         size_t count)
{
    enum { BINS = 15 };
    double gaps[BINS] = {0};
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        double bin = ceil(BINS * confidences[i]) - 1;

        gaps[(size_t)fmin(fmax(bin, 0), BINS - 1)] +=
            rights[i] - confidences[i];
    }
    for (size_t i = 0; i < BINS; i++)
        sum += fabs(gaps[i]);
    return count > 0 ? sum / (double)count : nothing;
}

typedef struct {
    double p;
    size_t index;
} Ranked;

static int compare_ranked(const void *a, const void *b)
{
    return compare(&((const Ranked *)a)->p, &((const Ranked *)b)->p);
}

// p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎). Holm 1979.
void holm(const double *p, double *corrected, size_t count)
{
    Ranked *ranked = memory_new(count, sizeof *ranked);
    double largest = 0;

    for (size_t i = 0; i < count; i++)
        ranked[i] = (Ranked){p[i], i};
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, fmin(1, (double)(count - i) * ranked[i].p));
        corrected[ranked[i].index] = largest;
    }
    free(ranked);
}
