// harness/tpe: its distributions are those worked out from the published
// formulas, and what it proposes lies where they say.
#include "harness/tpe.h"

#include "nets/base/memory.h"
#include "tests/check.h"

#include <math.h>

static Rng stream(uint32_t trial, uint32_t parameter)
{
    return rng_new(1, RNG_TEST, 0, trial, parameter);
}

static void a_tenth_is_good_but_at_most_25(void **state)
{
    (void)state;
    assert_int_equal(tpe_good(0), 0);
    assert_int_equal(tpe_good(1), 1);
    assert_int_equal(tpe_good(10), 1);
    assert_int_equal(tpe_good(11), 2);
    assert_int_equal(tpe_good(250), 25);
    assert_int_equal(tpe_good(251), 25);
    assert_int_equal(tpe_good(10000), 25);
}

// The numbers below come from the formulas in tpe.h, evaluated in Python:
//   Phi = lambda z: (1 + erf(z / sqrt(2))) / 2
//   N = lambda x, m, s: exp(-((x - m) / s) ** 2 / 2) / (s * sqrt(2 * pi))
//   density = mean over (m, s) of N(x, m, s)
//                              / (Phi((b - m) / s) - Phi((a - m) / s))
//   probability = likewise, of Phi((h - m) / s) - Phi((l - m) / s)
// with the (m, s), a, b, and with steps l and h that stand beside them.

static void assert_density(const TpeDimension *dimension, const double *values,
                           size_t count, double x, double expected)
{
    assert_near(tpe_density(dimension, values, count, x), expected,
                1e-12 * expected);
}

// μ = 0.1, 0.5 (prior), 0.9: σ = 0.4, 1, 0.4, over the clip at 1/4.
static void sigmas_are_distances_to_neighbours(void **state)
{
    const TpeDimension dimension = {TPE_REAL, .low = 0, .high = 1};
    const double values[] = {0.9, 0.1};

    (void)state;
    assert_density(&dimension, values, 2, 0.1, 0.9641502830821899);
    assert_density(&dimension, values, 2, 0.5, 1.0349097772759042);
}

// μ = 2, 3, 5 (prior): the distances 1 and 2 are under 10/min(100, 4) = 2.5.
static void sigmas_are_clipped(void **state)
{
    const TpeDimension dimension = {TPE_REAL, .low = 0, .high = 10};
    const double values[] = {2, 3};

    (void)state;
    assert_density(&dimension, values, 2, 2, 0.1563972671765432);
    assert_density(&dimension, values, 2, 9, 0.03678187696294267);
}

// 150 values of 0.25: one has the prior, 0.25 away, for its neighbour, and the
// others have none but each other: 1/min(100, 152) = 0.01.
static void sigmas_are_a_hundredth_of_the_range_at_least(void **state)
{
    const TpeDimension dimension = {TPE_REAL, .low = 0, .high = 1};
    double values[150];

    (void)state;
    for (size_t i = 0; i < 150; i++)
        values[i] = 0.25;
    assert_density(&dimension, values, 150, 0.25, 39.385095960576855);
    // Five sigmas off, as good as nothing but the two wide ones.
    assert_density(&dimension, values, 150, 0.3, 0.019241529731774926);
}

// a = ln 1e-4, b = 0, (ln 0.1, (b − a)/3), ((a + b)/2, b − a)
static void log_ranges_are_estimated_in_logarithms(void **state)
{
    const TpeDimension dimension = {TPE_REAL, true, 1e-4, 1, .step = 0};
    const double values[] = {0.1};

    (void)state;
    assert_density(&dimension, values, 1, 0.1, 0.14017787703897652);
    assert_density(&dimension, values, 1, 1e-3, 0.08252994245281266);
}

// a = 0.5, b = 5.5, (2, 5/3), (3, 5), l = x − ½, h = x + ½
static void integers_have_probabilities(void **state)
{
    const TpeDimension dimension = {TPE_INTEGER, .low = 1, .high = 5};
    const double values[] = {2};
    const double expected[] = {0.22010470595328888, 0.24970148553916377,
                               0.22807576647917027, 0.1754165794614926,
                               0.12670146256688444};

    (void)state;
    for (size_t i = 0; i < 5; i++)
        assert_density(&dimension, values, 1, (double)i + 1, expected[i]);
}

// The values are 0, 0.3, 0.6, 0.9: a = −0.15, b = 1.05, (0.6, 0.4),
// (0.45, 1.2), l = x − 0.15, h = x + 0.15
static void steps_have_probabilities(void **state)
{
    const TpeDimension dimension = {TPE_REAL, .low = 0, .high = 1, .step = 0.3};
    const double values[] = {0.6};
    const double expected[] = {0.18062743736954773, 0.2620511976123524,
                               0.30303956258149245, 0.25428180243660725};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_density(&dimension, values, 1, 0.3 * (double)i, expected[i]);
}

