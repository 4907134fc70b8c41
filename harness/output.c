#include "harness/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool refuse(Error *err)
{
    return fail(err, "cannot write to standard output: %s", strerror(errno));
}

bool output_add(const char *text, Error *err)
{
    return fputs(text, stdout) >= 0 || refuse(err);
}

// What failed earlier, unseen, has left no reason.
bool output_flush(Error *err)
{
    if (fflush(stdout) != 0)
        return refuse(err);
    return !ferror(stdout) || fail(err, "cannot write to standard output");
}

size_t output_width(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}
