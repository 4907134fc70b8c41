// The trials of a plan, as a runner has them before it.
#pragma once

#include "harness/contest.h"

typedef enum {
    TASK_WAITING,
    TASK_HELD,    // until its configuration's first seed has come through
    TASK_PARKED,  // at a rung, until the others have come there
    TASK_RUNNING,
    TASK_OVER,
    TASK_SKIPPED,    // its configuration's first seed did not come through
    TASK_STOPPED,    // somebody asked for that
    TASK_ELSEWHERE,  // another runner has it
} TaskState;

typedef struct {
    TaskState state;
    TrialState trial;  // what it came to, once it is over
    int failures;
    int epochs;  // done, when that was last looked at
    // The newest when it was taken up, or that of this runner since. What fails
    // in a newer one has failed for this runner too.
    int attempts;
} Task;

typedef struct {
    Store *store;  // borrowed, as are the plan and the rows
    const Plan *plan;
    const int64_t *ids;
    bool retry_failed;
    Contest contest;
    Task *tasks;  // [trials of the plan]
    size_t count;
    size_t *firsts;  // of each configuration: the trial that competes
} Tasks;

// How many trials came to what before they were taken up.
typedef struct {
    size_t done;  // or diverged
    size_t pruned;
    size_t failed;  // and are not to be tried again
} Found;

// Looks at every trial. Release the tasks, however this went.
bool tasks_open(Tasks *tasks, Store *store, const Plan *plan,
                const int64_t *ids, bool retry_failed, Error *err);
void tasks_release(Tasks *tasks);
void tasks_found(const Tasks *tasks, Found *found);
size_t tasks_count(const Tasks *tasks, TaskState state);
// The first that is waiting, or NULL.
Task *tasks_next(const Tasks *tasks);
// The one of that row, or NULL.
Task *tasks_find(const Tasks *tasks, int64_t row);

// Looks again at what depends on others: parked and held trials, and those
// that another runner had, when `elsewhere` asks for it. `told` hears of each
// that is pruned without being started again.
typedef void PrunedTold(void *context, size_t trial, const char *why);
bool tasks_look_again(Tasks *tasks, bool elsewhere, PrunedTold *told,
                      void *context, Error *err);
