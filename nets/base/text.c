#include "nets/base/text.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 24 };

void text_release(Text *text)
{
    free(text->data);
    *text = (Text){0};
}

void text_clear(Text *text)
{
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

// For so many bytes more, and NUL. Characters need no alignment, and are
// written before they are read.
static void make_room(Text *text, size_t bytes)
{
    size_t needed = text->length + bytes + 1;
    size_t larger = text->capacity + text->capacity / 2;

    if (needed <= text->capacity)
        return;
    if (larger < needed)
        larger = needed;
    if (larger < SHORTEST)
        larger = SHORTEST;
    text->data = realloc(text->data, larger);
    if (!text->data)
        memory_end();
    text->capacity = larger;
}

void text_add_part(Text *text, const char *bytes, size_t length)
{
    make_room(text, length);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add(Text *text, const char *string)
{
    text_add_part(text, string, strlen(string));
}

void text_add_char(Text *text, char c)
{
    text_add_part(text, &c, 1);
}

void text_printf(Text *text, const char *format, ...)
{
    va_list arguments;
    va_list again;
    int length;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    make_room(text, (size_t)length);
    (void)vsnprintf(text->data + text->length, (size_t)length + 1, format,
                    again);
    va_end(again);
    text->length += (size_t)length;
}

// A locale may write the decimal point as something else, even of several
// bytes; a number has at most one.
static void use_decimal_point(char *number)
{
    char *point = number + strspn(number, "-0123456789");
    size_t length = strcspn(point, "0123456789e");

    if (*point == '\0' || *point == 'e')
        return;
    *point = '.';
    memmove(point + 1, point + length, strlen(point + length) + 1);
}

void text_add_number(Text *text, double value)
{
    char number[64];

    if (!isfinite(value)) {
        text_add(text, isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
        return;
    }
    // Any decimal of up to 15 digits survives being a double, and %g drops
    // zeros: where 15 are enough, what it prints is the shortest already. But
    // denormals have fewer digits.
    for (int digits = fabs(value) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        (void)snprintf(number, sizeof number, "%.*g", digits, value);
        if (strtod(number, NULL) == value)
            break;
    }
    // Whole numbers are written out, as one would: 60000, not 6e+04.
    if (fabs(value) < 1e15 && value == floor(value))
        (void)snprintf(number, sizeof number, "%.0f", value);
    use_decimal_point(number);
    text_add(text, number);
}

static bool is_plain_json(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static void add_json_escape(Text *text, char c)
{
    if (c == '"' || c == '\\')
        text_printf(text, "\\%c", c);
    else if (c == '\n')
        text_add(text, "\\n");
    else
        text_printf(text, "\\u%04x", (unsigned)(unsigned char)c);
}

void text_add_json(Text *text, const char *string)
{
    text_add_char(text, '"');
    while (*string) {
        size_t plain = 0;

        while (string[plain] && is_plain_json(string[plain]))
            plain++;
        text_add_part(text, string, plain);
        string += plain;
        if (*string)
            add_json_escape(text, *string++);
    }
    text_add_char(text, '"');
}

const char *text_string(const Text *text)
{
    return text->data ? text->data : "";
}
