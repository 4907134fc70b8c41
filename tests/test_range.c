// harness/range: the values that a range has.
#include "harness/range.h"
#include "tests/check.h"

static void ranges_reach_both_their_ends(void **state)
{
    static const Range ranges[] = {
        {RANGE_UNIFORM, -0.5, 2, 0, 0},    {RANGE_UNIFORM, 0.1, 0.7, 0.2, 0},
        {RANGE_LOG, 1e-4, 1, 0, 0},        {RANGE_INT, -3, 5, 0, 0},
        {RANGE_INT, 16, 256, 48, 0},       {RANGE_LOGINT, 1, 1000, 0, 0},
        {RANGE_LOGINT, 8, 128, 8, 0},      {RANGE_CHOICE, 0, 2, 0, 3},
        {RANGE_UNIFORM, 1, 1.000001, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const Range *range = &ranges[i];
        double before = range->low;

        assert_true(range_value(range, 0) == range->low);
        assert_true(range_value(range, 1) == range->high);
        for (int k = 0; k <= 1000; k++) {
            double value = range_value(range, k / 1000.0);

            assert_true(value >= before && value <= range->high);
            before = value;
        }
    }
}

static void values_are_as_one_would_write_them(void **state)
{
    const Range steps = {RANGE_UNIFORM, 0.1, 0.7, 0.2, 0};
    const Range real = {RANGE_UNIFORM, 0, 1, 0, 0};
    const Range narrow = {RANGE_UNIFORM, 1, 1.001, 0, 0};
    const Range whole = {RANGE_INT, 1, 4, 0, 0};
    const Range logs = {RANGE_LOG, 1e-4, 1, 0, 0};

    (void)state;
    assert_true(range_value(&steps, 0.3) == 0.3);
    assert_true(range_value(&steps, 0.74) == 0.5);
    assert_true(range_value(&real, 1 / 3.0) == 0.333333);
    assert_true(range_value(&narrow, 1 / 3.0) == 1.00033333);
    assert_true(range_value(&logs, 0.5) == 0.01);
    // Each of four whole numbers has a quarter.
    assert_true(range_value(&whole, 0.2499) == 1);
    assert_true(range_value(&whole, 0.2501) == 2);
    assert_true(range_value(&whole, 0.9999) == 4);
    assert_true(range_nearest(&whole, 17) == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_reach_both_their_ends),
        cmocka_unit_test(values_are_as_one_would_write_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
