// Numbers as people write them, whatever the locale.
#pragma once

#include <stdbool.h>

// 5, -0.25, +1, .001, 1e-3, 1E-3: decimal, finite, nothing around it, no
// leading zero before a digit. Overflow is refused, underflow gives 0.
bool number_parse(const char *text, double *value);
// Digits alone, a sign allowed, at most 2⁵³.
bool number_is_integer(const char *text);
