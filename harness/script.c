#include "harness/script.h"

#include "nets/base/memory.h"
#include "nets/base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void script_add_string(Text *script, const char *string)
{
    const char *end = string + SCRIPT_STRING_MAX;

    text_add_char(script, '\'');
    while (*string && string < end) {
        size_t length = utf8_length(string, UTF8_BYTES_MAX);

        if (length == 0)
            text_add_char(script, '?');
        else if (utf8_is_control(string, length))
            text_add_char(script, ' ');
        else if (utf8_turns(string, length))
            utf8_add_turn(script, string, length);
        // Two quotes for one, as the manual has it, let gnuplot 5.4 end the
        // string when they are its first characters.
        else if (*string == '\'')
            text_add(script, "'.\"'\".'");
        else
            text_add_part(script, string, length);
        string += length ? length : 1;
    }
    if (*string)
        text_add(script, "…");
    text_add_char(script, '\'');
}

void script_release(Script *script)
{
    for (size_t i = 0; i < script->count; i++) {
        for (size_t j = 0; j < script->columns[i].count; j++)
            free(script->columns[i].texts[j]);
        free(script->columns[i].texts);
        free(script->columns[i].column);
    }
    free(script->columns);
    text_release(&script->text);
    *script = (Script){0};
}

// A name that gnuplot takes for one: anything else becomes '_'.
static void add_name(Text *text, const char *name)
{
    for (; *name; name++)
        text_add_char(text, isalnum((unsigned char)*name) ? *name : '_');
}

static ScriptTexts *texts_of(Script *script, const char *column)
{
    ScriptTexts *texts;
    Text name = {0};

    add_name(&name, column);
    for (size_t i = 0; i < script->count; i++)
        if (strcmp(script->columns[i].column, text_string(&name)) == 0) {
            text_release(&name);
            return &script->columns[i];
        }
    script->columns = memory_grow(script->columns, &script->capacity,
                                  script->count + 1, sizeof *script->columns);
    texts = &script->columns[script->count++];
    *texts = (ScriptTexts){.column = memory_text(text_string(&name))};
    text_release(&name);
    return texts;
}

static size_t number_of(ScriptTexts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->texts[i], text) == 0)
            return i + 1;
    texts->texts = memory_grow(texts->texts, &texts->capacity, texts->count + 1,
                               sizeof *texts->texts);
    texts->texts[texts->count++] = memory_text(text);
    return texts->count;
}

static bool holds_texts(const Result *result, size_t column)
{
    for (size_t row = 0; row < result->rows; row++)
        if (result->types[row * result->columns + column] == 't')
            return true;
    return false;
}

static void add_cell(Text *lines, const Result *result, size_t row,
                     size_t column, ScriptTexts *texts)
{
    size_t cell = row * result->columns + column;
    double number = result_number(result, row, column);

    if (texts && result->cells[cell])
        text_printf(lines, "%zu", number_of(texts, result->cells[cell]));
    else if (isfinite(number))
        text_add_number(lines, number);
    else
        text_add(lines, "NaN");
}

static void add_header(Text *lines, const Result *result)
{
    for (size_t column = 0; column < result->columns; column++) {
        if (column > 0)
            text_add_char(lines, ' ');
        add_name(lines, result->names[column]);
    }
    text_add_char(lines, '\n');
}

// A result with the texts of its columns: NULL where a column has none.
typedef struct {
    const Result *result;
    ScriptTexts **texts;
} Block;

static void add_row(Text *lines, const Block *block, size_t row)
{
    size_t columns = block->result->columns;

    for (size_t column = 0; column < columns; column++) {
        add_cell(lines, block->result, row, column, block->texts[column]);
        text_add_char(lines, column + 1 < columns ? ' ' : '\n');
    }
}

// The rows of each text in the column, as $NAME_1 ….
static void add_panels(Script *script, const char *name, const Block *block,
                       size_t column)
{
    const Result *result = block->result;
    ScriptTexts *texts = block->texts[column];

    for (size_t i = 0; i < texts->count; i++) {
        Text lines = {0};
        Text part = {0};

        text_printf(&part, "%s_%zu", name, i + 1);
        add_header(&lines, result);
        for (size_t row = 0; row < result->rows; row++) {
            const char *text = result->cells[row * result->columns + column];

            if (text && number_of(texts, text) == i + 1)
                add_row(&lines, block, row);
        }
        script_add_lines(script, text_string(&part), &lines);
        text_release(&part);
        text_release(&lines);
    }
}

static void find_texts(Script *script, const Result *result,
                       ScriptTexts **texts)
{
    for (size_t column = 0; column < result->columns; column++)
        if (holds_texts(result, column))
            texts[column] = texts_of(script, result->names[column]);
    // Once more, since they move when there are more of them.
    for (size_t column = 0; column < result->columns; column++)
        if (texts[column])
            texts[column] = texts_of(script, result->names[column]);
}

void script_add_result(Script *script, const char *name, const Result *result)
{
    Text lines = {0};
    ScriptTexts **texts = memory_new(result->columns, sizeof *texts);
    const Block block = {result, texts};
    size_t panel = result_column(result, "panel");

    find_texts(script, result, texts);
    add_header(&lines, result);
    for (size_t row = 0; row < result->rows; row++)
        add_row(&lines, &block, row);
    script_add_lines(script, name, &lines);
    text_add(&script->text, "rows_");
    add_name(&script->text, name);
    text_printf(&script->text, " = %zu\n", result->rows);
    if (panel < result->columns && texts[panel])
        add_panels(script, name, &block, panel);
    free(texts);
    text_release(&lines);
}

void script_finish(Script *script)
{
    Text *text = &script->text;

    for (size_t i = 0; i < script->count; i++) {
        const ScriptTexts *texts = &script->columns[i];

        text_printf(text, "count_%s = %zu\narray text_%s[%zu]\n", texts->column,
                    texts->count, texts->column,
                    texts->count ? texts->count : 1);
        for (size_t j = 0; j < texts->count; j++) {
            text_printf(text, "text_%s[%zu] = ", texts->column, j + 1);
            script_add_string(text, texts->texts[j]);
            text_add_char(text, '\n');
        }
    }
}

// FNV-1a.
static unsigned long long hash(const Text *text)
{
    unsigned long long h = 0xcbf29ce484222325ULL;

    for (size_t i = 0; i < text->length; i++)
        h = (h ^ (unsigned char)text->data[i]) * 0x100000001b3ULL;
    return h;
}

// A line that ends the block must not occur in it: where one does, as it
// never should, the next is tried.
void script_add_lines(Script *script, const char *name, const Text *lines)
{
    unsigned long long h = hash(lines);
    Text end = {0};

    do {
        text_clear(&end);
        text_printf(&end, "end_%016llx", h++);
    } while (strstr(text_string(lines), text_string(&end)));
    text_add_char(&script->text, '$');
    add_name(&script->text, name);
    text_printf(&script->text, " << %s\n%s%s\n", text_string(&end),
                text_string(lines), text_string(&end));
    text_release(&end);
}
