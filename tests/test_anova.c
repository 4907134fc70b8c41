// harness/statistics_anova: sums of squares by hand, and the largest balanced
// part of what is not balanced.
#include "harness/statistics_anova.h"

#include "tests/check.h"

#include <math.h>

static void assert_close(double value, double expected)
{
    assert_near(value, expected, fabs(expected) * 1e-10);
}

static void one_way_f_is_the_known_one(void **state)
{
    const double responses[] = {97.9, 98.1, 98.0, 98.3, 97.8, 97.5, 97.9, 97.7,
                                97.9, 97.6, 97.0, 97.2, 97.4, 97.1, 97.3};
    const size_t levels[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2};
    Effect effects[EFFECTS_MAX];

    (void)state;
    assert_int_equal(anova(&(Observations){responses, levels, 15, 1}, effects),
                     2);
    assert_int_equal(effects[0].kind, EFFECT_MAIN);
    assert_near(effects[0].f, 27.4680851064, 1e-10);
    assert_near(effects[0].freedom, 2, 0);
    // F's tail with d1 = 2 is (1 + 2F/d2)^(−d2/2).
    assert_close(effects[0].p, pow(1 + 2 * 27.46808510638298 / 12, -6));
    assert_int_equal(effects[1].kind, EFFECT_SEEDS);
    assert_near(effects[1].freedom, 12, 0);
    assert_close(effects[0].share + effects[1].share, 1);
    assert_true(isnan(effects[1].f));
}

// Cells 10 12 | 14 20 | 11 13 | 19 25, rows by (a, b), two seeds each. Means:
// cells 11 17 12 22, a 14 17, b 11.5 19.5, all 15.5. By hand: SS a 4·2·1.5² =
// 18, b 4·2·4² = 128, cells 2·(4.5² + 1.5² + 3.5² + 6.5²) = 154, so the pair 8;
// within 2 + 18 + 2 + 18 = 40, MSE 10.
static void two_factors_and_their_pair_are_those_by_hand(void **state)
{
    const double responses[] = {10, 12, 14, 20, 11, 13, 19, 25};
    const size_t levels[] = {0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1};
    const double squares[] = {18, 128, 8, 40};
    const double freedom[] = {1, 1, 1, 4};
    Effect effects[EFFECTS_MAX];

    (void)state;
    assert_int_equal(anova(&(Observations){responses, levels, 8, 2}, effects),
                     4);
    for (int i = 0; i < 4; i++) {
        assert_close(effects[i].squares, squares[i]);
        assert_near(effects[i].freedom, freedom[i], 0);
        assert_close(effects[i].share, squares[i] / 194);
    }
    assert_close(effects[1].f, 12.8);
    assert_close(effects[1].omega2, (128 - 10) / (194 + 10.0));
    // F's tail with d1 = 1 is t's with √F; t² = 1.8, ν = 4, sin²θ = t²/(t² +
    // ν): p = 1 − sin θ (1 + cos²θ/2).
    assert_close(effects[0].p, 1 - sqrt(1.8 / 5.8) * (1 + 4 / 5.8 / 2));
    assert_int_equal(effects[2].kind, EFFECT_PAIR);
    assert_int_equal(effects[2].factors[0], 0);
    assert_int_equal(effects[2].factors[1], 1);
}

// y = the parity of the three levels: no factor and no pair tells anything.
static void what_only_three_factors_tell_is_of_a_higher_order(void **state)
{
    double responses[16];
    size_t levels[48];
    Effect effects[EFFECTS_MAX];

    (void)state;
    for (size_t i = 0; i < 16; i++) {
        levels[3 * i] = i & 1;
        levels[3 * i + 1] = i >> 1 & 1;
        levels[3 * i + 2] = i >> 2 & 1;
        responses[i] =
            (double)((i ^ i >> 1 ^ i >> 2) & 1) + (i & 8 ? 0.1 : -0.1);
    }
    assert_int_equal(anova(&(Observations){responses, levels, 16, 3}, effects),
                     8);
    for (int i = 0; i < 6; i++)
        assert_near(effects[i].squares, 0, 1e-12);
    assert_int_equal(effects[6].kind, EFFECT_HIGHER);
    assert_close(effects[6].squares, 4);
    assert_near(effects[6].freedom, 1, 0);
    assert_close(effects[7].squares, 0.16);
    assert_near(effects[7].freedom, 8, 0);
}

