#include "harness/trainer_value.h"

#include "harness/number.h"
#include "nets/base/memory.h"
#include "nets/base/utf8.h"

#include <math.h>
#include <string.h>

enum { DEPTH_MAX = 32, VALUE_SHOWN = 40 };

void trainer_clean(const char *bytes, size_t length, size_t most, Text *text)
{
    size_t begin = text->length;

    for (size_t i = 0; i < length;) {
        size_t size = utf8_length(bytes + i, length - i);
        bool good = size > 0 && !utf8_is_control(bytes + i, size)
                    && !utf8_turns(bytes + i, size);

        if (text->length - begin + (good ? size : 1) > most) {
            text_add(text, "…");
            return;
        }
        if (good)
            text_add_part(text, bytes + i, size);
        else
            text_add_char(text, size == 0 ? '?' : ' ');
        i += size ? size : 1;
    }
}

bool values_refuse_json(Values *values)
{
    const char *problem = values->scanner.problem;

    return fail(values->err, "it is no JSON object (%s)",
                problem ? problem : "it does not begin as one");
}

// What stands at `from`, up to the next that a value cannot have.
static bool refuse(Values *values, const char *name, const char *from,
                   const char *wanted)
{
    size_t left = (size_t)(values->scanner.end - from);
    size_t length = 0;
    Text shown = {0};

    while (length < left && length < VALUE_SHOWN + 1
           && !strchr(",}] \t", from[length]))
        length++;
    trainer_clean(from, length, VALUE_SHOWN, &shown);
    (void)fail(values->err, "'%s' must be %s, not %s", name, wanted,
               shown.length > 0 ? shown.data : "nothing");
    text_release(&shown);
    return false;
}

// The number's or word's characters, without quotes; false where they are too
// many or none.
static bool token(Values *values, char *text, size_t size)
{
    Scanner *scanner = &values->scanner;
    bool quoted = scanner_take(scanner, '"');  // skips blanks
    size_t length = 0;

    while (scanner->next < scanner->end && length + 1 < size && *scanner->next
           && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyz"
                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                     *scanner->next))
        text[length++] = *scanner->next++;
    text[length] = '\0';
    if (quoted)
        return length > 0 && scanner_take(scanner, '"')
               && !number_parse(text, &(double){0});
    return length > 0;
}

// Python's json writes NaN and Infinity, other languages write them as texts
// or null.
static bool special(const char *text, double *value)
{
    static const struct {
        const char *text;
        double value;
    } words[] = {
        {"NaN", (double)NAN},        {"nan", (double)NAN},
        {"null", (double)NAN},       {"Infinity", (double)INFINITY},
        {"inf", (double)INFINITY},   {"-Infinity", -(double)INFINITY},
        {"-inf", -(double)INFINITY},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].text, text) == 0) {
            *value = words[i].value;
            return true;
        }
    return false;
}

bool values_real(Values *values, const char *name, double *value)
{
    const char *from;
    char text[64];

    (void)scanner_at_end(&values->scanner);  // skips blanks
    from = values->scanner.next;
    return (token(values, text, sizeof text)
            && (number_parse(text, value) || special(text, value)))
           || refuse(values, name, from, "a number");
}

bool values_whole(Values *values, const char *name, uint64_t *value)
{
    const char *from;
    double number;
    char text[32];

    (void)scanner_at_end(&values->scanner);
    from = values->scanner.next;
    if (!token(values, text, sizeof text) || !number_is_integer(text)
        || !number_parse(text, &number) || number < 0)
        return refuse(values, name, from, "a whole number, 0 or more");
    *value = (uint64_t)number;
    return true;
}

static bool refuse_square(Values *values, const char *name, const char *why)
{
    return fail(values->err,
                "'%s' must be a square of counts, a row for each true "
                "class: %s",
                name, values->scanner.problem ? values->scanner.problem : why);
}

// A row of at most `most` counts.
static bool read_row(Values *values, const char *name, uint32_t *row, int most,
                     int *count)
{
    Scanner *scanner = &values->scanner;

    *count = 0;
    if (!scanner_expect(scanner, '['))
        return refuse_square(values, name, "");
    do {
        uint64_t cell;

        if (!scanner_number(scanner, &cell) || cell > UINT32_MAX)
            return refuse_square(values, name, "a count is too large");
        if (*count == most)
            return refuse_square(values, name, "a row is too long");
        row[(*count)++] = (uint32_t)cell;
    } while (scanner_take(scanner, ','));
    return scanner_expect(scanner, ']') || refuse_square(values, name, "");
}

bool values_square(Values *values, const char *name, uint32_t **square,
                   int *side)
{
    Scanner *scanner = &values->scanner;
    uint32_t first[SQUARE_MAX];
    size_t columns;

    if (!scanner_expect(scanner, '['))
        return refuse_square(values, name, "");
    if (!read_row(values, name, first, SQUARE_MAX, side))
        return false;
    columns = (size_t)*side;
    *square = memory_new(columns * columns, sizeof **square);
    memcpy(*square, first, columns * sizeof *first);
    for (size_t row = 1; row < columns; row++) {
        int count;

        if (!scanner_take(scanner, ','))
            return refuse_square(values, name, "it has more columns than rows");
        if (!read_row(values, name, *square + row * columns, *side, &count))
            return false;
        if (count != *side)
            return refuse_square(values, name, "its rows differ in length");
    }
    return scanner_take(scanner, ']')
           || refuse_square(values, name, "it has more rows than columns");
}

static bool skip_value(Values *values, int depth)
{
    Scanner *scanner = &values->scanner;
    char text[64];
    bool map = scanner_take(scanner, '{');

    if (depth > DEPTH_MAX)
        return fail(values->err, "it is nested deeper than %d", DEPTH_MAX);
    if (!map && !scanner_take(scanner, '['))
        return (scanner->next < scanner->end && *scanner->next == '"'
                    ? scanner_string(scanner, &values->scratch)
                    : token(values, text, sizeof text))
               || values_refuse_json(values);
    if (scanner_take(scanner, map ? '}' : ']'))
        return true;
    do {
        if (map
            && (!scanner_string(scanner, &values->scratch)
                || !scanner_expect(scanner, ':')))
            return values_refuse_json(values);
        if (!skip_value(values, depth + 1))
            return false;
    } while (scanner_take(scanner, ','));
    return scanner_expect(scanner, map ? '}' : ']')
           || values_refuse_json(values);
}

bool values_skip(Values *values)
{
    return skip_value(values, 0);
}