// a = ln 0.5, b = ln 100.5, (ln 10, (b − a)/3), ((a + b)/2, b − a),
// l = ln (x − ½), h = ln (x + ½)
static void log_integers_have_probabilities(void **state)
{
    const TpeDimension dimension = {TPE_INTEGER, true, 1, 100, .step = 0};
    const double values[] = {10};

    (void)state;
    assert_density(&dimension, values, 1, 1, 0.15578775099185505);
    assert_density(&dimension, values, 1, 10, 0.022954483495562557);
    assert_density(&dimension, values, 1, 100, 0.001429630095500349);
}

// The values are 1, 11 … 91. 1 − 5 has no logarithm, so a = ln 1: (a + b)/2 and
// b − a alone, with b = ln 96.
static void a_log_range_does_not_begin_below_0(void **state)
{
    const TpeDimension dimension = {TPE_INTEGER, true, 1, 100, .step = 10};

    (void)state;
    assert_density(&dimension, NULL, 0, 1, 0.38827609285125975);
    assert_density(&dimension, NULL, 0, 11, 0.2234478142974804);
}

static void probabilities_come_to_one(void **state)
{
    const TpeDimension dimensions[] = {
        {TPE_INTEGER, .low = -3, .high = 200},
        {TPE_INTEGER, .low = 1, .high = 100, .step = 7},
        {TPE_INTEGER, true, 1, 1000, .step = 10},
        {TPE_REAL, true, 0.5, 100, .step = 0.5},
        {TPE_REAL, .low = 0, .high = 5.2, .step = 0.3},
        {TPE_CHOICE, .choices = 5},
    };
    const double values[] = {1, 1, 4};

    (void)state;
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        const TpeDimension *one = &dimensions[i];
        double step = one->step > 0 ? one->step : 1;
        double high = one->kind == TPE_CHOICE ? 4 : one->high;
        double sum = 0;

        for (size_t k = 0; one->low + (double)k * step <= high + 1e-9; k++)
            sum += tpe_density(one, values, 3, one->low + (double)k * step);
        assert_near(sum, 1, 1e-12);
    }
}

// 0 stands there twice: (2 + 1)/(3 + 3), (0 + 1)/6, (1 + 1)/6.
static void choices_are_counted_with_one_for_each(void **state)
{
    const TpeDimension dimension = {TPE_CHOICE, .choices = 3};
    const double values[] = {0, 2, 0};

    (void)state;
    assert_density(&dimension, values, 3, 0, 3 / 6.0);
    assert_density(&dimension, values, 3, 1, 1 / 6.0);
    assert_density(&dimension, values, 3, 2, 2 / 6.0);
    assert_density(&dimension, NULL, 0, 1, 1 / 3.0);
}

// Good is 4 alone, with l/g = 2/6 : 1/14; elsewhere that is 1/6 : 2/14 or less.
// A candidate is a 4 with probability 2/6, none of 24 with 6e-5.
static void the_candidate_of_the_largest_ratio_is_proposed(void **state)
{
    const TpeDimension dimension = {TPE_CHOICE, .choices = 5};
    const double observed[] = {4, 3, 0, 1, 2, 0, 1, 2, 0, 1};

    (void)state;
    for (uint32_t i = 0; i < 200; i++) {
        Rng rng = stream(i, 0);

        assert_near(tpe_propose(&dimension, 1, observed, 10, 0, &rng), 4, 0);
    }
}

// Good: 0.2; others: 0.8. l/g grows towards 0, and 24 candidates from l are not
// all of them over 0.4.
static void proposals_keep_from_bad_values(void **state)
{
    const TpeDimension dimension = {TPE_REAL, .low = 0, .high = 1};
    double observed[10] = {0.2};

    (void)state;
    for (size_t i = 1; i < 10; i++)
        observed[i] = 0.8;
    for (uint32_t i = 0; i < 200; i++) {
        Rng rng = stream(i, 0);
        double value = tpe_propose(&dimension, 1, observed, 10, 0, &rng);

        assert_true(value >= 0 && value < 0.4);
    }
}

