#include "harness/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool folder_temporary(char *path, size_t size, Error *err)
{
    static const char name[] = "/quadrille-XXXXXX";
    const char *place = getenv("TMPDIR");

    if (!place || strlen(place) > size - sizeof name)
        place = "/tmp";
    (void)snprintf(path, size, "%s%s", place, name);
    return mkdtemp(path)
           || fail(err, "cannot make a folder in '%s': %s", place,
                   strerror(errno));
}

static bool remove_all(int parent, const char *name);

static bool is_itself(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool remove_inside(int parent, const char *name)
{
    int folder =
        openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *items = folder >= 0 ? fdopendir(folder) : NULL;
    const struct dirent *item;
    bool ok = items != NULL;

    while (ok && (item = readdir(items)) != NULL)
        ok = is_itself(item->d_name) || remove_all(folder, item->d_name);
    if (items)
        (void)closedir(items);
    else if (folder >= 0)
        (void)close(folder);
    return ok;
}

// A file that is no folder goes at once; errno has the reason when one stays.
static bool remove_all(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return true;
    return (errno == EISDIR || errno == EPERM) && remove_inside(parent, name)
           && (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

bool folder_remove_all(const char *path, Error *err)
{
    return remove_all(AT_FDCWD, path)
           || fail(err, "cannot remove '%s': %s", path, strerror(errno));
}
