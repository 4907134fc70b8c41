// Anything that an experiment can name: a layer, an optimizer, a model, ….
// Each kind has a table, an array of pointers to its entries that ends in
// NULL, made from its table.h.
#pragma once

#include "nets/base/param.h"

typedef struct {
    const char *name;
    const char *summary;
    const Param *params;  // NULL: no settings
    size_t size;          // bytes of the settings struct; 0 without
} Entry;

// NULL when the table has no such name.
const Entry *entry_find(const Entry *const *table, const char *name);
