// harness/prune: rungs, and who goes on, against examples worked by hand.
#include "harness/prune.h"
#include "tests/check.h"

static const double none = (double)NAN;

static void rungs_multiply(void **state)
{
    static const int epochs[] = {1, 3, 9, 27, 81, 243, 0};
    const Prune prune = {PRUNE_SHA, 1, 243, 3};

    (void)state;
    for (int rung = 0; rung < 7; rung++) {
        assert_int_equal(prune_epoch(&prune, rung), epochs[rung]);
        if (epochs[rung] > 0)
            assert_int_equal(prune_rung(&prune, epochs[rung]), rung);
    }
    assert_int_equal(prune_rung(&prune, 0), -1);
    assert_int_equal(prune_rung(&prune, 2), -1);
    assert_int_equal(prune_rung(&prune, 244), -1);
    assert_int_equal(prune_rung(&prune, 729), -1);
    assert_int_equal(prune_rungs_before(&prune, 1), 0);
    assert_int_equal(prune_rungs_before(&prune, 27), 3);
    assert_int_equal(prune_rungs_before(&prune, 28), 4);
}

static void rungs_end_at_the_maximum(void **state)
{
    const Prune prune = {PRUNE_ASHA, 2, 30, 4};
    const Prune vast = {PRUNE_ASHA, 1, 2147483647, 2};
    const Prune off = {PRUNE_NONE, 1, 30, 4};

    (void)state;
    assert_int_equal(prune_epoch(&prune, 0), 2);
    assert_int_equal(prune_epoch(&prune, 1), 8);
    assert_int_equal(prune_epoch(&prune, 2), 0);
    assert_int_equal(prune_epoch(&vast, 30), 1 << 30);
    assert_int_equal(prune_epoch(&vast, 31), 0);
    assert_int_equal(prune_epoch(&off, 0), 0);
    assert_int_equal(prune_rung(&off, 1), -1);
}

static void the_median_looks_at_every_epoch(void **state)
{
    const Prune prune = {PRUNE_MEDIAN, 3, 6, 3};

    (void)state;
    assert_int_equal(prune_rung(&prune, 2), -1);
    for (int epoch = 3; epoch <= 6; epoch++) {
        assert_int_equal(prune_rung(&prune, epoch), epoch - 3);
        assert_int_equal(prune_epoch(&prune, epoch - 3), epoch);
    }
    assert_int_equal(prune_rung(&prune, 7), -1);
    assert_int_equal(prune_rungs_before(&prune, 7), 4);
}

static Judgement judge(const Prune *prune, bool minimize, const double *values,
                       size_t count, size_t which)
{
    Entrant entrants[16] = {{0}};

    for (size_t i = 0; i < count; i++)
        entrants[i].value = values[i];
    return prune_judge(prune, minimize, entrants, count, which);
}

// Checks rank and verdict of every value; `goes_on` has a '+' for those.
static void check_ranks(int eta, bool minimize, const double *values,
                        const size_t *ranks, const char *goes_on)
{
    const Prune prune = {PRUNE_SHA, 1, 27, eta};
    size_t count = strlen(goes_on);

    for (size_t i = 0; i < count; i++) {
        Judgement judgement = judge(&prune, minimize, values, count, i);

        assert_int_equal(judgement.rank, ranks[i]);
        assert_int_equal(judgement.count, count);
        assert_int_equal(judgement.goes_on, goes_on[i] == '+');
    }
}

// ⌊7/3⌋ = 2 of seven.
static void the_best_part_goes_on(void **state)
{
    static const double values[] = {0.5, 0.9, 0.1, 0.7, 0.8, 0.3, 0.6};
    static const size_t best_high[] = {5, 1, 7, 3, 2, 6, 4};
    static const size_t best_low[] = {3, 7, 1, 5, 6, 2, 4};
    const Prune prune = {PRUNE_SHA, 1, 27, 3};

    (void)state;
    check_ranks(3, false, values, best_high, "-+--+--");
    check_ranks(3, true, values, best_low, "--+--+-");
    assert_true(judge(&prune, false, values, 7, 0).threshold == 0.8);
    assert_true(judge(&prune, true, values, 7, 0).threshold == 0.3);
    assert_true(judge(&prune, true, values, 7, 0).value == 0.5);
}

static void at_least_one_goes_on(void **state)
{
    static const double values[] = {0.2, 0.4};
    static const size_t ranks[] = {2, 1};
    static const size_t alone[] = {1};

    (void)state;
    check_ranks(3, false, values, ranks, "-+");
    check_ranks(3, false, values, alone, "+");
}

static void of_equals_the_earlier_goes_on(void **state)
{
    static const double values[] = {0.5, 0.5, 0.7, 0.5, 0.7, 0.5};
    static const size_t ranks[] = {3, 4, 1, 5, 2, 6};

    (void)state;
    check_ranks(2, false, values, ranks, "+-+-+-");
}

