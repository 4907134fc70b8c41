// The largest balanced part of what was observed.
#include "harness/statistics_anova.h"

#include "nets/base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TRIED_LEVELS_MAX = 14 };

// A part of the grid: levels that are kept, of all factors in one row.
typedef struct {
    const Observations *all;
    size_t first[FACTORS_MAX + 1];  // where each factor's levels begin
    bool *kept;                     // [first[factors]]
    size_t *present;                // the levels that any row has
    size_t present_count;
    size_t *counts;  // [rows]: of each cell
} Part;

static void part_init(Part *part, const Observations *all)
{
    *part = (Part){.all = all};
    for (size_t f = 0; f < all->factors; f++) {
        size_t levels = 0;

        for (size_t row = 0; row < all->rows; row++)
            if (all->levels[row * all->factors + f] >= levels)
                levels = all->levels[row * all->factors + f] + 1;
        part->first[f + 1] = part->first[f] + levels;
    }
    part->kept = memory_new(part->first[all->factors] + 1, sizeof *part->kept);
    part->present =
        memory_new(part->first[all->factors] + 1, sizeof *part->present);
    part->counts = memory_new(all->rows + 1, sizeof *part->counts);
    for (size_t row = 0; row < all->rows; row++)
        for (size_t f = 0; f < all->factors; f++)
            part->kept[part->first[f] + all->levels[row * all->factors + f]] =
                true;
    for (size_t i = 0; i < part->first[all->factors]; i++)
        if (part->kept[i])
            part->present[part->present_count++] = i;
}

static void part_release(Part *part)
{
    free(part->kept);
    free(part->present);
    free(part->counts);
}

static size_t kept_levels(const Part *part, size_t factor)
{
    size_t kept = 0;

    for (size_t i = part->first[factor]; i < part->first[factor + 1]; i++)
        kept += part->kept[i];
    return kept;
}

// 0 where there are more cells than rows, so that some must be empty.
static size_t cells_of(const Part *part)
{
    size_t cells = 1;

    for (size_t f = 0; f < part->all->factors; f++) {
        cells *= kept_levels(part, f);
        if (cells > part->all->rows)
            return 0;
    }
    return cells;
}

// Whether a row belongs; then *cell is its combination's number.
static bool cell_of(const Part *part, size_t row, size_t *cell)
{
    *cell = 0;
    for (size_t f = 0; f < part->all->factors; f++) {
        size_t level = part->all->levels[row * part->all->factors + f];
        size_t before = 0;

        if (!part->kept[part->first[f] + level])
            return false;
        for (size_t i = 0; i < level; i++)
            before += part->kept[part->first[f] + i];
        *cell = *cell * kept_levels(part, f) + before;
    }
    return true;
}

// How often the rarest combination occurs.
static size_t repeats(Part *part, size_t cells)
{
    size_t least = part->all->rows;
    size_t cell;

    for (size_t i = 0; i < cells; i++)
        part->counts[i] = 0;
    for (size_t row = 0; row < part->all->rows; row++)
        if (cell_of(part, row, &cell))
            part->counts[cell]++;
    for (size_t i = 0; i < cells; i++)
        least = part->counts[i] < least ? part->counts[i] : least;
    return cells > 0 ? least : 0;
}

// How many rows the part would use; 0 where nothing varies.
static size_t usable(Part *part)
{
    size_t cells = cells_of(part);

    return cells > 1 ? cells * repeats(part, cells) : 0;
}

// A set of present levels as bits; false where a factor is left without any.
static bool keep_set(Part *part, size_t set)
{
    for (size_t i = 0; i < part->present_count; i++)
        part->kept[part->present[i]] = set >> i & 1;
    for (size_t f = 0; f < part->all->factors; f++)
        if (kept_levels(part, f) == 0)
            return false;
    return true;
}

// Of equals the first wins, which has the earliest levels.
static void try_all(Part *part)
{
    size_t sets = (size_t)1 << part->present_count;
    size_t best = 0;
    size_t most = 0;

    for (size_t set = 1; set < sets; set++) {
        size_t rows = keep_set(part, set) ? usable(part) : 0;

        if (rows > most) {
            most = rows;
            best = set;
        }
    }
    (void)keep_set(part, best);
}

// How many rows of the part have each level; returns how many there are.
static size_t count_levels(const Part *part, size_t *rows_with)
{
    const Observations *all = part->all;
    size_t rows = 0;
    size_t cell;

    for (size_t i = 0; i < part->first[all->factors]; i++)
        rows_with[i] = 0;
    for (size_t row = 0; row < all->rows; row++) {
        if (!cell_of(part, row, &cell))
            continue;
        rows++;
        for (size_t f = 0; f < all->factors; f++)
            rows_with[part->first[f] + all->levels[row * all->factors + f]]++;
    }
    return rows;
}

// False when no factor has a level to spare.
static bool drop_rarest(Part *part, const size_t *rows_with)
{
    size_t fewest = part->all->rows + 1;
    size_t rarest = 0;

    for (size_t f = 0; f < part->all->factors; f++) {
        if (kept_levels(part, f) < 2)
            continue;
        for (size_t i = part->first[f]; i < part->first[f + 1]; i++)
            if (part->kept[i] && rows_with[i] < fewest) {
                fewest = rows_with[i];
                rarest = i;
            }
    }
    if (fewest > part->all->rows)
        return false;
    part->kept[rarest] = false;
    return true;
}

// The best part on the way, which ends where no more rows are left than that
// has.
static void drop_one_by_one(Part *part)
{
    size_t levels = part->first[part->all->factors];
    size_t *rows_with = memory_new(levels + 1, sizeof *rows_with);
    bool *best = memory_new(levels + 1, sizeof *best);
    size_t most = 0;

    while (count_levels(part, rows_with) > most) {
        size_t rows = usable(part);

        if (rows > most) {
            most = rows;
            memcpy(best, part->kept, levels * sizeof *best);
        }
        if (!drop_rarest(part, rows_with))
            break;
    }
    memcpy(part->kept, best, levels * sizeof *best);
    free(rows_with);
    free(best);
}

static size_t take(Part *part, size_t *used)
{
    size_t cells = cells_of(part);
    size_t each = cells > 1 ? repeats(part, cells) : 0;
    size_t count = 0;
    size_t cell;

    for (size_t i = 0; i < cells; i++)
        part->counts[i] = 0;
    for (size_t row = 0; row < part->all->rows; row++)
        if (cell_of(part, row, &cell) && part->counts[cell] < each) {
            part->counts[cell]++;
            used[count++] = row;
        }
    return count;
}

size_t balanced_rows(const Observations *all, size_t *used)
{
    Part part;
    size_t count;

    part_init(&part, all);
    if (usable(&part) < all->rows) {
        if (part.present_count <= TRIED_LEVELS_MAX)
            try_all(&part);
        else
            drop_one_by_one(&part);
    }
    count = take(&part, used);
    part_release(&part);
    return count;
}
