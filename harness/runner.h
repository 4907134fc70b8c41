// The trials of a plan → processes → the record. This process is the only
// writer of the database; a worker that crashes or hangs costs one trial.
#pragma once

#include "harness/attempt.h"

typedef struct {
    int jobs;     // trials at a time; 0: as many as there are cores for
    int threads;  // of each trial; 0: what cores the others leave
    int cores;
    bool retry_failed;
} RunOptions;

// What came of a run. `found` were done before it.
typedef struct {
    size_t trials;
    size_t found;
    size_t found_failed;  // and were not to be retried
    size_t trained;       // done or diverged now
    size_t failed;        // or timed out
    size_t interrupted;
    size_t elsewhere;  // another runner has them
    double training_seconds;
    double tracking_seconds;
    int signal;    // that stopped the run, or 0
    bool stopped;  // by run.stop_after_failures
} RunResult;

// Runs what is not done. `ids` are the trials' rows. Fails when the record or
// the checkpoints cannot be written; failed trials are in the result.
bool runner_run(const Scene *scene, const Plan *plan, const int64_t *ids,
                const RunOptions *options, RunResult *result, Error *err);
