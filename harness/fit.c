#include "harness/fit.h"

#include "nets/base/memory.h"
#include "nets/base/utf8.h"

#include <stdlib.h>

// Columns apart, texts cut to no less than LEAST; more than MOST is cut by
// format_text anyway.
enum { GAP = 2, LEAST = 12, MOST = 64 };

static const char *cell_at(const Table *table, size_t row, size_t column)
{
    const char *cell = table->cells[row * table->columns + column];

    return cell ? cell : "-";
}

static size_t column_width(const Table *table, size_t column)
{
    size_t widest = text_width(table->heads[column]);

    for (size_t row = 0; row < table->rows; row++) {
        size_t width = text_width(cell_at(table, row, column));

        width = width > MOST ? MOST : width;
        widest = width > widest ? width : widest;
    }
    return widest;
}

// The column that loses least by being cut; `columns`: none may be.
static size_t widest_text(const Table *table, const size_t *widths,
                          const bool *numeric)
{
    size_t widest = table->columns;

    for (size_t i = 0; i < table->columns; i++)
        if (!numeric[i] && widths[i] > LEAST
            && widths[i] > text_width(table->heads[i])
            && (widest == table->columns || widths[i] > widths[widest]))
            widest = i;
    return widest;
}

// Narrows widths[] until all is no wider than `most`; whether that can be.
static bool narrow(const Table *table, size_t *widths, const bool *numeric,
                   size_t most)
{
    size_t total = (table->columns - 1) * GAP;

    for (size_t i = 0; i < table->columns; i++)
        total += widths[i];
    while (total > most) {
        size_t widest = widest_text(table, widths, numeric);

        if (widest == table->columns)
            return false;
        widths[widest]--;
        total--;
    }
    return true;
}

// A copy that is `width` characters at most; NULL where it is that already.
static char *shortened(const char *cell, size_t width)
{
    Text text = {0};
    size_t length = 0;

    if (!cell || text_width(cell) <= width)
        return NULL;
    for (size_t characters = 1; characters < width; characters++)
        do
            length++;
        while (!utf8_begins(cell[length]));
    text_add_part(&text, cell, length);
    text_add(&text, "…");
    return text.data;
}

static void add_narrowed(const Table *table, const size_t *widths, Text *out)
{
    size_t count = table->rows * table->columns;
    const char **cells = memory_new(count, sizeof *cells);
    char **owned = memory_new(count, sizeof *owned);
    Table narrowed = *table;

    for (size_t i = 0; i < count; i++) {
        owned[i] = shortened(table->cells[i], widths[i % table->columns]);
        cells[i] = owned[i] ? owned[i] : table->cells[i];
    }
    narrowed.cells = cells;
    format_text(&narrowed, out);
    for (size_t i = 0; i < count; i++)
        free(owned[i]);
    free(owned);
    memory_free(cells);
}

static void add_blocks(const Table *table, Text *out)
{
    size_t widest = 0;

    for (size_t i = 0; i < table->columns; i++) {
        size_t width = text_width(table->heads[i]);

        widest = width > widest ? width : widest;
    }
    for (size_t row = 0; row < table->rows; row++) {
        text_printf(out, "%s-- row %zu\n", row > 0 ? "\n" : "", row + 1);
        for (size_t i = 0; i < table->columns; i++) {
            text_add_printable(out, table->heads[i]);
            text_printf(out, "%*s",
                        (int)(widest - text_width(table->heads[i])) + GAP, "");
            text_add_printable(out, cell_at(table, row, i));
            text_add_char(out, '\n');
        }
    }
}

void fit_table(const Table *table, size_t width, bool blocks, Text *out)
{
    size_t *widths = memory_new(table->columns, sizeof *widths);
    bool *numeric = memory_new(table->columns, sizeof *numeric);

    for (size_t i = 0; i < table->columns && width > 0; i++) {
        widths[i] = column_width(table, i);
        numeric[i] = table_is_numeric(table, i);
    }
    if (width == 0 || table->columns < 2 || table->rows == 0)
        format_text(table, out);
    else if (narrow(table, widths, numeric, width) || !blocks)
        add_narrowed(table, widths, out);
    else
        add_blocks(table, out);
    free(widths);
    free(numeric);
}
