// What is wrong with something the user wrote: all errors at once, each with
// its place, the line, a caret and at most one hint.
#pragma once

#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stdio.h>

enum { DIAGNOSTICS_MAX = 20 };

// A text that places refer to; must outlive them.
typedef struct {
    const char *name;  // "opt.yaml", or "--set" for the command line's
    const char *text;
    size_t length;
} SourceText;

// From the first character to after the last, all from 1; columns count
// characters, not bytes. Line 0: no place.
typedef struct {
    const SourceText *source;
    int line;
    int column;
    int end_line;
    int end_column;
} Mark;

typedef struct {
    Mark span;
    bool warning;
    char *text;
    char *hint;  // or NULL
    Text also;   // "also at grid.yaml:14:5 (…)", a line each
} Diagnostic;

typedef struct {
    Diagnostic items[DIAGNOSTICS_MAX];
    size_t count;
    Diagnostic *newest;  // NULL where there was no room for it
    size_t errors;       // all of them, also those beyond the items
    size_t warnings;     // likewise
} Diagnostics;

void diagnostics_release(Diagnostics *diagnostics);

// All add one; the same words at the same place are added once. They return
// false, so that a function can fail in one statement.
bool diagnose(Diagnostics *diagnostics, Mark span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool diagnose_warning(Diagnostics *diagnostics, Mark span, const char *format,
                      ...) __attribute__((format(printf, 3, 4)));
// To the newest one: a hint beside the caret, or one more place, told in
// `what` ("ablate row 'big-batch'"), which may be NULL.
bool diagnose_hint(Diagnostics *diagnostics, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool diagnose_also(Diagnostics *diagnostics, Mark span, const char *what);

// Prints all, sorted by their places.
void diagnostics_print(Diagnostics *diagnostics, FILE *file);
// "3 errors in grid.yaml", as misuse; returns false.
bool diagnostics_fail(const Diagnostics *diagnostics, const char *name,
                      Error *err);
