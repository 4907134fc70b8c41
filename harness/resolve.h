// Rows laid over each other → a configuration, with every setting that
// applies, defaults filled in.
#pragma once

#include "harness/experiment.h"

typedef struct Resolver Resolver;

Resolver *resolver_new(Experiment *experiment, Diagnostics *diagnostics);
void resolver_free(Resolver *resolver);
// The layers are base, defaults_for, the rows, --set. False after telling what
// is wrong. Counts in the rows' assignments what was used.
bool resolve(Resolver *resolver, Row *const *rows, size_t count,
             Config *config);
// The same of what is chosen so far: tells nothing, counts nothing, and leaves
// out what is wrong or missing. Valid until the next is resolved.
const Config *resolve_part(Resolver *resolver, Row *const *rows, size_t count);

// Who says what the setting is in the newest configuration; NULL: nobody, it
// has its default.
const Assignment *resolver_assignment(const Resolver *resolver,
                                      const char *key);

// What one layer says of a setting.
typedef struct {
    const Assignment *assignment;  // its value NULL: what is below is removed
    const Row *row;
    const Defaults *defaults;  // of defaults_for; else NULL
} RowLayer;

// The layers that say something of the setting in the newest configuration,
// made of these rows: the lowest first. Free the array.
RowLayer *resolver_layers(const Resolver *resolver, Row *const *rows,
                          size_t row_count, const Key *key, size_t *count);
// What the setting is where no layer says so; NULL: left out, or it does not
// apply.
const Setting *resolver_fallback(const Resolver *resolver, const Key *key);
