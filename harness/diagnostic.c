#include "harness/diagnostic.h"

#include "nets/base/memory.h"
#include "nets/base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void diagnostic_release(Diagnostic *diagnostic)
{
    free(diagnostic->text);
    free(diagnostic->hint);
    text_release(&diagnostic->also);
}

void diagnostics_release(Diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++)
        diagnostic_release(&diagnostics->items[i]);
    *diagnostics = (Diagnostics){0};
}

static char *formatted(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0)));
static char *formatted(const char *format, va_list arguments)
{
    char text[1024];

    (void)vsnprintf(text, sizeof text, format, arguments);
    return memory_text(text);
}

static bool same(const Diagnostic *a, const Diagnostic *b)
{
    return a->span.source == b->span.source && a->span.line == b->span.line
           && a->span.column == b->span.column && strcmp(a->text, b->text) == 0;
}

// Where there is no room a hint that follows goes nowhere. What was said
// before has its own already.
static void add(Diagnostics *diagnostics, Diagnostic diagnostic)
{
    for (size_t i = 0; i < diagnostics->count; i++)
        if (same(&diagnostics->items[i], &diagnostic)) {
            diagnostic_release(&diagnostic);
            diagnostics->newest = &diagnostics->items[i];
            return;
        }
    if (diagnostic.warning)
        diagnostics->warnings++;
    else
        diagnostics->errors++;
    diagnostics->newest = NULL;
    if (diagnostics->count == DIAGNOSTICS_MAX) {
        diagnostic_release(&diagnostic);
        return;
    }
    diagnostics->newest = &diagnostics->items[diagnostics->count++];
    *diagnostics->newest = diagnostic;
}

bool diagnose(Diagnostics *diagnostics, Mark span, const char *format, ...)
{
    Diagnostic diagnostic = {.span = span};
    va_list arguments;

    va_start(arguments, format);
    diagnostic.text = formatted(format, arguments);
    va_end(arguments);
    add(diagnostics, diagnostic);
    return false;
}

bool diagnose_warning(Diagnostics *diagnostics, Mark span, const char *format,
                      ...)
{
    Diagnostic diagnostic = {.span = span, .warning = true};
    va_list arguments;

    va_start(arguments, format);
    diagnostic.text = formatted(format, arguments);
    va_end(arguments);
    add(diagnostics, diagnostic);
    return false;
}

bool diagnose_hint(Diagnostics *diagnostics, const char *format, ...)
{
    Diagnostic *diagnostic = diagnostics->newest;
    va_list arguments;

    if (!diagnostic || diagnostic->hint)
        return false;
    va_start(arguments, format);
    diagnostic->hint = formatted(format, arguments);
    va_end(arguments);
    return false;
}

bool diagnose_also(Diagnostics *diagnostics, Mark span, const char *what)
{
    Diagnostic *diagnostic = diagnostics->newest;

    if (!diagnostic || diagnostic->also.length > 0)
        return false;
    text_printf(&diagnostic->also, "   also at %s:%d:%d", span.source->name,
                span.line, span.column);
    if (what)
        text_printf(&diagnostic->also, " (%s)", what);
    return false;
}

static const char *line_start(const SourceText *source, int line)
{
    const char *at = source->text;
    const char *end = source->text + source->length;

    for (int i = 1; i < line && at; i++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at)
            at++;
    }
    return at;
}

// What a terminal would obey, or choke on, becomes a question mark.
static void print_clean(const char *text, size_t length, FILE *file)
{
    while (length > 0) {
        size_t bytes = utf8_length(text, length);
        size_t step = bytes > 0 ? bytes : 1;

        if (*text == '\t')
            (void)fputc(' ', file);
        else if (bytes == 0 || utf8_is_control(text, bytes)
                 || utf8_turns(text, bytes))
            (void)fputc('?', file);
        else
            (void)fwrite(text, 1, bytes, file);
        text += step;
        length -= step;
    }
}

static void print_line(const char *line, size_t length, FILE *file)
{
    print_clean(line, length, file);
    (void)fputc('\n', file);
}

static void print_hint(const char *hint, FILE *file)
{
    (void)fputc(' ', file);
    print_clean(hint, strlen(hint), file);
}

static void print_excerpt(const Diagnostic *diagnostic, FILE *file)
{
    enum { LINE_MAX_BYTES = 160 };
    const Mark *span = &diagnostic->span;
    const char *line = line_start(span->source, span->line);
    const char *end = span->source->text + span->source->length;
    size_t length;
    int last;

    if (!line)
        return;
    length = (size_t)(end - line);
    if (memchr(line, '\n', length))
        length = (size_t)((const char *)memchr(line, '\n', length) - line);
    if (length > 0 && line[length - 1] == '\r')
        length--;
    last = span->end_line > span->line ? (int)utf8_count(line, length) + 1
                                       : span->end_column;
    // A line that long says nothing; its place does.
    if (length > LINE_MAX_BYTES) {
        if (diagnostic->hint) {
            (void)fputs("      |", file);
            print_hint(diagnostic->hint, file);
            (void)fputc('\n', file);
        }
        return;
    }
    (void)fprintf(file, "%5d | ", span->line);
    print_line(line, length, file);
    (void)fprintf(file, "      | %*s^", span->column - 1, "");
    for (int i = span->column + 1; i < last; i++)
        (void)fputc('^', file);
    if (diagnostic->hint)
        print_hint(diagnostic->hint, file);
    (void)fputc('\n', file);
}

static void print_one(const Diagnostic *diagnostic, FILE *file)
{
    const Mark *span = &diagnostic->span;
    Text line = {0};

    text_add(&line, span->source->name);
    if (span->line > 0)
        text_printf(&line, ":%d:%d", span->line, span->column);
    text_printf(&line, ": %s: %s", diagnostic->warning ? "warning" : "error",
                diagnostic->text);
    print_line(line.data, line.length, file);
    if (span->line > 0)
        print_excerpt(diagnostic, file);
    if (diagnostic->also.length > 0)
        print_line(diagnostic->also.data, diagnostic->also.length, file);
    text_release(&line);
}

static int by_place(const void *left, const void *right)
{
    const Mark *a = &((const Diagnostic *)left)->span;
    const Mark *b = &((const Diagnostic *)right)->span;
    int names = strcmp(a->source->name, b->source->name);

    if (names != 0)
        return -names;  // files before "--set"
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

void diagnostics_print(Diagnostics *diagnostics, FILE *file)
{
    size_t all = diagnostics->errors + diagnostics->warnings;

    qsort(diagnostics->items, diagnostics->count, sizeof *diagnostics->items,
          by_place);
    for (size_t i = 0; i < diagnostics->count; i++)
        print_one(&diagnostics->items[i], file);
    if (all > diagnostics->count)
        (void)fprintf(file, "and %zu more\n", all - diagnostics->count);
}

bool diagnostics_fail(const Diagnostics *diagnostics, const char *name,
                      Error *err)
{
    return fail_misuse(err, "%zu error%s in %s", diagnostics->errors,
                       diagnostics->errors == 1 ? "" : "s", name);
}
