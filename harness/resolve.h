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
