// A resolved configuration's settings → the fields of a struct.
#pragma once

#include "harness/config.h"
#include "nets/base/entry.h"

// Sets every field whose setting stands in the configuration as PREFIX.NAME;
// the others stay as they are. Fails on a value that the field cannot take.
bool bind_settings(const Config *config, const char *prefix,
                   const Param *params, void *settings, Error *err);

// The same for something that a table lists: finds the entry that PREFIX.name
// names, or the table's first, and gives it newly made settings, filled with
// its defaults first; NULL where it has none. The caller frees them.
bool bind_entry(const Config *config, const char *prefix,
                const Entry *const *table, const Entry **entry, void **settings,
                Error *err);

// An entry's settings at their defaults; NULL where it has none.
void *bind_defaults(const Entry *entry);
