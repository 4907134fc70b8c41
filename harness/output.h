// Standard output, which may be a full disk.
#pragma once

#include "nets/base/error.h"

bool output_add(const char *text, Error *err);
// Writes what is still kept back; fails when anything before it has failed.
bool output_flush(Error *err);
