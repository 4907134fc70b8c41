// harness/limits: how many trials fit into memory.
#include "harness/limits.h"
#include "tests/check.h"

static void one_goes_ahead_to_show_its_size(void **state)
{
    Limits limits = {.room_bytes = 1e9};

    (void)state;
    assert_int_equal(limits_jobs(&limits, 8), 1);
    limits_note_peak(&limits, 1e8);
    assert_int_equal(limits_jobs(&limits, 8), 8);
}

static void as_many_run_as_fit_by_the_largest(void **state)
{
    Limits limits = {.room_bytes = 1e9};

    (void)state;
    limits_note_peak(&limits, 3e8);
    assert_int_equal(limits_jobs(&limits, 8), 3);
    limits_note_peak(&limits, 2e8);
    limits_note_peak(&limits, (double)NAN);
    assert_int_equal(limits_jobs(&limits, 8), 3);
    limits_note_peak(&limits, 5e8);
    assert_int_equal(limits_jobs(&limits, 8), 2);
    assert_int_equal(limits_jobs(&limits, 1), 1);
    limits_note_peak(&limits, 2e9);
    assert_int_equal(limits_jobs(&limits, 8), 1);
}

static void without_a_limit_all_start_at_once(void **state)
{
    const Limits limits = {.room_bytes = (double)INFINITY};

    (void)state;
    assert_int_equal(limits_jobs(&limits, 8), 8);
}

// More than this test needs, less than a pebibyte.
static void the_machine_has_memory(void **state)
{
    (void)state;
    assert_true(limits_memory() > 1e6);
    assert_true(limits_memory() < 1e15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_goes_ahead_to_show_its_size),
        cmocka_unit_test(as_many_run_as_fit_by_the_largest),
        cmocka_unit_test(without_a_limit_all_start_at_once),
        cmocka_unit_test(the_machine_has_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
