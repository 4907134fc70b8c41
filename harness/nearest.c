#include "harness/nearest.h"

#include <ctype.h>
#include <string.h>

enum { LENGTH_MAX = 63 };

static char fold(char c)
{
    if (c == '-' || c == '.')
        return '_';
    return (char)tolower((unsigned char)c);
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;

    return least < c ? least : c;
}

// Optimal string alignment: insertions, deletions, substitutions, and swaps
// of neighbours. Both at most LENGTH_MAX long.
static size_t distance(const char *a, const char *b)
{
    size_t d[LENGTH_MAX + 1][LENGTH_MAX + 1];
    size_t m = strlen(a);
    size_t n = strlen(b);

    for (size_t i = 0; i <= m; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= m; i++)
        for (size_t j = 1; j <= n; j++) {
            size_t differs = fold(a[i - 1]) != fold(b[j - 1]);

            d[i][j] = smallest(d[i - 1][j] + 1, d[i][j - 1] + 1,
                               d[i - 1][j - 1] + differs);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2])
                && fold(a[i - 2]) == fold(b[j - 1])
                && d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[m][n];
}

const char *nearest(const char *written, const char *const *candidates,
                    size_t count)
{
    size_t length = strlen(written);
    size_t best = length / 3 > 1 ? length / 3 : 1;
    const char *found = NULL;

    if (length > LENGTH_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t d;

        if (strlen(candidates[i]) > LENGTH_MAX)
            continue;
        d = distance(written, candidates[i]);
        if (d < best || (d == best && !found)) {
            best = d;
            found = candidates[i];
        }
    }
    return found;
}
