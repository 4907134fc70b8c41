#include "harness/source.h"

#include "harness/node.h"
#include "nets/base/utf8.h"

#include <string.h>

static bool refuse(const SourceText *source, int line, int column,
                   Diagnostics *diagnostics)
{
    const Mark span = {source, line, column, line, column + 1};
    const char *at = source->text;
    unsigned char c;

    for (int i = 1; i < line; i++)
        at = strchr(at, '\n') + 1;
    for (int i = 1; i < column; i++)
        at += utf8_length(at, UTF8_BYTES_MAX);
    c = (unsigned char)*at;
    if (c == '\t') {
        (void)diagnose(diagnostics, span, "a tab");
        return diagnose_hint(diagnostics, "use spaces");
    }
    if (c == '\0')
        return diagnose(diagnostics, span, "a NUL character");
    if (c >= 0x80)
        return diagnose(diagnostics, span, "this is not UTF-8 (byte 0x%02x)",
                        (unsigned)c);
    return diagnose(diagnostics, span, "a control character (0x%02x)",
                    (unsigned)c);
}

static bool allowed(unsigned char c)
{
    return c == '\n' || c == '\r' || (c >= 0x20 && c != 0x7F);
}

bool source_check(const SourceText *source, Diagnostics *diagnostics)
{
    const char *text = source->text;
    int line = 1;
    int column = 1;

    if (source->length == 0)
        return diagnose(diagnostics, (Mark){source, 0, 0, 0, 0},
                        "the file is empty");
    if (source->length > NODE_BYTES_MAX)
        return diagnose(diagnostics, (Mark){source, 0, 0, 0, 0},
                        "the file is larger than 1 MiB");
    for (size_t i = 0; i < source->length;) {
        size_t length = utf8_length(text + i, source->length - i);

        if (length == 0 || !allowed((unsigned char)text[i]))
            return refuse(source, line, column, diagnostics);
        column++;
        if (text[i] == '\n') {
            line++;
            column = 1;
        }
        i += length;
    }
    return true;
}

static const char *after_line(const char *at, const char *end)
{
    const char *ending = memchr(at, '\n', (size_t)(end - at));

    return ending ? ending + 1 : end;
}

// The blanks that a line begins with.
static size_t indentation(const SourceText *source, size_t line)
{
    const char *at = source->text;
    const char *end = at + source->length;
    size_t count = 0;

    for (size_t i = 0; i < line; i++)
        at = after_line(at, end);
    while (at + count < end && at[count] == ' ')
        count++;
    return count;
}

bool source_leaves(const SourceText *source, size_t open, size_t line,
                   size_t character)
{
    size_t characters = 0;

    for (size_t i = 0; i < source->length; i++)
        characters += ((unsigned char)source->text[i] & 0xC0) != 0x80;
    return character >= characters
           || (line > open
               && indentation(source, line) <= indentation(source, open));
}
