// Standard output, which may be a full disk.
#pragma once

#include "nets/base/error.h"

#include <stddef.h>

bool output_add(const char *text, Error *err);
// Writes what is still kept back; fails when anything before it has failed.
bool output_flush(Error *err);
// How many columns the terminal has that it goes to; 0: it goes to none.
size_t output_width(void);
