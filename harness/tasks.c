#include "harness/tasks.h"

#include "nets/base/memory.h"

#include <stdlib.h>

static bool has_ended(TrialState state)
{
    return state == TRIAL_DONE || state == TRIAL_DIVERGED;
}

static bool is_pending(const void *context, size_t trial)
{
    const Tasks *tasks = context;

    return tasks->tasks[trial].state == TASK_WAITING;
}

// The trial that competes for this one's configuration; `count` where there is
// none.
static size_t first_of(const Tasks *tasks, size_t i)
{
    const PlannedTrial *planned = &tasks->plan->trials[i];

    return planned->phase == PHASE_SWEEP ? tasks->firsts[planned->config]
                                         : tasks->count;
}

static void finish(Task *task, TrialState state)
{
    task->state = TASK_OVER;
    task->trial = state;
}

// What this study pruned, another may have gone on with. Without the digest
// that a worker leaves when it is told to wait, another worker must end it.
static bool look_at_pruned(Tasks *tasks, size_t i,
                           const DecisionRecord *decision,
                           const TrialStatus *status, Error *err)
{
    Task *task = &tasks->tasks[i];
    bool pruned = status->state == TRIAL_PRUNED
                  || status->state == TRIAL_RUNNING
                  || status->epochs_done > decision->epoch;
    Text why = {0};
    bool ok = true;

    if (!pruned) {
        contest_words(&tasks->contest, decision, &why);
        ok = store_prune_trial(tasks->store, tasks->ids[i], text_string(&why),
                               &pruned, err);
        text_release(&why);
    }
    task->state = TASK_WAITING;
    if (pruned)
        finish(task, TRIAL_PRUNED);
    return ok;
}

// A failure that came after this runner had begun is one of this run; those
// before may be tried again.
static bool stays_failed(const Tasks *tasks, size_t i,
                         const TrialStatus *status)
{
    if (!trial_has_failed(status->state))
        return false;
    return status->attempts > tasks->tasks[i].attempts
           || (!tasks->retry_failed && !contest_pruned(&tasks->contest, i));
}

static bool place(Tasks *tasks, size_t i, const TrialStatus *status, Error *err)
{
    Task *task = &tasks->tasks[i];
    const DecisionRecord *decision = contest_pruned(&tasks->contest, i);
    size_t first = first_of(tasks, i);

    task->epochs = status->epochs_done;
    if (has_ended(status->state) || stays_failed(tasks, i, status))
        finish(task, status->state);
    else if (decision)
        return look_at_pruned(tasks, i, decision, status, err);
    else if (first < tasks->count && first != i)
        task->state = TASK_HELD;
    else if (tasks->plan->prune.method == PRUNE_SHA
             && status->state != TRIAL_RUNNING
             && contest_waits(&tasks->contest, i, status->epochs_done))
        task->state = TASK_PARKED;
    else
        task->state = TASK_WAITING;
    return true;
}

static bool look_first(Tasks *tasks, size_t i, Error *err)
{
    TrialStatus status;

    if (!store_trial_status(tasks->store, tasks->ids[i], &status, err))
        return false;
    // One that goes on elsewhere may yet fail.
    tasks->tasks[i].attempts =
        status.attempts - (status.state == TRIAL_RUNNING);
    return place(tasks, i, &status, err);
}

static bool look_again(Tasks *tasks, size_t i, Error *err)
{
    TrialStatus status;

    return store_trial_status(tasks->store, tasks->ids[i], &status, err)
           && place(tasks, i, &status, err);
}

static void find_firsts(Tasks *tasks)
{
    const Plan *plan = tasks->plan;

    tasks->firsts = memory_new(plan->config_count, sizeof *tasks->firsts);
    for (size_t i = 0; i < plan->config_count; i++)
        tasks->firsts[i] = tasks->count;
    for (size_t i = tasks->count; i-- > 0;)
        if (contest_has(&tasks->contest, i))
            tasks->firsts[plan->trials[i].config] = i;
}

