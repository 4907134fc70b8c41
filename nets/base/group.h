// The control groups (version 2) that this process is in: its own, and those
// above it, which may have limits too.
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char folder[PATH_MAX];
    size_t top;  // the length of the topmost one's
} Group;

// The process's own, as the files under the folder `root` say; "" for those of
// the machine. Where nobody says, it is the topmost.
void group_own(Group *group, const char *root);
// Goes on to the one above; false where there is none.
bool group_above(Group *group);
// The first line of one of its files; false where there is no such file.
bool group_read(const Group *group, const char *name, char *line, int size);
