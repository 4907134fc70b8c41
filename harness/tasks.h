// The trials of a plan that are to be run.
#pragma once

#include "harness/runner.h"

typedef enum {
    TASK_WAITING,
    TASK_RUNNING,
    TASK_OVER,
    TASK_ELSEWHERE,  // another runner has it
} TaskState;

typedef struct {
    size_t index;  // in the plan
    TaskState state;
    int failures;
} Task;

typedef struct {
    Task *tasks;
    size_t count;
} Tasks;

// Takes those of the result->trials trials that have no result yet, in their
// order; counts the others in the result.
bool tasks_choose(Tasks *tasks, Store *store, const int64_t *ids,
                  bool retry_failed, RunResult *result, Error *err);
void tasks_release(Tasks *tasks);
size_t tasks_count(const Tasks *tasks, TaskState state);
// The first that is waiting, or NULL.
Task *tasks_next(const Tasks *tasks);
