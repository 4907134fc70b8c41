#include "harness/format.h"

#include "nets/base/memory.h"
#include "nets/base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_WIDTH_MAX = 64, GAP = 2 };

const Format formats[] = {
    {"text", ".txt", format_text},  {"csv", ".csv", format_csv},
    {"tsv", ".tsv", format_tsv},    {"json", ".json", format_json},
    {"md", ".md", format_markdown}, {"tex", ".tex", format_latex},
    {"html", ".html", format_html}, {0},
};

const Format *format_find(const char *name)
{
    for (const Format *format = formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

Table table_of(const Result *result)
{
    return (Table){.columns = result->columns,
                   .rows = result->rows,
                   .heads = (const char *const *)result->names,
                   .cells = (const char *const *)result->cells,
                   .types = result->types};
}

// How many bytes from here on are characters of ASCII that can be printed.
static size_t plain_bytes(const char *string)
{
    size_t length = 0;

    while (string[length] >= 0x20 && string[length] < 0x7F)
        length++;
    return length;
}

static bool is_blank(char c)
{
    return c == '\t' || c == '\n';
}

// Adds the character, or what stands for it, unless it is a control character;
// what is no UTF-8 would be one to some terminals, or become one. Returns how
// many bytes it takes.
static size_t add_character(Text *text, const char *string)
{
    size_t length = utf8_length(string, UTF8_BYTES_MAX);

    if (length == 0) {
        text_add_char(text, '?');
        return 1;
    }
    if (utf8_turns(string, length))
        utf8_add_turn(text, string, length);
    else if (!utf8_is_control(string, length))
        text_add_part(text, string, length);
    return length;
}

void text_add_printable(Text *text, const char *string)
{
    while (*string) {
        size_t plain = plain_bytes(string);

        text_add_part(text, string, plain);
        string += plain;
        if (is_blank(*string)) {
            text_add_char(text, ' ');
            string++;
        } else if (*string) {
            string += add_character(text, string);
        }
    }
}

void text_add_plain(Text *text, const char *string)
{
    while (*string)
        if (is_blank(*string))
            text_add_char(text, *string++);
        else
            string += add_character(text, string);
    if (text->length && text->data[text->length - 1] != '\n')
        text_add_char(text, '\n');
}

size_t text_width(const char *string)
{
    return utf8_count(string, strlen(string));
}

size_t text_line(const char *string, size_t width)
{
    size_t length = strcspn(string, " ");

    while (string[length]) {
        size_t next = length + 1 + strcspn(string + length + 1, " ");

        if (utf8_count(string, next) > width)
            break;
        length = next;
    }
    return length;
}

// Cuts what was added from `start` on down to `most` characters.
static void shorten(Text *text, size_t start, size_t most)
{
    size_t width = 0;
    size_t end = start;

    if (text_width(text_string(text) + start) <= most)
        return;
    while (width < most) {
        end++;
        width += utf8_begins(text->data[end]);
    }
    // The last character makes room for the ellipsis.
    do
        end--;
    while (!utf8_begins(text->data[end]));
    text->data[end] = '\0';
    text->length = end;
    text_add(text, "…");
}

static const char *cell_at(const Table *table, size_t row, size_t column)
{
    return table->cells[row * table->columns + column];
}

static char type_at(const Table *table, size_t row, size_t column)
{
    return table->types[row * table->columns + column];
}

static void add_cell(const Table *table, const char *cell, Text *text)
{
    size_t start = text->length;

    text_add_printable(text, cell ? cell : "-");
    if (table->columns > 1)
        shorten(text, start, CELL_WIDTH_MAX);
}

// How wide what add_cell adds is.
static size_t cell_width(const Table *table, const char *cell)
{
    size_t width = 0;

    cell = cell ? cell : "-";
    while (*cell) {
        size_t length = utf8_length(cell, UTF8_BYTES_MAX);

        if (length > 0 && utf8_turns(cell, length))
            width += UTF8_TURN_WIDTH;
        else
            width += length == 0 || is_blank(*cell)
                     || !utf8_is_control(cell, length);
        cell += length ? length : 1;
    }
    return table->columns > 1 && width > CELL_WIDTH_MAX ? CELL_WIDTH_MAX
                                                        : width;
}

static size_t column_width(const Table *table, size_t column)
{
    size_t widest = cell_width(table, table->heads[column]);

    for (size_t row = 0; row < table->rows; row++) {
        size_t width = cell_width(table, cell_at(table, row, column));

        widest = width > widest ? width : widest;
    }
    return widest;
}

// "98.91 ± 0.06", "[98.8, 99.0]" and "< 0.001" are numbers to the eye.
static bool reads_as_number(const char *cell)
{
    return *cell && cell[strspn(cell, "0123456789.,+-<[]/% \xC2\xB1")] == '\0';
}

bool table_is_numeric(const Table *table, size_t column)
{
    bool numbers = false;

    for (size_t row = 0; row < table->rows; row++) {
        char type = type_at(table, row, column);

        const char *cell = cell_at(table, row, column);

        if (type == 'n' || strcmp(cell, "n/a") == 0)
            continue;
        if (type == 't' && !reads_as_number(cell))
            return false;
        numbers = true;
    }
    return numbers;
}

typedef struct {
    size_t width;
    bool right;
} Column;

static void add_spaces(Text *text, size_t count)
{
    static const char spaces[] = "                                ";
    size_t most = sizeof spaces - 1;

    for (; count > most; count -= most)
        text_add_part(text, spaces, most);
    text_add_part(text, spaces, count);
}

// Nothing is added behind a line's last cell.
static void add_aligned(const Table *table, const char *cell,
                        const Column *column, bool last, Text *out)
{
    size_t start = out->length;
    size_t blank = column->width - cell_width(table, cell);

    if (column->right)
        add_spaces(out, blank);
    add_cell(table, cell, out);
    if (!column->right && !last)
        add_spaces(out, blank);
    if (last)
        while (out->length > start && out->data[out->length - 1] == ' ')
            out->data[--out->length] = '\0';
}

static void add_line(const Table *table, const char *const *cells,
                     const Column *columns, Text *out)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (i > 0)
            add_spaces(out, GAP);
        add_aligned(table, cells[i], &columns[i], i + 1 == table->columns, out);
    }
    text_add_char(out, '\n');
}

