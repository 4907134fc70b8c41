// Reads JSON piece by piece, for those who know what must come next.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *next;
    const char *end;
    const char *problem;  // what was wrong, once a function returned false
} Scanner;

// Skips spaces and takes the character, if it comes next; never a problem.
bool scanner_take(Scanner *scanner, char c);
// Likewise, but it must come.
bool scanner_expect(Scanner *scanner, char c);
// Whether nothing but spaces is left.
bool scanner_at_end(Scanner *scanner);
// A string, as UTF-8. An escaped surrogate without the other half of its pair
// is refused, and so is NUL.
bool scanner_string(Scanner *scanner, Text *text);
// A whole number, not negative.
bool scanner_number(Scanner *scanner, uint64_t *number);
// At most `most` of them, in brackets.
bool scanner_numbers(Scanner *scanner, int most, uint64_t *numbers, int *count);
