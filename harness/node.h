// YAML text as a tree of nodes, each knowing its place. node.c alone knows
// libyaml, which decides no types: a scalar is what was written.
#pragma once

#include "harness/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    NODE_DEPTH_MAX = 32,
    NODE_COUNT_MAX = 100000,  // aliases expanded
    NODE_BYTES_MAX = 1 << 20,
};

typedef enum { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node {
    NodeKind kind;
    Mark span;     // an alias's is where the alias stands
    bool quoted;   // in quotes, or a block scalar
    char *text;    // NODE_SCALAR; ends in NUL, and holds no other
    size_t count;  // of items, or of pairs
    // NODE_LIST: the items. NODE_MAP: key and value by turns, 2 × count; keys
    // are scalars, no two alike.
    struct Node *items;
} Node;

// Reads one document into *root. All that is wrong goes to the diagnostics;
// then *root is empty, and false is returned. Marks refer to `source`.
bool node_read(const SourceText *source, Node *root, Diagnostics *diagnostics);
void node_release(Node *node);
Node node_copy(const Node *node);  // a deep one

static inline const Node *node_key(const Node *map, size_t i)
{
    return &map->items[2 * i];
}

static inline const Node *node_value(const Node *map, size_t i)
{
    return &map->items[2 * i + 1];
}

// Refuses every key that a map has twice.
bool node_check_duplicates(const Node *map, Diagnostics *diagnostics);
// NULL when the map has no such key.
const Node *node_find(const Node *map, const char *key);
// Nothing, ~, or null, unquoted.
bool node_is_null(const Node *node);
// An unquoted number, see harness/number.h.
bool node_number(const Node *node, double *value);
// "a list", "a map", "nothing", "text", for messages.
const char *node_kind_text(const Node *node);
// "0.2.5": libyaml's.
const char *node_yaml_version(void);
