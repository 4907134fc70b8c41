// Pruning: which of a study's trials go on, by what they have come to at the
// same epochs, the rungs. Numbers in, judgements out; it knows neither the
// record nor processes.
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    PRUNE_NONE,
    PRUNE_SHA,     // successive halving: Jamieson & Talwalkar 2016
    PRUNE_ASHA,    // the stopping type: Li et al. 2020, section 3.3
    PRUNE_MEDIAN,  // the median stopping rule: Golovin et al. 2017
} PruneMethod;
// In the order of PruneMethod, ending in NULL.
extern const char *const prune_methods[];

// The `prune:` block. Epochs: 1 ≤ min ≤ max, and no configuration has more than
// max; eta ≥ 2 for sha and asha.
typedef struct {
    PruneMethod method;
    int min;
    int max;
    int eta;
} Prune;

// The epoch after which rung `rung`, from 0, is: min·etaⁱ for sha and asha,
// min + i for median; 0 beyond max.
int prune_epoch(const Prune *prune, int rung);
// The rung after that epoch, or -1 where there is none.
int prune_rung(const Prune *prune, int epoch);
// How many rungs lie before that epoch.
int prune_rungs_before(const Prune *prune, int epoch);

// What a trial has come to at a rung. NaN is worse than any number.
typedef struct {
    double value;  // the objective after the rung's epoch
    double best;   // of its values up to there, and their mean; median only
    double mean;
} Entrant;

typedef struct {
    bool goes_on;
    size_t rank;       // from 1, the best
    size_t count;      // of those compared, this one among them
    double value;      // what was compared: `value`, or `best` for median
    double threshold;  // the last that goes on; NaN: nothing to compare with
} Judgement;

// Whether entrants[which] goes on. Of equals the earlier ranks first.
// sha, asha: among the best max(⌊count/eta⌋, 1).
// median: unless its best is worse than the median of the others' means.
Judgement prune_judge(const Prune *prune, bool minimize,
                      const Entrant *entrants, size_t count, size_t which);

// How many epochs a trial of `epochs` that has done `done` may be expected to
// train yet: at each rung of sha and asha one in eta goes on. Of median nothing
// is expected.
double prune_expected(const Prune *prune, int epochs, int done);
