// cmocka, and what it needs before it. Include this after the project's own
// headers. cmocka's macro fail() would hide ours, and its assert_float_equal
// compares floats: assert_near compares doubles.
#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#undef fail

#define assert_near(a, b, tolerance) \
    check_near((double)(a), (double)(b), (tolerance), #a, __FILE__, __LINE__)

static inline void check_near(double a, double b, double tolerance,
                              const char *what, const char *file, int line)
{
    if (fabs(a - b) <= tolerance)
        return;
    print_error("%s is %.12g, not %.12g within %g\n", what, a, b, tolerance);
    _fail(file, line);
}

// The time within which bombs must be refused, of the fastest of TRIES: the
// others waited for something else. Sanitizers make everything slower.
enum { TRIES = 5 };
#ifdef __SANITIZE_ADDRESS__
#define AT_ONCE_SECONDS 1.0
#else
#define AT_ONCE_SECONDS 0.1
#endif
