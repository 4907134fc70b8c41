#include "harness/blas_fit.h"

#include "nets/cpu.h"
#include "nets/matrix.h"

#include <stdlib.h>
#include <strings.h>

// Types of kernels that use the same instructions, in OpenBLAS' words; each
// row begins with the one that cpu_blas_core names.
static const char *const families[][5] = {
    {"SkylakeX", "Cooperlake", "SapphireRapids", NULL},
    {"Haswell", "Zen", NULL},
};

bool blas_core_fits(const char *loaded, const char *best)
{
    enum { FAMILIES = sizeof families / sizeof *families };

    if (!best || strcasecmp(loaded, best) == 0)
        return true;
    for (int i = 0; i < FAMILIES; i++)
        for (const char *const *name = families[i];
             strcasecmp(families[i][0], best) == 0 && *name; name++)
            if (strcasecmp(loaded, *name) == 0)
                return true;
    return false;
}

bool blas_fits(Text *advice)
{
    const char *loaded = matrix_blas_core();
    const char *best = cpu_blas_core();
    const char *named = getenv("OPENBLAS_CORETYPE");

    if (blas_core_fits(loaded, best))
        return true;
    text_printf(advice,
                "OpenBLAS uses %s kernels, this processor is faster with %s; ",
                loaded, best);
    if (named && strcasecmp(named, best) != 0)
        text_printf(advice, "unset OPENBLAS_CORETYPE, which is '%s'", named);
    else
        text_printf(advice, "set OPENBLAS_CORETYPE=%s", best);
    return false;
}
