#include "harness/embedded.h"

#include <string.h>

const Embedded *embedded_find(const char *path)
{
    for (const Embedded *file = embedded_files; file->path; file++)
        if (strcmp(file->path, path) == 0)
            return file;
    return NULL;
}
