#include "harness/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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
