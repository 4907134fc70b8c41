// Whether what a configuration asks for can be had: its data are there and
// have so many images, its network can be built, and early stopping has
// something to go by. Nothing is loaded, and no weights are drawn: what is
// wrong is told before anything is trained or written.
#pragma once

#include "harness/resolve.h"

// The networks and data met so far: each is looked at once.
typedef struct Feasibility Feasibility;

Feasibility *feasibility_new(void);
void feasibility_free(Feasibility *known);

// The newest configuration, and what it is made of.
typedef struct {
    const Experiment *experiment;
    const Resolver *resolver;
    Row *const *rows;
    size_t row_count;
    const Config *config;
    const char *label;
} Candidate;

// Tells why it cannot be trained, if so.
void feasible_tell(Feasibility *known, const Candidate *candidate,
                   Diagnostics *diagnostics);
