// The trials of a plan → processes → the record. This process is the only
// writer of the database; a worker that crashes or hangs costs one trial.
#pragma once

#include "harness/attempt.h"

typedef struct {
    int jobs;     // trials at a time; 0: as many as there are cores for
    int threads;  // of each trial; 0: what cores the others leave
    int cores;
    bool retry_failed;
    bool fail_fast;    // the first failure stops all
    int64_t requests;  // those after this one are obeyed
} RunOptions;

// What came of a run. `found…` were so before it.
typedef struct {
    size_t trials;
    size_t found;  // done or diverged
    size_t found_pruned;
    size_t found_failed;  // and were not to be retried
    size_t trained;       // done or diverged now
    size_t pruned;
    size_t skipped;  // seeds of configurations whose first did not come through
    size_t failed;   // or timed out
    size_t interrupted;  // or not begun, since somebody stopped them
    size_t parked;       // at a rung
    size_t unable;       // their own programs cannot work here
    size_t elsewhere;    // another runner has them, or had
    double training_seconds;
    double tracking_seconds;
    int signal;    // that stopped the run, or 0
    bool stopped;  // by a failure too many, or by request
} RunResult;

// Runs what is not done. `ids` are the trials' rows. Fails when the record or
// the checkpoints cannot be written; failed trials are in the result, to which
// this adds: *result is of the rounds before, and options->requests goes on.
bool runner_run(const Scene *scene, const Plan *plan, const int64_t *ids,
                RunOptions *options, RunResult *result, Error *err);
