// What the runner's own files share; nobody else includes this.
#pragma once

#include "harness/limits.h"
#include "harness/runner.h"
#include "harness/signals.h"
#include "harness/tasks.h"

typedef struct {
    const Scene *scene;
    const Plan *plan;
    RunOptions *options;
    RunResult *result;
    Signals signals;
    Tasks tasks;
    Limits limits;
    int jobs;
    Attempt *attempts;     // [jobs]
    size_t *attempted;     // [jobs]: which task each is at
    double epoch_seconds;  // of the epochs done here, and their number
    size_t epochs;
    bool news;      // a trial has ended or waits
    double looked;  // at other runners' trials, and for requests
    bool crowded;   // descriptors have run out, which was told
    bool stopping;
    bool faulty;  // what is trained cannot be saved
    Error fault;
} Runner;

bool runner_is_running(const Runner *runner, int job);
void runner_stop(Runner *runner);

// runner_end.c: what follows from the end of a job's attempt, which has been
// recorded.
void runner_count_end(Runner *runner, int job);
// A PrunedTold.
void runner_tell_pruned(void *context, size_t trial, const char *why);

// runner_show.c: the changing lines.
void runner_show(const Runner *runner);
