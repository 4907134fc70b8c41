#include "harness/format.h"

#include <string.h>

void text_add_markdown(Text *text, const char *string)
{
    Text clean = {0};

    text_add_printable(&clean, string);
    for (const char *c = text_string(&clean); *c; c++)
        if (*c == '<')
            text_add(text, "&lt;");
        else if (*c == '>')
            text_add(text, "&gt;");
        else if (*c == '&')
            text_add(text, "&amp;");
        else if (strchr("\\`*_{}[]|#!~$", *c))
            text_printf(text, "\\%c", *c);
        else
            text_add_char(text, *c);
    text_release(&clean);
}

static void add_cell(const Table *table, size_t cell, Text *out)
{
    const char *mark = table->bold && table->bold[cell] ? "**" : "";

    text_add(out, " ");
    text_add(out, mark);
    text_add_markdown(out, table->cells[cell] ? table->cells[cell] : "–");
    text_add(out, mark);
    text_add(out, " |");
}

void format_markdown(const Table *table, Text *out)
{
    if (table->caption) {
        text_add_markdown(out, table->caption);
        text_add(out, "\n\n");
    }
    text_add(out, "|");
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, " ");
        text_add_markdown(out, table->heads[i]);
        text_add(out, " |");
    }
    text_add(out, "\n|");
    for (size_t i = 0; i < table->columns; i++)
        text_add(out, table_is_numeric(table, i) ? " ---: |" : " --- |");
    for (size_t cell = 0; cell < table->rows * table->columns; cell++) {
        if (cell % table->columns == 0)
            text_add(out, "\n|");
        add_cell(table, cell, out);
    }
    text_add(out, "\n");
    if (table->note) {
        text_add(out, "\n");
        text_add_markdown(out, table->note);
        text_add(out, "\n");
    }
}
