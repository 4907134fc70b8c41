// Unpacking zip archives; not those over 4 GiB (zip64), encrypted or packed
// otherwise than by deflate.
#pragma once

#include "nets/base/error.h"

// Unpacks every member whose name ends in `ending` into the folder, under the
// last part of its name, each written atomically.
bool zip_extract(const char *path, const char *ending, const char *folder,
                 Error *err);
