// Files of the source tree that the program carries in itself, so that it runs
// anywhere: harness/*.sql, harness/completions/*, plots/*. Made by embed.cmake.
#pragma once

#include <stddef.h>

typedef struct {
    const char *path;  // from the source tree's root
    const char *text;  // ends in NUL
    size_t length;
} Embedded;

extern const Embedded embedded_files[];  // ends in {0}

// NULL when there is none at that path.
const Embedded *embedded_find(const char *path);