static void without_repeats_nothing_can_be_tested(void **state)
{
    const double responses[] = {1, 2, 3, 5};
    const size_t levels[] = {0, 0, 0, 1, 1, 0, 1, 1};
    Effect effects[EFFECTS_MAX];

    (void)state;
    assert_int_equal(anova(&(Observations){responses, levels, 4, 2}, effects),
                     4);
    assert_close(effects[0].share, 6.25 / 8.75);
    for (int i = 0; i < 4; i++) {
        assert_true(isnan(effects[i].f));
        assert_true(isnan(effects[i].p));
    }
    assert_near(effects[3].freedom, 0, 0);
}

static void assert_used(const size_t *levels, size_t rows, size_t factors,
                        size_t expected)
{
    enum { ROWS_MAX = 320 };
    double responses[ROWS_MAX] = {0};
    size_t used[ROWS_MAX];

    assert_true(rows <= ROWS_MAX);
    assert_int_equal(
        balanced_rows(&(Observations){responses, levels, rows, factors}, used),
        expected);
    for (size_t i = 1; i < expected; i++)
        assert_true(used[i] > used[i - 1]);
}

static void a_balanced_grid_is_used_whole(void **state)
{
    const size_t levels[] = {0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2};

    (void)state;
    assert_used(levels, 6, 2, 6);
}

// A cell is missing: 2 × 3 without its last becomes 2 × 2. And where one has
// more repeats than the others, the first are used.
static void of_an_incomplete_grid_the_largest_part_is_used(void **state)
{
    const size_t missing[] = {0, 0, 0, 1, 0, 2, 1, 0, 1, 1};
    const size_t uneven[] = {0, 0, 1, 1, 1};

    (void)state;
    assert_used(missing, 5, 2, 4);
    assert_used(uneven, 5, 1, 4);
}

// Full, then one change at a time: two configurations are a grid.
static void of_an_ablation_one_change_is_used(void **state)
{
    const size_t levels[] = {0, 0, 0, 0, 1, 0, 0, 1, 1, 0};

    (void)state;
    assert_used(levels, 5, 2, 4);
    assert_used((const size_t[]){0, 0, 0}, 3, 1, 0);
    assert_used(levels, 0, 2, 0);
}

// 3 × 16 levels, every row at its own: too many grids to try. And 2 × 20 full
// but for one cell: 2 × 19 is left.
static void many_levels_are_dropped_one_by_one(void **state)
{
    size_t random[48];
    size_t grid[78];

    (void)state;
    for (size_t i = 0; i < 48; i++)
        random[i] = i / 3;
    assert_used(random, 16, 3, 0);
    for (size_t i = 0; i < 39; i++) {
        grid[2 * i] = i / 20;
        grid[2 * i + 1] = i % 20;
    }
    assert_used(grid, 39, 2, 38);
}

// 8 × 8 levels, numbered from 1, five repeats but for one cell that has one:
// all cells would have one, and without one level there are 7 × 8 of five.
static void a_smaller_grid_may_have_more_rows(void **state)
{
    size_t grid[2 * 316];
    size_t rows = 0;

    (void)state;
    for (size_t i = 0; i < 320; i++)
        if (i / 5 != 20 || i % 5 == 0) {
            grid[2 * rows] = 1 + i / 40;
            grid[2 * rows++ + 1] = 1 + i / 5 % 8;
        }
    assert_used(grid, rows, 2, 280);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_way_f_is_the_known_one),
        cmocka_unit_test(two_factors_and_their_pair_are_those_by_hand),
        cmocka_unit_test(what_only_three_factors_tell_is_of_a_higher_order),
        cmocka_unit_test(without_repeats_nothing_can_be_tested),
        cmocka_unit_test(a_balanced_grid_is_used_whole),
        cmocka_unit_test(of_an_incomplete_grid_the_largest_part_is_used),
        cmocka_unit_test(of_an_ablation_one_change_is_used),
        cmocka_unit_test(many_levels_are_dropped_one_by_one),
        cmocka_unit_test(a_smaller_grid_may_have_more_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
