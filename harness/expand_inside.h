// What the parts of expand share.
#pragma once

#include "harness/expand.h"
#include "harness/feasible.h"
#include "harness/identity.h"
#include "harness/outcome.h"
#include "harness/program.h"
#include "harness/resolve.h"

enum { NO_CONFIG = -1 };

typedef struct {
    Experiment *experiment;
    Plan *plan;
    const DataPlaces *places;
    Diagnostics *diagnostics;
    Error *err;
    Resolver *resolver;
    Feasibility *feasibility;
    size_t infeasible;  // errors that were told of it
    DataDigests data;
    ProgramDigest program;
    Text json;
    Judge judge;
    Why *why;
    size_t draw;    // the trial of a search that is drawn
    bool proposed;  // by TPE, from what those before came to
    // The combination at hand, for each axis: the row and what it is called,
    // the choice's index, and whether the axis is there.
    Row **candidates;
    const char **labels;
    size_t *at;
    bool *active;
    Row **rows;         // those that are there
    size_t *table;      // hash table of configurations by id: index + 1, or 0
    size_t table_size;  // a power of two
    size_t capacity;    // of the plan's configurations
    size_t repeat_capacity;
    // Where results decide what is planned, what --only does not want must be
    // known too, and is left out at the end.
    bool by_results;
    bool *wanted;  // of each configuration
    size_t wanted_capacity;
    size_t most_configs;  // that the blocks may come to
} Expander;

typedef enum {
    COMBINED,
    EXCLUDED,
    REFUSED,         // told; the others may have other mistakes
    NO_COMBINATION,  // a condition does not hold
    BROKEN,          // *err is filled
} Combined;

// Resolves the combination and, unless it is only tried, keeps it: *config is
// its index, or NO_CONFIG where --only asks for others.
Combined expander_combine(Expander *expander, Block *block, bool try,
                          ptrdiff_t *config);

// expand_keep.c: tells why the newest configuration, made of these rows, cannot
// be trained, if so.
void expander_check(Expander *expander, Row *const *rows, size_t count,
                    const Config *config, const char *label);
// Keeps a configuration, unless --only asks for others or it stands already:
// *kept is its index, or NO_CONFIG. False where *err is filled.
bool expander_keep(Expander *expander, Config *config, const char *label,
                   ptrdiff_t *kept);

// expand_search.c: draws a block's trials. False where *err is filled.
bool expand_search(Expander *expander, Block *block);
// Draws more without keeping them, to see whether all conditions can hold, all
// settings be used, and all that TPE may propose be trained.
void expand_probe(Expander *expander, Block *block);

// Whether nothing is wrong but what cannot be had: then the configurations are
// all there, and more can be said of them.
static inline bool expander_has_all(const Expander *expander)
{
    return expander->diagnostics->errors == expander->infeasible;
}

// expand_why.c: answers `why`, if it asks of the newest configuration.
void expand_why(Expander *expander, const Block *block, Row *const *rows,
                size_t count, const Config *config);

// expand_end.c: labels, trials, winners, and what can only be told now. False
// after telling what is wrong.
bool expand_end(Expander *expander);
