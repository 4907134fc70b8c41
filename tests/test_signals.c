// harness/signals: what is blocked while signals are read, and what is not.
#include "harness/signals.h"
#include "tests/check.h"

#include <sys/resource.h>

static bool is_blocked(int number)
{
    sigset_t now;

    assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &now), 0);
    return sigismember(&now, number) == 1;
}

static void a_signal_is_read_in_the_place_of_its_handler(void **state)
{
    Signals signals;
    Error err;

    (void)state;
    assert_true(signals_open(&signals, &err));
    assert_int_equal(signals_next(&signals), 0);
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(signals_next(&signals), SIGTERM);
    assert_int_equal(signals_next(&signals), 0);
    signals_close(&signals);
    assert_false(is_blocked(SIGTERM));
}

static void nothing_stays_blocked_where_they_cannot_be_read(void **state)
{
    struct rlimit before;
    struct rlimit none;
    Signals signals;
    bool opened;
    Error err;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    opened = signals_open(&signals, &err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_false(opened);
    assert_non_null(strstr(err.message, "cannot wait for signals"));
    assert_false(is_blocked(SIGINT));
    assert_false(is_blocked(SIGTERM));
    assert_false(is_blocked(SIGHUP));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_is_read_in_the_place_of_its_handler),
        cmocka_unit_test(nothing_stays_blocked_where_they_cannot_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
