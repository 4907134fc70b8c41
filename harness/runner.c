#include "harness/runner_inside.h"

#include "harness/clock.h"
#include "harness/supply.h"
#include "nets/base/memory.h"

#include <poll.h>
#include <stdlib.h>

// Workers have these seconds to save and end when told to stop: with the
// killing after it, less than two.
static const double grace = 1.5;
// Between two looks for requests, and at what other runners have come to.
static const double look_seconds = 0.25;

enum { JOBS_MAX = 256, REDRAW_MILLISECONDS = 100, PIPES = 2 };

bool runner_is_running(const Runner *runner, int job)
{
    return runner->attempts[job].child.pid != 0;
}

static int count_running(const Runner *runner)
{
    int count = 0;

    for (int job = 0; job < runner->jobs; job++)
        count += runner_is_running(runner, job);
    return count;
}

static int choose_jobs(const Runner *runner)
{
    const RunOptions *options = runner->options;
    const Tasks *tasks = &runner->tasks;
    size_t jobs = (size_t)options->jobs;
    size_t most = tasks_count(tasks, TASK_WAITING)
                  + tasks_count(tasks, TASK_PARKED)
                  + tasks_count(tasks, TASK_HELD);

    if (jobs == 0)
        jobs = options->threads > 0
                   ? (size_t)(options->cores / options->threads)
                   : (size_t)options->cores;
    if (jobs > most)
        jobs = most;
    return jobs < 1 ? 1 : jobs > JOBS_MAX ? JOBS_MAX : (int)jobs;
}

// The cores that running trials leave, shared among those that can start now,
// or soon, where one goes ahead to show its size. Results do not depend on it.
static int choose_threads(const Runner *runner)
{
    int left = runner->options->cores;
    int places = (runner->limits.peak_bytes > 0
                      ? limits_jobs(&runner->limits, runner->jobs)
                      : runner->jobs)
                 - count_running(runner);
    size_t waiting = tasks_count(&runner->tasks, TASK_WAITING);

    if (runner->options->threads > 0)
        return runner->options->threads;
    for (int job = 0; job < runner->jobs; job++)
        if (runner_is_running(runner, job))
            left -= runner->attempts[job].threads;
    if (waiting < (size_t)places)
        places = (int)waiting;
    return places > 0 && left / places > 1 ? left / places : 1;
}

static bool start_task(Runner *runner, int job, Task *task, Error *err)
{
    size_t index = (size_t)(task - runner->tasks.tasks);
    const PlannedTrial *planned = &runner->plan->trials[index];
    Attempt *attempt = &runner->attempts[job];
    bool taken;

    *attempt = (Attempt){
        .scene = runner->scene,
        .planned = planned,
        .config = &runner->plan->configs[planned->config],
        .prune = contest_has(&runner->tasks.contest, index)
                     ? &runner->plan->prune
                     : NULL,
        .trial = runner->tasks.ids[index],
        .number = task->attempts,
        .threads = choose_threads(runner),
    };
    runner->attempted[job] = index;
    *err = (Error){0};
    if (attempt_start(attempt, &taken, err)) {
        task->state = TASK_RUNNING;
        task->attempts = attempt->number;
        return true;
    }
    attempt_release(attempt);
    *attempt = (Attempt){0};
    task->state = TASK_ELSEWHERE;
    return err->message[0] == '\0';
}

// Each worker takes some descriptors. Where they run out, the next trial waits
// for another's to come free; without another, its start says what is missing.
static bool has_room(Runner *runner)
{
    if (count_running(runner) == 0 || child_has_room())
        return true;
    if (!runner->crowded)
        display_note(runner->scene->display,
                     "the limit of open files (ulimit -n) leaves room for %d "
                     "at a time: the other trials wait",
                     count_running(runner));
    runner->crowded = true;
    return false;
}

// Starts what is waiting, past what others have, while there is room.
static bool start_tasks(Runner *runner, Error *err)
{
    int job = 0;

    while (job < runner->jobs && !runner->stopping) {
        Task *task = tasks_next(&runner->tasks);

        if (!task
            || count_running(runner)
                   >= limits_jobs(&runner->limits, runner->jobs))
            break;
        if (runner_is_running(runner, job))
            job++;
        else if (!has_room(runner))
            break;
        else if (!start_task(runner, job, task, err))
            return false;
    }
    return true;
}