static void the_same_stream_gives_the_same_value(void **state)
{
    const TpeDimension dimension = {TPE_REAL, true, 1e-4, 1, .step = 0};
    const double observed[] = {1e-3, 1e-2, 0.1, 0.9, 2e-4};
    Rng one = stream(3, 1);
    Rng same = stream(3, 1);
    Rng other = stream(4, 1);
    double value = tpe_propose(&dimension, 1, observed, 5, 0, &one);

    (void)state;
    assert_near(tpe_propose(&dimension, 1, observed, 5, 0, &same), value, 0);
    assert_true(tpe_propose(&dimension, 1, observed, 5, 0, &other) != value);
}

// Each value can be had, and none that is not of the range.
static void check_values(const TpeDimension *dimension, const double *values,
                         size_t count)
{
    const double observed[] = {values[0], values[count - 1]};
    size_t *met = memory_new(count, sizeof *met);

    for (uint32_t i = 0; i < 4000; i++) {
        Rng rng = stream(i, 2);
        double value = tpe_propose(dimension, 1, observed, i % 3, 0, &rng);
        size_t at = 0;

        while (at < count && values[at] != value)
            at++;
        assert_true(at < count);
        met[at]++;
    }
    for (size_t i = 0; i < count; i++)
        assert_true(met[i] > 0);
    free(met);
}

static void steps_and_bounds_are_kept(void **state)
{
    const double integers[] = {-1, 0, 1, 2, 3};
    const double tens[] = {1, 11, 21};
    const double tenths[] = {0.1, 0.1 + 0.1, 0.1 + 2 * 0.1};
    const double single[] = {7};

    (void)state;
    check_values(&(TpeDimension){TPE_INTEGER, .low = -1, .high = 3}, integers,
                 5);
    check_values(&(TpeDimension){TPE_INTEGER, true, 1, 30, .step = 10}, tens,
                 3);
    // (0.3 − 0.1)/0.1 is a little under 2.
    check_values(
        &(TpeDimension){TPE_REAL, .low = 0.1, .high = 0.3, .step = 0.1}, tenths,
        3);
    check_values(&(TpeDimension){TPE_REAL, .low = 7, .high = 7}, single, 1);
    check_values(&(TpeDimension){TPE_INTEGER, .low = 7, .high = 7}, single, 1);
    check_values(&(TpeDimension){TPE_CHOICE, .choices = 5},
                 (const double[]){0, 1, 2, 3, 4}, 5);
}

static void reals_stay_within_their_bounds(void **state)
{
    const TpeDimension dimension = {TPE_REAL, true, 1e-4, 1, .step = 0};
    const double observed[] = {1, 1e-4};

    (void)state;
    for (uint32_t i = 0; i < 4000; i++) {
        Rng rng = stream(i, 3);
        double value = tpe_propose(&dimension, 1, observed, i % 3, 0, &rng);

        assert_true(value >= 1e-4 && value <= 1);
    }
}

// Of 20 observations the first two are good, but have no momentum: l is the
// prior, and 0, which all others have, the worst choice. Were the third good in
// their place, it would be the best.
static void
observations_without_the_parameter_count_for_gamma_alone(void **state)
{
    const TpeDimension dimensions[] = {{TPE_CHOICE, .choices = 2},
                                       {TPE_CHOICE, .choices = 3}};
    double observed[20][2];
    bool met[3] = {0};

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        observed[i][0] = i < 2;
        observed[i][1] = i < 2 ? (double)NAN : 0;
    }
    for (uint32_t i = 0; i < 200; i++) {
        Rng rng = stream(i, 4);
        double value = tpe_propose(dimensions, 2, observed[0], 20, 1, &rng);

        met[(size_t)value] = true;
    }
    assert_false(met[0]);
    assert_true(met[1] && met[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tenth_is_good_but_at_most_25),
        cmocka_unit_test(sigmas_are_distances_to_neighbours),
        cmocka_unit_test(sigmas_are_clipped),
        cmocka_unit_test(sigmas_are_a_hundredth_of_the_range_at_least),
        cmocka_unit_test(log_ranges_are_estimated_in_logarithms),
        cmocka_unit_test(integers_have_probabilities),
        cmocka_unit_test(steps_have_probabilities),
        cmocka_unit_test(log_integers_have_probabilities),
        cmocka_unit_test(a_log_range_does_not_begin_below_0),
        cmocka_unit_test(probabilities_come_to_one),
        cmocka_unit_test(choices_are_counted_with_one_for_each),
        cmocka_unit_test(the_candidate_of_the_largest_ratio_is_proposed),
        cmocka_unit_test(proposals_keep_from_bad_values),
        cmocka_unit_test(the_same_stream_gives_the_same_value),
        cmocka_unit_test(steps_and_bounds_are_kept),
        cmocka_unit_test(reals_stay_within_their_bounds),
        cmocka_unit_test(
            observations_without_the_parameter_count_for_gamma_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
