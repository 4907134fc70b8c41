// What `plot` and `table` can be asked for.
#pragma once

#include "harness/format.h"
#include "nets/base/error.h"

// Prints the names of all figures, or of all tables, each with its title.
bool contents_print(bool figure, const Format *format, Error *err);
