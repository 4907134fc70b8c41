// What a configuration has come to, over the seeds that it is chosen by.
#pragma once

#include "harness/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// From best to worst, whatever the values are.
typedef enum { OUTCOME_DONE, OUTCOME_PRUNED, OUTCOME_FAILED } OutcomeKind;

typedef struct {
    bool over;  // else nothing else is known
    OutcomeKind kind;
    double value;  // mean of the objective over the seeds; NaN: none
    int epochs;    // that its first seed was trained for
} Outcome;

// Where results are asked for. `results` NULL: nothing is over.
typedef struct {
    ResultLookup *results;
    void *context;
    const uint64_t *seeds;
    size_t seed_count;
    bool pruning;  // other seeds are run only where the first is done
    bool minimize;
} Judge;

// Over, when all its seeds are, or when its first is and the others will not
// be run. One that diverged or failed on any seed ranks with the failed.
Outcome outcome_of(const Judge *judge, const char *config_id);
typedef struct {
    Outcome outcome;
    size_t which;  // what it is of; of equals, the lower is the better
    const Judge *judge;
} Standing;

// Sorts them, the best first.
void outcomes_sort(Standing *standings, size_t count);
// Below 0 where `a` did better: the done by their values, then the pruned by
// their epochs, more first, then values, then the failed.
int outcome_compare(const Judge *judge, const Outcome *a, const Outcome *b);
