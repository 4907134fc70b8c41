// Whether OpenBLAS, as it was loaded, uses the kernels that suit this
// processor: with others, products can take several times as long.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>

// Where it does not, adds what is used, what would be better and what to do,
// as one sentence without its end.
bool blas_fits(Text *advice);
// Kernels of type `loaded` on a processor that `best` suits; NULL: any do.
bool blas_core_fits(const char *loaded, const char *best);
