// Did you mean …?
#pragma once

#include <stddef.h>

// The candidate nearest to what was written: Damerau-Levenshtein distance at
// most max(1, length / 3), with '-', '_' and '.' alike and case folded; NULL
// when none is that near. The first of equals wins.
const char *nearest(const char *written, const char *const *candidates,
                    size_t count);