static void add_remark(const char *remark, Text *out)
{
    if (!remark)
        return;
    text_add_printable(out, remark);
    text_add_char(out, '\n');
}

void format_text(const Table *table, Text *out)
{
    Column *columns = memory_new(table->columns, sizeof *columns);

    for (size_t i = 0; i < table->columns; i++)
        columns[i] =
            (Column){column_width(table, i), table_is_numeric(table, i)};
    add_remark(table->caption, out);
    add_line(table, table->heads, columns, out);
    for (size_t row = 0; row < table->rows; row++)
        add_line(table, &table->cells[row * table->columns], columns, out);
    add_remark(table->note, out);
    free(columns);
}

static void add_csv(const char *cell, char type, Text *out)
{
    bool formula = type == 't' && cell[0] && strchr("=+-@\t\r", cell[0]);

    if (type == 'n' || !cell)
        return;
    if (cell[0] && !formula && !strpbrk(cell, "\",\r\n")) {
        text_add(out, cell);
        return;
    }
    text_add(out, formula ? "\"'" : "\"");
    for (; *cell; cell++) {
        if (*cell == '"')
            text_add_char(out, '"');
        text_add_char(out, *cell);
    }
    text_add_char(out, '"');
}

void format_csv(const Table *table, Text *out)
{
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, i ? "," : "");
        add_csv(table->heads[i], 't', out);
    }
    text_add(out, "\r\n");
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            text_add(out, i ? "," : "");
            add_csv(cell_at(table, row, i), type_at(table, row, i), out);
        }
        text_add(out, "\r\n");
    }
}

void format_json_cell(const char *cell, char type, Text *out)
{
    if (type == 'n' || !cell)
        text_add(out, "null");
    else if (type != 't' && !strpbrk(cell, "in"))
        text_add(out, cell);
    else
        text_add_json(out, cell);
}

void format_json(const Table *table, Text *out)
{
    text_add(out, "[");
    for (size_t row = 0; row < table->rows; row++) {
        text_add(out, row ? ",\n {" : "\n {");
        for (size_t i = 0; i < table->columns; i++) {
            text_add(out, i ? ", " : "");
            text_add_json(out, table->heads[i]);
            text_add(out, ": ");
            format_json_cell(cell_at(table, row, i), type_at(table, row, i),
                             out);
        }
        text_add(out, "}");
    }
    text_add(out, table->rows ? "\n]\n" : "]\n");
}
