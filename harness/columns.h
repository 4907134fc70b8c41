// Keys and their lists of values, as grid and zip have them.
#pragma once

#include "harness/row.h"

// A key and its list of values, wherever it stood: dotted or nested. With a
// condition it is written {values: [...], when: {...}}.
typedef struct {
    char *path;
    Mark mark;
    const Node *list;
    const Node *when;  // NULL: always
} Column;

typedef struct {
    Column *items;
    size_t count;
    size_t capacity;
    const Node *when;  // beside the columns, for all of them; or NULL
} Columns;

void columns_release(Columns *columns);
// Adds the columns of a map; `path` is where it stands, "" at the top. False
// after telling what is wrong.
bool columns_find(Columns *columns, const Schema *schema, const char *path,
                  const Node *map, Diagnostics *diagnostics);
// How a choice is called: "cnn", "augment=none", "optimizer.lr=0.001". Names
// the row's assignments from `first` on, which came from `node`.
void choice_label(Text *label, const char *path, const Node *node,
                  const Row *row, size_t first);
