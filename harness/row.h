// A row of a grid: settings as somebody wrote them together, with their
// places. Shorthands are written out: `model: cnn` is model.name, `augment:
// paper` is five settings.
#pragma once

#include "harness/config.h"
#include "harness/node.h"
#include "harness/schema.h"

typedef struct {
    const Key *key;
    const Setting *value;  // NULL: removed (null)
    const Node *layers;    // of model.layers: the list, borrowed; else NULL
    bool pixels;           // a shift in pixels, not yet a fraction
    Mark key_span;
    Mark span;  // of the value
    // Configurations that have it in the end, and those that it does not
    // apply to.
    size_t used;
    size_t dropped;
} Assignment;

typedef struct {
    Assignment *items;  // no key twice
    size_t count;
    size_t capacity;
} Row;

void row_release(Row *row);
// NULL when the row does not set the key.
const Assignment *row_find(const Row *row, const Key *key);
// Adds what a map of settings says; false after telling what is wrong.
bool row_read(Row *row, const Schema *schema, const Node *map,
              Diagnostics *diagnostics);
// Adds one setting or a map of settings below a path: "optimizer.lr", "model",
// "augment". `key_span` is where the path stands.
bool row_add(Row *row, const Schema *schema, const char *path, Mark key_span,
             const Node *value, Diagnostics *diagnostics);
// path.c: whether there is such a setting, or settings below it: "augment",
// "optimizer.lr"; tells when not.
bool row_path_known(const Schema *schema, const char *path, Mark span,
                    Diagnostics *diagnostics);
// A hint to the newest diagnostic: what is known below the path; false.
bool path_hint_below(const Schema *schema, const char *path,
                     Diagnostics *diagnostics);
