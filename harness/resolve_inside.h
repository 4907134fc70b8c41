// Shared by resolve.c and resolve_layers.c alone.
#pragma once

#include "harness/resolve.h"

// What a key has come to, and the row that said so.
typedef struct {
    Assignment *assignment;
    const Row *row;
} Slot;

struct Resolver {
    Experiment *experiment;
    Diagnostics *diagnostics;
    Slot *slots;       // one per key of the schema
    bool *selected;    // which of the study's defaults apply
    bool own_program;  // the trial is trained by `command`, not by nets/
    const Entry *entries[FAMILIES];
    Config config;  // grown once; what is kept of it is a copy that fits
    bool part;  // rows are missing, so nothing is a mistake, and nothing counts
};

static inline Slot *slot_of(const Resolver *resolver, const Key *key)
{
    return &resolver->slots[key - resolver->experiment->schema->keys];
}

// Lays base, defaults_for, the rows and --set over each other, into the slots.
// False after telling why that does not end.
bool resolver_lay(Resolver *resolver, Row *const *rows, size_t count);
