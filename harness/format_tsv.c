#include "harness/format.h"

#include <string.h>

static void add_cell(const char *cell, char type, Text *out)
{
    if (type == 'n' || !cell)
        return;
    if (type == 't' && cell[0] && strchr("=+-@", cell[0]))
        text_add_char(out, '\'');
    text_add_printable(out, cell);
}

void format_tsv(const Table *table, Text *out)
{
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, i ? "\t" : "");
        add_cell(table->heads[i], 't', out);
    }
    text_add(out, "\n");
    for (size_t cell = 0; cell < table->rows * table->columns; cell++) {
        add_cell(table->cells[cell], table->types[cell], out);
        text_add(out, (cell + 1) % table->columns ? "\t" : "\n");
    }
}
