// harness/statistics: known answers.
#include "harness/statistics.h"

#include "nets/base/rng.h"
#include "tests/check.h"

#include <math.h>
#include <stdlib.h>

static void assert_close(double value, double expected)
{
    assert_near(value, expected, fabs(expected) * 1e-10);
}

// Where the oracle gives fewer digits: within half of its last one.
static void assert_rounds_to(double value, double expected, int decimals)
{
    assert_near(value, expected, 0.5000001 * pow(10, -decimals));
}

static void student_quantiles_are_the_known_ones(void **state)
{
    (void)state;
    assert_close(student_quantile(0.975, 2), 4.302652729749463);
    assert_close(student_quantile(0.975, 4), 2.7764451051977934);
    assert_close(student_quantile(0.975, 9), 2.262157162798204);
    assert_close(student_quantile(0.975, 29), 2.0452296421327);
    assert_close(student_quantile(0.025, 4), -2.7764451051977934);
    // One degree of freedom is Cauchy's distribution: tan(π (p − ½)).
    assert_close(student_quantile(0.975, 1), tan(0.475 * acos(-1)));
    assert_near(student_quantile(0.5, 7), 0, 0);
    assert_true(isnan(student_quantile(0.975, 0)));
}

static void student_p_is_the_known_one(void **state)
{
    (void)state;
    assert_close(student_p(2.5, 4), 0.06676654481198814);
    assert_close(student_p(-2.5, 4), 0.06676654481198814);
    assert_near(student_p(0, 4), 1, 1e-15);
}

static void f_p_is_the_known_one(void **state)
{
    (void)state;
    assert_close(f_p(4.2, 3, 16), 0.022678742156257);
}

static void wilson_intervals_are_the_known_ones(void **state)
{
    (void)state;
    assert_rounds_to(wilson_interval(9900, 10000).low, 0.9878530177, 10);
    assert_rounds_to(wilson_interval(9900, 10000).high, 0.9917706639, 10);
    assert_near(wilson_interval(0, 10).low, 0, 0);
    assert_rounds_to(wilson_interval(0, 10).high, 0.2775327999, 10);
    assert_near(wilson_interval(10, 10).high, 1, 0);
    assert_true(isnan(wilson_interval(0, 0).low));
}

static void mcnemar_p_values_are_the_known_ones(void **state)
{
    (void)state;
    assert_close(mcnemar_exact(1, 7), 0.0703125);
    assert_close(mcnemar_midp(1, 7), 0.0390625);
    assert_rounds_to(mcnemar_exact(10, 25), 0.01667385, 8);
    assert_rounds_to(mcnemar_midp(10, 25), 0.01133098, 8);
    assert_near(mcnemar_exact(30, 30), 1, 0);
    assert_rounds_to(mcnemar_midp(30, 30), 0.94871091, 8);
    assert_close(mcnemar_exact(0, 6), 0.03125);
    assert_close(mcnemar_midp(0, 6), 0.015625);
}

static void models_that_never_differ_have_nothing_to_test(void **state)
{
    (void)state;
    assert_near(mcnemar_exact(0, 0), 1, 0);
    assert_near(mcnemar_midp(0, 0), 0.5, 0);
    assert_true(isnan(mcnemar_midp(-1, 2)));
}

// By hand: d = 15/102, half = z √(36 − 225/102)/102.
static void agresti_min_is_the_formula(void **state)
{
    Interval interval = agresti_min_interval(10, 25, 100);
    double half = 1.959963984540054 * sqrt(36 - 225.0 / 102) / 102;

    (void)state;
    assert_close(interval.low, 15.0 / 102 - half);
    assert_close(interval.high, 15.0 / 102 + half);
}

static void holm_gives_the_known_corrections(void **state)
{
    const double p[] = {0.01, 0.04, 0.03, 0.005};
    const double expected[] = {0.03, 0.06, 0.06, 0.02};
    double corrected[4];

    (void)state;
    holm(p, corrected, 4);
    for (int i = 0; i < 4; i++)
        assert_close(corrected[i], expected[i]);
}

