// For realpath(): POSIX 2008 counts it among its XSI part.
#define _GNU_SOURCE

#include "harness/database_inside.h"

#include "nets/base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(const char *path, const char *reason, Error *err)
{
    return fail(err, "cannot open '%s': %s", path, reason);
}

static bool check_file(const char *path, bool write, Error *err)
{
    struct stat status;

    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return refuse(path, strerror(EISDIR), err);
    if (access(path, write ? R_OK | W_OK : R_OK) == 0
        || (write && errno == ENOENT))
        return true;
    return refuse(path, strerror(errno), err);
}

// The journal is made beside the file, wherever a symbolic link to it stands.
static bool check_folder(const char *path, Error *err)
{
    char *file = realpath(path, NULL);
    char *slash;
    bool ok;

    if (!file)
        file = memory_text(path);
    slash = strrchr(file, '/');
    if (slash)
        slash[slash == file] = '\0';
    ok = access(slash ? file : ".", W_OK | X_OK) == 0
         || fail(err, "cannot write to '%s': its folder '%s': %s", path,
                 slash ? file : ".", strerror(errno));
    free(file);
    return ok;
}

bool database_allowed(const char *path, bool write, Error *err)
{
    return check_file(path, write, err) && (!write || check_folder(path, err));
}
