#include "harness/tasks.h"

#include "nets/base/memory.h"

#include <stdlib.h>

static bool has_result(TrialState state)
{
    return state == TRIAL_DONE || state == TRIAL_DIVERGED
           || state == TRIAL_PRUNED;
}

static bool has_failed(TrialState state)
{
    return state == TRIAL_FAILED || state == TRIAL_TIMEOUT;
}

bool tasks_choose(Tasks *tasks, Store *store, const int64_t *ids,
                  bool retry_failed, RunResult *result, Error *err)
{
    tasks->tasks = memory_new(result->trials, sizeof *tasks->tasks);
    for (size_t i = 0; i < result->trials; i++) {
        TrialStatus status;

        if (!store_trial_status(store, ids[i], &status, err))
            return false;
        if (has_result(status.state))
            result->found++;
        else if (has_failed(status.state) && !retry_failed)
            result->found_failed++;
        else
            tasks->tasks[tasks->count++] = (Task){.index = i};
    }
    return true;
}

void tasks_release(Tasks *tasks)
{
    free(tasks->tasks);
    *tasks = (Tasks){0};
}

size_t tasks_count(const Tasks *tasks, TaskState state)
{
    size_t count = 0;

    for (size_t i = 0; i < tasks->count; i++)
        count += tasks->tasks[i].state == state;
    return count;
}

Task *tasks_next(const Tasks *tasks)
{
    for (size_t i = 0; i < tasks->count; i++)
        if (tasks->tasks[i].state == TASK_WAITING)
            return &tasks->tasks[i];
    return NULL;
}