static void holm_stops_at_1(void **state)
{
    const double p[] = {0.9, 0.9, 0.7};
    double corrected[3];

    (void)state;
    holm(p, corrected, 3);
    for (int i = 0; i < 3; i++)
        assert_near(corrected[i], 1, 0);
}

static const double a[] = {97.9, 98.1, 98.0, 98.3, 97.8};
static const double b[] = {97.5, 97.9, 97.7, 97.9, 97.6};

static void paired_t_is_the_known_one(void **state)
{
    Comparison result = paired_t(a, b, 5);

    (void)state;
    assert_rounds_to(result.t, 6.7082039325, 10);
    assert_close(result.p, 0.0025702607654);
    assert_close(result.difference, 0.3);
    assert_true(result.interval.low > 0 && result.interval.high < 0.6);
}

static void welch_t_is_the_known_one(void **state)
{
    Comparison result = welch_t(a, 5, b, 5);

    (void)state;
    assert_rounds_to(result.t, 2.5537695923, 10);
    assert_rounds_to(result.p, 0.0341169596, 10);
}

// t(0.975, n − 1)/√n: of 2 8.985, of 3 2.4841, of 4 1.5912, of 5 1.2417, of 12
// 0.6354, of 13 0.6043.
static void seeds_are_counted_until_the_interval_is_half(void **state)
{
    (void)state;
    assert_near(seeds_to_halve(2), 1, 0);
    assert_near(seeds_to_halve(3), 2, 0);
    assert_near(seeds_to_halve(5), 8, 0);
    assert_true(isnan(seeds_to_halve(1)));
    for (size_t n = 2; n < 60; n++) {
        double half = student_quantile(0.975, (double)n - 1) / sqrt((double)n);
        double more = (double)n + seeds_to_halve(n);

        assert_true(student_quantile(0.975, more - 1) / sqrt(more) <= half / 2);
        assert_true(student_quantile(0.975, more - 2) / sqrt(more - 1)
                    > half / 2);
    }
}

// Five of one sign: the two extremes of 2⁵. With one against the others, by
// hand: 1 2 −3 sums to 0, so all count; 1 2 −4 to −1, which four of eight
// reach: ±1, ±7, but also 1 + 2 + 4 and 1 − 2 − 4 …: |sums| are 7 5 3 1.
static void sign_flips_are_all_counted(void **state)
{
    const double zeros[6] = {0};
    const double even[] = {1, 2, -3};
    const double odd[] = {1, 2, -4};
    const double most[] = {3, 2, -1};
    const double six[] = {0.1, 0.2, 0.3, 0.1, 0.2, 0.3};
    const double many[SIGN_FLIP_MAX + 1] = {0};

    (void)state;
    assert_close(sign_flip(a, b, 5), 2.0 / 32);
    assert_close(sign_flip(six, zeros, 6), 2.0 / 64);
    assert_near(sign_flip(even, zeros, 3), 1, 0);
    assert_near(sign_flip(odd, zeros, 3), 1, 0);
    assert_near(sign_flip(most, zeros, 3), 0.5, 0);
    assert_near(sign_flip(zeros, zeros, 6), 1, 0);
    assert_true(isnan(sign_flip(zeros, zeros, 0)));
    assert_true(isnan(sign_flip(many, many, SIGN_FLIP_MAX + 1)));
}

// Of normal values, 5 at a time, 95 % of the intervals hold the mean.
// QUADRILLE_TEST_COVERAGE=1000000 for more repeats.
static void t_intervals_cover_what_they_say(void **state)
{
    const char *wish = getenv("QUADRILLE_TEST_COVERAGE");
    long repeats = wish ? strtol(wish, NULL, 10) : 4000;
    long held = 0;

    (void)state;
    assert_true(repeats >= 1000);
    for (long i = 0; i < repeats; i++) {
        Rng rng = rng_new(1, RNG_TEST, 0, (uint32_t)i, 0);
        double values[5];
        Interval interval;

        for (int j = 0; j < 5; j++)
            values[j] = 3 + 2 * rng_normal(&rng);
        interval = mean_interval(values, 5);
        held += interval.low <= 3 && 3 <= interval.high;
    }
    assert_near((double)held / (double)repeats, 0.95, 0.01);
}

