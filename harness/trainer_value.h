// The values of a line that a program of one's own reports, in JSON.
#pragma once

#include "nets/base/error.h"
#include "nets/base/scanner.h"

enum { SQUARE_MAX = 256 };  // rows and columns

typedef struct {
    Scanner scanner;
    Text scratch;  // the name read last; release it
    Error *err;    // what the functions fail with
} Values;

// A number, finite or not: Python's json writes NaN and Infinity, other
// languages write them as texts or null.
bool values_real(Values *values, const char *name, double *value);
// A whole number, 0 or more, exact as a double.
bool values_whole(Values *values, const char *name, uint64_t *value);
// A list of lists of counts, as many of them as each is long. *square is the
// caller's to free, even when it fails.
bool values_square(Values *values, const char *name, uint32_t **square,
                   int *side);
// Any value, which nobody wants.
bool values_skip(Values *values);
// Tells that this is no JSON; false.
bool values_refuse_json(Values *values);

// Adds the text without control characters and without what is no UTF-8, at
// most about `most` bytes of it.
void trainer_clean(const char *bytes, size_t length, size_t most, Text *text);
