// What a search draws a parameter from, and how a draw becomes a value: pure,
// the same for the same file. range.c has no YAML in it.
#pragma once

#include "harness/tpe.h"
#include "nets/base/rng.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    RANGE_UNIFORM,
    RANGE_LOG,     // uniform in the logarithm
    RANGE_INT,     // whole numbers, all alike
    RANGE_LOGINT,  // whole numbers, nearly uniform in the logarithm
    RANGE_CHOICE,
    RANGES,
} RangeKind;
extern const char *const range_names[RANGES];  // "uniform", …

typedef struct {
    RangeKind kind;
    double low;  // both inclusive; low < high, and 0 < low for logarithms
    double high;
    double step;     // values are low + k step, and so is high; 0: any
    size_t choices;  // of RANGE_CHOICE
} Range;

bool range_is_whole(const Range *range);
bool range_is_log(const Range *range);

// 96 bits of a parameter's name's digest: no two names share a stream.
typedef struct {
    uint64_t key;
    uint32_t counter;
} RangeName;
RangeName range_name(const char *name);

// The numbers of one parameter in one trial's draw: a stream by counter, so
// that no parameter, trial or redraw knows of another.
Rng range_rng(uint64_t seed, RangeName name, uint32_t trial, uint32_t redraw);

// The value at a quantile in [0, 1]; of choices, the index. Numbers without a
// step have as few digits as tell a millionth of the range: what is printed is
// what is used.
double range_value(const Range *range, double quantile);
// A uniform quantile; 0 and 1 both happen.
double range_quantile(Rng *rng);
// The nearest value that the range has.
double range_nearest(const Range *range, double value);
// The same for the tree-structured Parzen estimator.
TpeDimension range_dimension(const Range *range);
// "log [0.0001, 1]", "int [0, 8] step 2", "choice of 3".
void range_text(const Range *range, Text *text);
