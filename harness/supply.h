// The data of a run, seen to before its first trial starts: what is missing is
// fetched once, and what cannot be had or read is told once, not by each trial.
#pragma once

#include "harness/attempt.h"
#include "harness/tasks.h"

// Reads every data set that a waiting task needs and the stock has not, parts
// it as the task's configuration says, and puts it into the stock; fails with
// what the first bad one's matter is.
bool supply_check(const Scene *scene, const Plan *plan, const Tasks *tasks,
                  Error *err);
