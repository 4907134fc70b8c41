// Settings whose 0 stands for something else, such as a train_size that means
// all images: told by their descriptions in nets/ and schema.c, and from there
// given to the SQL in plots/ as definitions that "-- @with meaning" asks for.
#pragma once

#include "nets/base/text.h"

// Appends "WITH meaning (name, number, words) AS (...)", a row for each such
// setting.
void meaning_sql(Text *sql);
