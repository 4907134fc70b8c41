#include "harness/range.h"

#include "nets/base/digest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const range_names[RANGES] = {
    [RANGE_UNIFORM] = "uniform", [RANGE_LOG] = "log",       [RANGE_INT] = "int",
    [RANGE_LOGINT] = "logint",   [RANGE_CHOICE] = "choice",
};

bool range_is_whole(const Range *range)
{
    return range->kind == RANGE_INT || range->kind == RANGE_LOGINT;
}

bool range_is_log(const Range *range)
{
    return range->kind == RANGE_LOG || range->kind == RANGE_LOGINT;
}

// `digits` hex digits of the name's digest, from digit `first` on.
static uint64_t part_of(const char digest[DIGEST_TEXT], size_t first,
                        size_t digits)
{
    char part[17] = {0};

    memcpy(part, digest + first, digits);
    return strtoull(part, NULL, 16);
}

RangeName range_name(const char *name)
{
    char digest[DIGEST_TEXT];

    digest_of(name, strlen(name), digest);
    return (RangeName){part_of(digest, 0, 16),
                       (uint32_t)part_of(digest, 16, 8)};
}

Rng range_rng(uint64_t seed, RangeName name, uint32_t trial, uint32_t redraw)
{
    return rng_new(seed ^ name.key, RNG_SEARCH, redraw, trial, name.counter);
}

double range_quantile(Rng *rng)
{
    return rng_double(rng) / (1 - 0x1p-53);
}

// Values stand this far apart; 0 where nothing but digits limits them.
static double spacing(const Range *range)
{
    return range->step > 0 ? range->step : range_is_whole(range) ? 1 : 0;
}

// The last bits of a logarithm differ between mathematical libraries; with so
// few digits, the value does not, nor does its identity.
static double with_few_digits(const Range *range, double value)
{
    enum { DIGITS = 6, DIGITS_MAX = 17 };
    double largest = fmax(fabs(range->low), fabs(range->high));
    double width = range->high - range->low;
    int digits = DIGITS;
    char text[64];

    for (; largest > 10 * width && digits < DIGITS_MAX; width *= 10)
        digits++;
    (void)snprintf(text, sizeof text, "%.*g", digits, value);
    return strtod(text, NULL);
}

// 0.1 + 2 × 0.1 is 0.3, as anyone would write it.
static double step_value(const Range *range, double k)
{
    char text[64];

    (void)snprintf(text, sizeof text, "%.12g", range->low + k * spacing(range));
    return strtod(text, NULL);
}

double range_nearest(const Range *range, double value)
{
    double near;

    if (range->kind == RANGE_CHOICE)
        return fmin(fmax(floor(value), 0), (double)range->choices - 1);
    near = spacing(range) > 0
               ? step_value(range, round((value - range->low) / spacing(range)))
               : with_few_digits(range, value);
    return fmin(fmax(near, range->low), range->high);
}

double range_value(const Range *range, double quantile)
{
    double half = spacing(range) / 2;
    double low = range->low - half;
    double high = range->high + half;

    if (range->kind == RANGE_CHOICE)
        return range_nearest(range, quantile * (double)range->choices);
    if (!range_is_log(range))
        return range_nearest(range, low + quantile * (high - low));
    // Half a step further down there may be no logarithm.
    low = log(low > 0 ? low : range->low);
    return range_nearest(range, exp(low + quantile * (log(high) - low)));
}

TpeDimension range_dimension(const Range *range)
{
    return (TpeDimension){
        .kind = range->kind == RANGE_CHOICE ? TPE_CHOICE
                : range_is_whole(range)     ? TPE_INTEGER
                                            : TPE_REAL,
        .log = range_is_log(range),
        .low = range->low,
        .high = range->high,
        .step = range->step,
        .choices = range->choices,
    };
}

void range_text(const Range *range, Text *text)
{
    text_add(text, range_names[range->kind]);
    if (range->kind == RANGE_CHOICE) {
        text_printf(text, " of %zu", range->choices);
        return;
    }
    text_add(text, " [");
    text_add_number(text, range->low);
    text_add(text, ", ");
    text_add_number(text, range->high);
    text_add_char(text, ']');
    if (range->step > 0) {
        text_add(text, " step ");
        text_add_number(text, range->step);
    }
}
