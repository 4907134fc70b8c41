// Folders that come and go as a whole.
#pragma once

#include "nets/base/error.h"

#include <stddef.h>

// Makes a folder of one's own in $TMPDIR, else in /tmp; `path` becomes its
// path.
bool folder_temporary(char *path, size_t size, Error *err);

// Removes a folder with whatever is in it; symbolic links are not followed. One
// that is missing is well.
bool folder_remove_all(const char *path, Error *err);
