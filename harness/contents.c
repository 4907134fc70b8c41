#include "harness/contents.h"

#include "harness/fit.h"
#include "harness/output.h"
#include "harness/plots.h"
#include "nets/base/memory.h"

#include <string.h>

enum { COLUMNS = 2 };

static size_t count_lines(const char *lines)
{
    size_t count = 0;

    for (; *lines; lines++)
        count += *lines == '\n';
    return count;
}

// Cells of "name<TAB>title" lines, which they end.
static void split(char *lines, const char **cells)
{
    while (*lines) {
        char *title = lines + strcspn(lines, "\t");
        char *end = title + strcspn(title, "\n");

        *title = '\0';
        *end = '\0';
        *cells++ = lines;
        *cells++ = title + 1;
        lines = end + 1;
    }
}

bool contents_print(bool figure, const Format *format, Error *err)
{
    const char *const heads[COLUMNS] = {figure ? "figure" : "table", "title"};
    Text lines = {0};
    Text out = {0};
    size_t rows;
    const char **cells;
    char *types;
    Table table;
    bool ok;

    plots_list(figure, &lines);
    rows = count_lines(text_string(&lines));
    cells = memory_new(rows * COLUMNS, sizeof *cells);
    types = memory_new(rows * COLUMNS, 1);
    memset(types, 't', rows * COLUMNS);
    if (rows > 0)
        split(lines.data, cells);
    table = (Table){.columns = COLUMNS,
                    .rows = rows,
                    .heads = heads,
                    .cells = cells,
                    .types = types};
    if (format->write == format_text)
        fit_table(&table, output_width(), false, &out);
    else
        format->write(&table, &out);
    ok = output_add(text_string(&out), err);
    memory_free(types);
    memory_free(cells);
    text_release(&out);
    text_release(&lines);
    return ok;
}