// 97.5 97.6 97.7 97.9 97.9 by hand: mean 97.72, squares 0.128.
static void spread_over_seeds_is_by_n_minus_1(void **state)
{
    Interval interval = mean_interval(b, 5);
    double half = 2.7764451051977934 * sqrt(0.128 / 4 / 5);

    (void)state;
    assert_close(mean(b, 5), 97.72);
    assert_close(standard_deviation(b, 5), sqrt(0.128 / 4));
    assert_close(interval.low, 97.72 - half);
    assert_close(interval.high, 97.72 + half);
    assert_true(isnan(standard_deviation(b, 1)));
    assert_true(isnan(mean_interval(b, 1).low));
    assert_true(isnan(mean(b, 0)));
}

static void medians_lie_in_the_middle(void **state)
{
    const double values[] = {5, 1, 4, 2};

    (void)state;
    assert_near(median(values, 3), 4, 0);
    assert_near(median(values, 4), 3, 0);
    assert_true(isnan(median(values, 0)));
}

// I_x(1, b) = 1 − (1 − x)^b, and I_x(a, b) + I_{1−x}(b, a) = 1.
static void incomplete_beta_keeps_its_identities(void **state)
{
    (void)state;
    for (double x = 0.05; x < 1; x += 0.05) {
        assert_near(incomplete_beta(x, 1, 3.5), 1 - pow(1 - x, 3.5), 1e-13);
        assert_near(incomplete_beta(x, 2.5, 40)
                        + incomplete_beta(1 - x, 40, 2.5),
                    1, 1e-13);
    }
    assert_near(incomplete_beta(0, 2, 3), 0, 0);
    assert_near(incomplete_beta(1, 2, 3), 1, 0);
}

static void what_is_the_same_everywhere_does_not_differ(void **state)
{
    static const double values[] = {0.9, 0.8, 0.7};
    Comparison comparison = paired_t(values, values, 3);

    (void)state;
    assert_near(comparison.p, 1, 0);
    assert_near(comparison.interval.low, 0, 0);
    assert_near(comparison.interval.high, 0, 0);
}

// 0.2 is the third bin's upper end, 0.21 in the fourth; 1 and 0 are in the last
// and in the first, though (m − 1)/15 is in none.
static void calibration_is_by_bins(void **state)
{
    static const double confidences[] = {0.2, 0.21, 0.5, 0.52, 1, 0};
    static const double rights[] = {1, 0, 1, 0, 1, 1};

    (void)state;
    assert_near(calibration_error(confidences, rights, 2), 0.505, 1e-15);
    assert_near(calibration_error(confidences, rights, 6), 2.03 / 6, 1e-15);
    assert_true(isnan(calibration_error(confidences, rights, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(student_quantiles_are_the_known_ones),
        cmocka_unit_test(student_p_is_the_known_one),
        cmocka_unit_test(f_p_is_the_known_one),
        cmocka_unit_test(wilson_intervals_are_the_known_ones),
        cmocka_unit_test(mcnemar_p_values_are_the_known_ones),
        cmocka_unit_test(models_that_never_differ_have_nothing_to_test),
        cmocka_unit_test(agresti_min_is_the_formula),
        cmocka_unit_test(holm_gives_the_known_corrections),
        cmocka_unit_test(holm_stops_at_1),
        cmocka_unit_test(paired_t_is_the_known_one),
        cmocka_unit_test(welch_t_is_the_known_one),
        cmocka_unit_test(seeds_are_counted_until_the_interval_is_half),
        cmocka_unit_test(sign_flips_are_all_counted),
        cmocka_unit_test(t_intervals_cover_what_they_say),
        cmocka_unit_test(spread_over_seeds_is_by_n_minus_1),
        cmocka_unit_test(medians_lie_in_the_middle),
        cmocka_unit_test(what_is_the_same_everywhere_does_not_differ),
        cmocka_unit_test(calibration_is_by_bins),
        cmocka_unit_test(incomplete_beta_keeps_its_identities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
