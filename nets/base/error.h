// What went wrong, as a value: it owns its words, so it outlives whatever it
// speaks of, and filling one needs no memory.
#pragma once

#include <stdbool.h>

// What the program's exit status will be.
enum {
    EXIT_WELL = 0,
    EXIT_FAILED = 1,      // it failed, or some trials did
    EXIT_MISUSED = 2,     // bad input or a wrong command line
    EXIT_STOPPED = 3,     // stopped early; run again to go on
    EXIT_UNEXPECTED = 5,  // an `expect:` of the experiment was missed
    EXIT_INTERRUPTED = 130,
    EXIT_TERMINATED = 143,
};

typedef struct {
    char message[1024];
    int exit_code;  // EXIT_FAILED or EXIT_MISUSED
} Error;

// Both fill *err and return false, so that a function can fail in one
// statement: return fail(err, "cannot open '%s': %s", ...).
// Messages: lower case, no full stop, what was wrong, then what would be right.
bool fail(Error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// For what the user wrote or typed: the program will exit with EXIT_MISUSED.
bool fail_misuse(Error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
