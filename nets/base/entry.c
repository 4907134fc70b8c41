#include "nets/base/entry.h"

#include <string.h>

const Entry *entry_find(const Entry *const *table, const char *name)
{
    for (; *table; table++)
        if (strcmp((*table)->name, name) == 0)
            return *table;
    return NULL;
}
