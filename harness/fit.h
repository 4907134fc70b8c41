// Tables as text on a terminal that may be too narrow for them.
#pragma once

#include "harness/format.h"

// As format_text where that fits into `width` columns (0: any width). Else its
// widest texts are cut, ending in …. Where that is not enough, with `blocks`
// every row is a block of lines, one for each column, with nothing cut; without
// the terminal breaks the lines.
void fit_table(const Table *table, size_t width, bool blocks, Text *out);
