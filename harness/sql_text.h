// SQL as text: where its statements end, and its parameters' values written
// into it.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>

// After the first semicolon outside of quotes and comments; NULL: none.
const char *sql_statement_end(const char *sql);

// Nothing but blanks and semicolons.
bool sql_is_blank(const char *text);

// The query with its parameters' values in place of their names, as
// store_query would bind them, and a semicolon: ready for anyone to ask.
// `names` (":study") and `values` end in NULL and may be NULL; a value that is
// NULL becomes NULL. A parameter without a value stays as it is.
void sql_fill(const char *sql, const char *const *names,
              const char *const *values, Text *out);