void runner_stop(Runner *runner)
{
    runner->stopping = true;
    for (int job = 0; job < runner->jobs; job++)
        if (runner_is_running(runner, job))
            attempt_ask(&runner->attempts[job], grace);
}

static void take_signals(Runner *runner)
{
    int number;

    while ((number = signals_next(&runner->signals)) != 0) {
        // A terminal that closes may send several different ones at once;
        // the same one again means that somebody is in a hurry.
        if (runner->result->signal == 0) {
            runner->result->signal = number;
            display_note(runner->scene->display,
                         "stopping: trials are being saved; once more stops "
                         "at once");
            runner_stop(runner);
        } else if (number == runner->result->signal) {
            for (int job = 0; job < runner->jobs; job++)
                if (runner_is_running(runner, job))
                    attempt_kill(&runner->attempts[job]);
        }
    }
}

// A worker asks whether its trial goes on. One that is to stop has that answer
// already.
static bool answer(Runner *runner, int job, Error *err)
{
    Attempt *attempt = &runner->attempts[job];
    int order;
    Text why = {0};
    bool ok = contest_judge(&runner->tasks.contest, runner->attempted[job],
                            attempt->epochs_recorded, &order, &why, err);

    if (ok)
        attempt_answer(attempt, order, text_string(&why));
    text_release(&why);
    runner->news = true;
    return ok;
}

static bool step(Runner *runner, int job, Error *err)
{
    Attempt *attempt = &runner->attempts[job];

    if (!attempt_step(attempt, err))
        return false;
    if (!runner_is_running(runner, job)) {
        runner_count_end(runner, job);
        return true;
    }
    // Once it has trained a batch, it has all of its memory.
    if (attempt->beat.images_done > attempt->ready.images_done
        || attempt->epochs_recorded > attempt->ready.epochs_done)
        limits_note_peak(&runner->limits, attempt->peak_bytes);
    return !attempt->waits || attempt->asked || answer(runner, job, err);
}

static bool step_all(Runner *runner, Error *err)
{
    for (int job = 0; job < runner->jobs; job++)
        if (runner_is_running(runner, job) && !step(runner, job, err))
            return false;
    return limits_update(&runner->limits, err);
}

// Somebody asked that one trial be stopped.
static void stop_trial(Runner *runner, int64_t trial)
{
    Task *task = tasks_find(&runner->tasks, trial);

    if (!task)
        return;
    for (int job = 0; job < runner->jobs; job++)
        if (runner_is_running(runner, job)
            && runner->attempts[job].trial == trial) {
            runner->attempts[job].stopped = true;
            attempt_ask(&runner->attempts[job], grace);
        }
    if (task->state == TASK_WAITING || task->state == TASK_HELD
        || task->state == TASK_PARKED) {
        task->state = TASK_STOPPED;
        runner->result->interrupted++;
    }
}

static bool heed_requests(Runner *runner, Error *err)
{
    int64_t *trials = NULL;
    size_t count = 0;
    bool all = false;

    if (!store_take_requests(runner->scene->store, &runner->options->requests,
                             &trials, &count, &all, err))
        return false;
    for (size_t i = 0; i < count; i++)
        stop_trial(runner, trials[i]);
    free(trials);
    if (all && !runner->stopping) {
        runner->result->stopped = true;
        display_note(runner->scene->display,
                     "stopping, as somebody asked: trials are being saved");
        runner_stop(runner);
    }
    return true;
}

// Whether there is something to wait for that another runner has.
static bool needs_others(const Runner *runner)
{
    return !runner->stopping
           && (runner->plan->growing || contest_is_on(&runner->tasks.contest))
           && tasks_count(&runner->tasks, TASK_ELSEWHERE) > 0;
}

