// What the parts of expand share.
#pragma once

#include "harness/expand.h"
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

// expand_search.c: draws a block's trials. False where *err is filled.
bool expand_search(Expander *expander, Block *block);
// Draws more without keeping them, to see whether all conditions can hold and
// all settings be used.
void expand_probe(Expander *expander, Block *block);

// expand_why.c: answers `why`, if it asks of the newest configuration.
void expand_why(Expander *expander, const Block *block, Row *const *rows,
                size_t count, const Config *config);

// expand_end.c: labels, trials, winners, and what can only be told now. False
// after telling what is wrong.
bool expand_end(Expander *expander);
