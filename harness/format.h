// Tables as text, whatever they are made of: one model, many writers. To add
// a format: write it in harness/format_NAME.c and add its row in format.c.
#pragma once

#include "harness/store.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stddef.h>

// All borrowed.
typedef struct {
    size_t columns;
    size_t rows;
    const char *const *heads;  // [columns]
    const char *const *cells;  // [rows, columns]; NULL: nothing there
    const char *types;         // [rows, columns]: i, f, t or n, as in a Result
    const bool *bold;          // [rows, columns], or NULL: none
    const char *caption;       // or NULL
    const char *note;          // below the table; or NULL
} Table;

// Borrows from the result.
Table table_of(const Result *result);

// Writes the whole table to the end of `out`. What the user chose is made
// harmless for where it goes.
typedef void TableWriter(const Table *table, Text *out);

typedef struct {
    const char *name;    // "csv"
    const char *suffix;  // of files: ".csv"
    TableWriter *write;
} Format;

extern const Format formats[];  // ends in {0}
const Format *format_find(const char *name);

// Aligned columns, numbers to the right; NULL is a dash. For eyes: long cells
// end in …, control characters are gone, caption and note are plain lines.
TableWriter format_text;
// RFC 4180, without caption and note. NULL is empty, an empty text "". Texts
// that a spreadsheet would take for formulas get a leading '.
TableWriter format_csv;
// An array of objects; infinities are texts, since JSON has none.
TableWriter format_json;
// One of its cells, by the type that it has in a Result.
void format_json_cell(const char *cell, char type, Text *out);

// Tab-separated; tabs and line ends in cells become spaces, else as CSV.
TableWriter format_tsv;
// A pipe table, as GitHub and pandoc read it.
TableWriter format_markdown;
// A table environment of booktabs' rules, without vertical ones.
TableWriter format_latex;
// A <table> with its caption, for inclusion in a page.
TableWriter format_html;

// A column of numbers, or of texts that read as such; NULLs aside.
bool table_is_numeric(const Table *table, size_t column);

// A text for HTML (also within quotes), Markdown or LaTeX: nothing in it is
// taken for markup.
void text_add_html(Text *text, const char *string);
void text_add_markdown(Text *text, const char *string);
void text_add_latex(Text *text, const char *string);

// The text without control characters, tabs and line ends as spaces, and what
// would turn the direction of reading as <U+202E>, see utf8.h: what may go to a
// terminal.
void text_add_printable(Text *text, const char *string);
// The same, but tabs and line ends stay, and it ends in a line end.
void text_add_plain(Text *text, const char *string);
// How many columns a terminal gives to it: its characters, in UTF-8.
size_t text_width(const char *string);
// The bytes of its first line, where it is broken at spaces into lines of that
// width: all of its first word, though that be wider.
size_t text_line(const char *string, size_t width);