static void no_number_is_worse_than_any(void **state)
{
    const double infinite = (double)INFINITY;
    const double values[] = {none, infinite, 3, none};
    static const size_t low[] = {3, 2, 1, 4};
    static const size_t high[] = {3, 1, 2, 4};

    (void)state;
    check_ranks(2, true, values, low, "-++-");
    check_ranks(2, false, values, high, "-++-");
}

// Each comes when those before it have been seen, as one job alone would have
// it: of n seen so far, ⌊n/3⌋ or 1 go on.
static void asha_compares_with_those_seen(void **state)
{
    static const double values[] = {0.5, 0.6, 0.4, 0.55, 0.7, 0.58, 0.59, 0.65};
    static const char goes_on[] = "++--+--+";
    const Prune prune = {PRUNE_ASHA, 1, 27, 3};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(judge(&prune, false, values, i + 1, i).goes_on,
                         goes_on[i] == '+');
}

// The others' means are 0.4, 0.6 and 0.7: their median is 0.6.
static void worse_than_the_median_is_stopped(void **state)
{
    const Prune prune = {PRUNE_MEDIAN, 1, 9, 0};
    Entrant entrants[] = {
        {.best = 0.9, .mean = 0.7},
        {.best = 0.59, .mean = 0.59},
        {.best = 0.5, .mean = 0.4},
        {.best = 0.8, .mean = 0.6},
    };
    Judgement judgement = prune_judge(&prune, false, entrants, 4, 1);

    (void)state;
    assert_true(judgement.threshold == 0.6);
    assert_true(judgement.value == 0.59);
    assert_int_equal(judgement.rank, 3);
    assert_int_equal(judgement.count, 4);
    assert_false(judgement.goes_on);
    entrants[1].best = 0.6;
    assert_true(prune_judge(&prune, false, entrants, 4, 1).goes_on);
    entrants[1].best = 0.61;
    assert_false(prune_judge(&prune, true, entrants, 4, 1).goes_on);
}

// Of two in the middle, the mean: (0.4 + 0.6) / 2.
static void the_median_of_an_even_number(void **state)
{
    const Prune prune = {PRUNE_MEDIAN, 1, 9, 0};
    Entrant entrants[] = {
        {.best = 0.51}, {.mean = 0.6},  {.mean = 0.4},
        {.mean = 0.9},  {.mean = none},
    };
    Judgement judgement = prune_judge(&prune, false, entrants, 5, 0);

    (void)state;
    assert_true(judgement.threshold == 0.5);
    assert_true(judgement.goes_on);
}

static void nothing_to_compare_with_stops_nobody(void **state)
{
    const Prune prune = {PRUNE_MEDIAN, 1, 9, 0};
    const Entrant alone = {.best = 0.1, .mean = 0.1};
    const Entrant lost[] = {{.best = 0.1}, {.mean = none}};

    (void)state;
    assert_true(prune_judge(&prune, false, &alone, 1, 0).goes_on);
    assert_true(isnan(prune_judge(&prune, false, &alone, 1, 0).threshold));
    assert_true(prune_judge(&prune, false, lost, 2, 0).goes_on);
}

// 1 epoch, then one in three 2 more, one in nine 6 more, one in 27 all 18.
static void expected_epochs_shrink_by_rungs(void **state)
{
    const Prune prune = {PRUNE_SHA, 1, 27, 3};
    const Prune median = {PRUNE_MEDIAN, 1, 27, 0};

    (void)state;
    assert_near(prune_expected(&prune, 27, 0),
                1 + 2 / 3.0 + 6 / 9.0 + 18 / 27.0, 1e-12);
    assert_near(prune_expected(&prune, 27, 3), 6 + 18 / 3.0, 1e-12);
    assert_near(prune_expected(&prune, 27, 12), 15, 1e-12);
    assert_near(prune_expected(&prune, 2, 0), 1 + 1 / 3.0, 1e-12);
    assert_near(prune_expected(&prune, 27, 27), 0, 1e-12);
    assert_near(prune_expected(&median, 27, 2), 25, 1e-12);
    assert_near(prune_expected(&(Prune){0}, 10, 2), 8, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rungs_multiply),
        cmocka_unit_test(rungs_end_at_the_maximum),
        cmocka_unit_test(the_median_looks_at_every_epoch),
        cmocka_unit_test(the_best_part_goes_on),
        cmocka_unit_test(at_least_one_goes_on),
        cmocka_unit_test(of_equals_the_earlier_goes_on),
        cmocka_unit_test(no_number_is_worse_than_any),
        cmocka_unit_test(asha_compares_with_those_seen),
        cmocka_unit_test(worse_than_the_median_is_stopped),
        cmocka_unit_test(the_median_of_an_even_number),
        cmocka_unit_test(nothing_to_compare_with_stops_nobody),
        cmocka_unit_test(expected_epochs_shrink_by_rungs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
