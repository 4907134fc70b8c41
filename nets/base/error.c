#include "nets/base/error.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(Error *err, int exit_code, const char *format,
                 va_list arguments) __attribute__((format(printf, 3, 0)));
static void fill(Error *err, int exit_code, const char *format,
                 va_list arguments)
{
    // The message may quote *err itself, so it is written aside first.
    char message[sizeof err->message];

    (void)vsnprintf(message, sizeof message, format, arguments);
    (void)snprintf(err->message, sizeof err->message, "%s", message);
    err->exit_code = exit_code;
}

bool fail(Error *err, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fill(err, EXIT_FAILED, format, arguments);
    va_end(arguments);
    return false;
}

bool fail_misuse(Error *err, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fill(err, EXIT_MISUSED, format, arguments);
    va_end(arguments);
    return false;
}