bool tasks_open(Tasks *tasks, Store *store, const Plan *plan,
                const int64_t *ids, bool retry_failed, Error *err)
{
    *tasks = (Tasks){
        .store = store,
        .plan = plan,
        .ids = ids,
        .retry_failed = retry_failed,
        .contest = {.pending = is_pending, .context = tasks},
        .tasks = memory_new(plan->trial_count, sizeof *tasks->tasks),
        .count = plan->trial_count,
    };
    if (!contest_open(&tasks->contest, store, plan, ids, err))
        return false;
    find_firsts(tasks);
    for (size_t i = 0; i < tasks->count; i++)
        if (!look_first(tasks, i, err))
            return false;
    return true;
}

void tasks_release(Tasks *tasks)
{
    contest_release(&tasks->contest);
    free(tasks->tasks);
    free(tasks->firsts);
    *tasks = (Tasks){0};
}

void tasks_found(const Tasks *tasks, Found *found)
{
    *found = (Found){0};
    for (size_t i = 0; i < tasks->count; i++) {
        const Task *task = &tasks->tasks[i];

        if (task->state != TASK_OVER)
            continue;
        found->done += has_ended(task->trial);
        found->pruned += task->trial == TRIAL_PRUNED;
        found->failed += trial_has_failed(task->trial);
    }
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

Task *tasks_find(const Tasks *tasks, int64_t row)
{
    for (size_t i = 0; i < tasks->count; i++)
        if (tasks->ids[i] == row)
            return &tasks->tasks[i];
    return NULL;
}

// One that was to go on is started; so is one that was pruned but has to be
// ended by a worker.
static bool look_at_parked(Tasks *tasks, size_t i, PrunedTold *told,
                           void *context, Error *err)
{
    const DecisionRecord *decision = contest_pruned(&tasks->contest, i);
    Text why = {0};

    if (contest_waits(&tasks->contest, i, tasks->tasks[i].epochs))
        return true;
    if (!look_again(tasks, i, err))
        return false;
    if (tasks->tasks[i].state != TASK_OVER
        || tasks->tasks[i].trial != TRIAL_PRUNED)
        return true;
    contest_words(&tasks->contest, decision, &why);
    told(context, i, text_string(&why));
    text_release(&why);
    return true;
}

// A configuration's other seeds are for those whose first came through.
static void look_at_held(Tasks *tasks, size_t i)
{
    size_t first = first_of(tasks, i);
    const Task *of = &tasks->tasks[first];

    if (contest_pruned(&tasks->contest, first)
        || (of->state == TASK_OVER && of->trial == TRIAL_DIVERGED))
        tasks->tasks[i].state = TASK_SKIPPED;
    else if (of->state == TASK_OVER && of->trial == TRIAL_DONE
             && contest_is_settled(&tasks->contest, first))
        tasks->tasks[i].state = TASK_WAITING;
}

static bool look_elsewhere(Tasks *tasks, size_t i, Error *err)
{
    TrialStatus status;

    if (!store_trial_status(tasks->store, tasks->ids[i], &status, err))
        return false;
    return status.state == TRIAL_RUNNING || place(tasks, i, &status, err);
}

bool tasks_look_again(Tasks *tasks, bool elsewhere, PrunedTold *told,
                      void *context, Error *err)
{
    bool ok = true;

    if (!contest_is_on(&tasks->contest) && !elsewhere)
        return true;
    if (elsewhere)
        ok = contest_reload(&tasks->contest, err);
    for (size_t i = 0; ok && elsewhere && i < tasks->count; i++)
        if (tasks->tasks[i].state == TASK_ELSEWHERE)
            ok = look_elsewhere(tasks, i, err);
    ok = ok && contest_settle(&tasks->contest, err);
    for (size_t i = 0; ok && i < tasks->count; i++)
        if (tasks->tasks[i].state == TASK_PARKED)
            ok = look_at_parked(tasks, i, told, context, err);
    for (size_t i = 0; ok && i < tasks->count; i++)
        if (tasks->tasks[i].state == TASK_HELD)
            look_at_held(tasks, i);
    return ok;
}
