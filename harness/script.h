// gnuplot scripts. Names and texts that a user chose reach gnuplot only as
// single-quoted strings in arrays; what is in its data blocks are numbers,
// printed by us. So nothing that a user wrote is ever read as a command.
#pragma once

#include "harness/store.h"
#include "nets/base/text.h"

// An expression that gnuplot reads as this string: 'it'."'".'s'. Control
// characters and what is no UTF-8 are replaced; cut after SCRIPT_STRING_MAX
// bytes.
enum { SCRIPT_STRING_MAX = 200 };
void script_add_string(Text *script, const char *string);

// The texts of one column, over all results of a figure.
typedef struct {
    char *column;
    char **texts;
    size_t count;
    size_t capacity;
} ScriptTexts;

typedef struct {
    Text text;  // the script so far
    ScriptTexts *columns;
    size_t count;
    size_t capacity;
} Script;

void script_release(Script *script);

// Adds `$name`, a data block with a first line of column names, and the number
// `rows_NAME`. A column of texts becomes numbers 1 …, the order in which texts
// first appear in any result; script_finish writes them down.
// NULL, NaN and infinite numbers become NaN. Of a column `panel` of texts, the
// rows of each are blocks of their own as well: $NAME_1 and so on.
void script_add_result(Script *script, const char *name, const Result *result);

// For every column of texts: the number `count_COLUMN` and the array
// `text_COLUMN[count]` (of one empty text where there is none).
void script_finish(Script *script);

// Adds `$name` with `lines`, numbers already printed and one "\n" a line.
void script_add_lines(Script *script, const char *name, const Text *lines);