// What has happened since, here and elsewhere.
static bool look_around(Runner *runner, Error *err)
{
    double now = clock_seconds();
    bool due = now - runner->looked >= look_seconds;
    bool elsewhere = due && needs_others(runner);

    if (due) {
        runner->looked = now;
        if (!heed_requests(runner, err))
            return false;
    }
    if (!runner->news && !elsewhere)
        return true;
    runner->news = false;
    return tasks_look_again(&runner->tasks, elsewhere, runner_tell_pruned,
                            runner, err);
}

// Waits for something to happen: a signal, a message, a deadline, or the next
// drawing.
static void wait_for_news(const Runner *runner)
{
    struct pollfd news[1 + PIPES * JOBS_MAX];
    nfds_t count = 0;
    double now = clock_seconds();
    double due = look_seconds;

    news[count++] =
        (struct pollfd){.fd = runner->signals.descriptor, .events = POLLIN};
    for (int job = 0; job < runner->jobs; job++) {
        Attempt *attempt = &runner->attempts[job];
        double seconds;

        if (!runner_is_running(runner, job))
            continue;
        seconds = attempt_watch(attempt, now, runner->limits.timeout_seconds);
        if (seconds < due)
            due = seconds;
        news[count++] =
            (struct pollfd){.fd = attempt->child.records, .events = POLLIN};
        news[count++] =
            (struct pollfd){.fd = attempt->child.complaints, .events = POLLIN};
    }
    if (display_live(runner->scene->display))
        due = REDRAW_MILLISECONDS / 1000.0;
    (void)poll(news, count, (int)(due * 1000) + 1);
}

static bool loop(Runner *runner, Error *err)
{
    for (;;) {
        if (!look_around(runner, err) || !start_tasks(runner, err))
            return false;
        if (count_running(runner) == 0 && !needs_others(runner))
            break;
        runner_show(runner);
        wait_for_news(runner);
        take_signals(runner);
        if (!step_all(runner, err))
            return false;
    }
    if (runner->faulty)
        *err = runner->fault;
    return !runner->faulty;
}

// When nothing can be recorded any more: workers are killed, and their trials
// stand as interrupted once the next runner looks.
static void abandon(Runner *runner)
{
    for (int job = 0; job < runner->jobs; job++)
        attempt_release(&runner->attempts[job]);
}

static size_t less(size_t a, size_t b)
{
    return a > b ? a - b : 0;
}

// What earlier rounds came to was found by this one.
static void count_found(const Runner *runner)
{
    RunResult *result = runner->result;
    Found found;

    tasks_found(&runner->tasks, &found);
    result->trials = runner->plan->trial_count;
    result->found = less(found.done, result->trained);
    result->found_pruned = less(found.pruned, result->pruned);
    result->found_failed = less(found.failed, result->failed);
}

static void count_rest(const Runner *runner)
{
    RunResult *result = runner->result;

    result->skipped = tasks_count(&runner->tasks, TASK_SKIPPED);
    result->parked = tasks_count(&runner->tasks, TASK_PARKED);
    result->elsewhere = tasks_count(&runner->tasks, TASK_ELSEWHERE);
}

static bool run(Runner *runner, Error *err)
{
    bool ok = signals_open(&runner->signals, err);

    runner->jobs = choose_jobs(runner);
    runner->attempts =
        memory_new((size_t)runner->jobs, sizeof *runner->attempts);
    runner->attempted =
        memory_new((size_t)runner->jobs, sizeof *runner->attempted);
    if (ok) {
        runner->news = true;
        ok = loop(runner, err);
        abandon(runner);
        signals_close(&runner->signals);
    }
    display_clear(runner->scene->display);
    free(runner->attempts);
    free(runner->attempted);
    return ok;
}

bool runner_run(const Scene *scene, const Plan *plan, const int64_t *ids,
                RunOptions *options, RunResult *result, Error *err)
{
    Runner runner = {
        .scene = scene, .plan = plan, .options = options, .result = result};
    bool ok = tasks_open(&runner.tasks, scene->store, plan, ids,
                         options->retry_failed, err)
              && supply_check(scene, plan, &runner.tasks, err)
              && limits_open(&runner.limits, scene->store, plan,
                             options->jobs == 0, err);

    if (ok) {
        count_found(&runner);
        ok = run(&runner, err);
        count_rest(&runner);
    }
    tasks_release(&runner.tasks);
    return ok;
}
