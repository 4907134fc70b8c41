#include "harness/format.h"

void text_add_html(Text *text, const char *string)
{
    Text clean = {0};

    text_add_printable(&clean, string);
    for (const char *c = text_string(&clean); *c; c++)
        if (*c == '&')
            text_add(text, "&amp;");
        else if (*c == '<')
            text_add(text, "&lt;");
        else if (*c == '>')
            text_add(text, "&gt;");
        else if (*c == '"')
            text_add(text, "&quot;");
        else if (*c == '\'')
            text_add(text, "&#39;");
        else
            text_add_char(text, *c);
    text_release(&clean);
}

static void add_cell(const Table *table, size_t cell, Text *out)
{
    bool number = table_is_numeric(table, cell % table->columns);
    bool bold = table->bold && table->bold[cell];

    text_add(out, number ? "<td class=\"number\">" : "<td>");
    text_add(out, bold ? "<strong>" : "");
    text_add_html(out, table->cells[cell] ? table->cells[cell] : "–");
    text_add(out, bold ? "</strong></td>" : "</td>");
}

void format_html(const Table *table, Text *out)
{
    text_add(out, "<div class=\"scroll\"><table>\n");
    if (table->caption) {
        text_add(out, "<caption>");
        text_add_html(out, table->caption);
        text_add(out, "</caption>\n");
    }
    text_add(out, "<thead><tr>");
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, table_is_numeric(table, i)
                          ? "<th scope=\"col\" class=\"number\">"
                          : "<th scope=\"col\">");
        text_add_html(out, table->heads[i]);
        text_add(out, "</th>");
    }
    text_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t cell = 0; cell < table->rows * table->columns; cell++) {
        text_add(out, cell % table->columns ? "" : "<tr>");
        add_cell(table, cell, out);
        text_add(out, (cell + 1) % table->columns ? "" : "</tr>\n");
    }
    text_add(out, "</tbody></table></div>\n");
    if (table->note) {
        text_add(out, "<p class=\"note\">");
        text_add_html(out, table->note);
        text_add(out, "</p>\n");
    }
}
