#include "harness/runner.h"

#include "harness/clock.h"
#include "harness/signals.h"
#include "harness/supply.h"
#include "harness/tasks.h"
#include "nets/base/memory.h"

#include <poll.h>
#include <stdlib.h>

// Workers have these seconds to save and end when told to stop: with the
// killing after it, less than two.
static const double grace = 1.5;

enum { JOBS_MAX = 256, REDRAW_MILLISECONDS = 100, PIPES = 2 };

typedef struct {
    const Scene *scene;
    const Plan *plan;
    const int64_t *ids;
    const RunOptions *options;
    RunResult *result;
    Signals signals;
    Tasks tasks;
    int jobs;
    Attempt *attempts;     // [jobs]
    size_t *attempted;     // [jobs]: which task each is at
    double epoch_seconds;  // of the epochs done here, and their number
    size_t epochs;
    bool stopping;
    bool faulty;  // what is trained cannot be saved
    Error fault;
} Runner;

static bool is_running(const Runner *runner, int job)
{
    return runner->attempts[job].child.pid != 0;
}

static int count_running(const Runner *runner)
{
    int count = 0;

    for (int job = 0; job < runner->jobs; job++)
        count += is_running(runner, job);
    return count;
}

static int choose_jobs(const Runner *runner)
{
    const RunOptions *options = runner->options;
    size_t jobs = (size_t)options->jobs;

    if (jobs == 0)
        jobs = options->threads > 0
                   ? (size_t)(options->cores / options->threads)
                   : (size_t)options->cores;
    if (jobs > runner->tasks.count)
        jobs = runner->tasks.count;
    return jobs < 1 ? 1 : jobs > JOBS_MAX ? JOBS_MAX : (int)jobs;
}

// The cores that running trials leave, shared among those that can start now.
// Results do not depend on it.
static int choose_threads(const Runner *runner)
{
    int left = runner->options->cores;
    int places = runner->jobs - count_running(runner);
    size_t waiting = tasks_count(&runner->tasks, TASK_WAITING);

    if (runner->options->threads > 0)
        return runner->options->threads;
    for (int job = 0; job < runner->jobs; job++)
        if (is_running(runner, job))
            left -= runner->attempts[job].threads;
    if (waiting < (size_t)places)
        places = (int)waiting;
    return places > 0 && left / places > 1 ? left / places : 1;
}

static bool start_task(Runner *runner, int job, Task *task, Error *err)
{
    const PlannedTrial *planned = &runner->plan->trials[task->index];
    Attempt *attempt = &runner->attempts[job];
    bool taken;

    *attempt = (Attempt){
        .scene = runner->scene,
        .planned = planned,
        .config = &runner->plan->configs[planned->config],
        .trial = runner->ids[task->index],
        .threads = choose_threads(runner),
    };
    runner->attempted[job] = (size_t)(task - runner->tasks.tasks);
    *err = (Error){0};
    if (attempt_start(attempt, &taken, err)) {
        task->state = TASK_RUNNING;
        return true;
    }
    attempt_release(attempt);
    *attempt = (Attempt){0};
    task->state = TASK_ELSEWHERE;
    return err->message[0] == '\0';
}

static bool start_tasks(Runner *runner, Error *err)
{
    for (int job = 0; job < runner->jobs; job++) {
        Task *task = tasks_next(&runner->tasks);

        if (!task || runner->stopping)
            return true;
        if (!is_running(runner, job) && !start_task(runner, job, task, err))
            return false;
    }
    return true;
}

static void stop_all(Runner *runner)
{
    runner->stopping = true;
    for (int job = 0; job < runner->jobs; job++)
        if (is_running(runner, job))
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
            stop_all(runner);
        } else if (number == runner->result->signal) {
            for (int job = 0; job < runner->jobs; job++)
                if (is_running(runner, job))
                    attempt_kill(&runner->attempts[job]);
        }
    }
}

static void count_failure(Runner *runner, Task *task, const Attempt *attempt)
{
    int limit = runner->plan->run.stop_after_failures;

    task->failures++;
    if (task->failures <= runner->plan->run.retries) {
        task->state = TASK_WAITING;
        display_note(runner->scene->display, "%s: %s: %s; trying again",
                     attempt->name, trial_state_names[attempt->state],
                     attempt->message);
        return;
    }
    display_note(runner->scene->display, "%s: %s: %s", attempt->name,
                 trial_state_names[attempt->state], attempt->message);
    runner->result->failed++;
    if (limit > 0 && runner->result->failed >= (size_t)limit
        && !runner->result->stopped) {
        runner->result->stopped = true;
        display_note(runner->scene->display,
                     "stopping after %zu failed trials, as run.stop_after_"
                     "failures says",
                     runner->result->failed);
        stop_all(runner);
    }
}

static void tell_end(const Attempt *attempt)
{
    Text text = {0};

    text_printf(&text, "%s: %s", attempt->name,
                trial_state_names[attempt->state]);
    if (attempt->message[0])
        text_printf(&text, ": %s", attempt->message);
    text_printf(&text, " after %d epochs, ", attempt->epochs_recorded);
    display_duration(clock_seconds() - attempt->started, &text);
    display_note(attempt->scene->display, "%s", text_string(&text));
    text_release(&text);
}

// The first reason is the one to be told.
static void stop_faulty(Runner *runner, const char *message)
{
    if (!runner->faulty)
        (void)fail(&runner->fault, "%s", message);
    runner->faulty = true;
    stop_all(runner);
}

// After a worker has ended and that has been recorded.
static void count_end(Runner *runner, int job)
{
    Attempt *attempt = &runner->attempts[job];
    Task *task = &runner->tasks.tasks[runner->attempted[job]];
    RunResult *result = runner->result;

    task->state = TASK_OVER;
    result->training_seconds += attempt->training_seconds;
    result->tracking_seconds += attempt->tracking_seconds;
    runner->epoch_seconds += clock_seconds() - attempt->started;
    runner->epochs +=
        (size_t)(attempt->epochs_recorded - attempt->ready.epochs_done);
    switch (attempt->state) {
    case TRIAL_DONE:
    case TRIAL_DIVERGED:
        result->trained++;
        tell_end(attempt);
        break;
    case TRIAL_INTERRUPTED:
        result->interrupted++;
        if (attempt->environment_failed)
            stop_faulty(runner, attempt->message);
        else
            tell_end(attempt);
        break;
    default:
        count_failure(runner, task, attempt);
    }
    attempt_release(attempt);
    *attempt = (Attempt){0};
}

static bool step_all(Runner *runner, Error *err)
{
    for (int job = 0; job < runner->jobs; job++) {
        if (!is_running(runner, job))
            continue;
        if (!attempt_step(&runner->attempts[job], err))
            return false;
        if (!is_running(runner, job))
            count_end(runner, job);
    }
    return true;
}

// Waits for something to happen: a signal, a message, a deadline, or the next
// drawing.
static void wait_for_news(const Runner *runner)
{
    struct pollfd news[1 + PIPES * JOBS_MAX];
    nfds_t count = 0;
    double now = clock_seconds();
    double due = 1;

    news[count++] =
        (struct pollfd){.fd = runner->signals.descriptor, .events = POLLIN};
    for (int job = 0; job < runner->jobs; job++) {
        Attempt *attempt = &runner->attempts[job];
        double seconds;

        if (!is_running(runner, job))
            continue;
        seconds =
            attempt_watch(attempt, now, runner->plan->run.timeout_seconds);
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

// The epochs still to be trained, by those trained here so far; negative
// while there are none.
static double seconds_left(const Runner *runner)
{
    double epochs = 0;

    if (runner->epochs == 0)
        return -1;
    for (size_t i = 0; i < runner->tasks.count; i++) {
        const Task *task = &runner->tasks.tasks[i];
        const PlannedTrial *trial = &runner->plan->trials[task->index];

        if (task->state == TASK_WAITING || task->state == TASK_RUNNING)
            epochs += config_number(
                &runner->plan->configs[trial->config].config, "epochs", 0);
    }
    for (int job = 0; job < runner->jobs; job++)
        if (is_running(runner, job))
            epochs -= runner->attempts[job].epochs_recorded;
    return epochs * runner->epoch_seconds / (double)runner->epochs
           / runner->jobs;
}

static void show(const Runner *runner)
{
    const RunResult *result = runner->result;
    TrialLine lines[JOBS_MAX];
    size_t count = 0;

    if (!display_live(runner->scene->display))
        return;
    for (int job = 0; job < runner->jobs; job++)
        if (is_running(runner, job))
            attempt_line(&runner->attempts[job], &lines[count++]);
    display_update(runner->scene->display, lines, count,
                   &(GridLine){.study = runner->plan->study,
                               .trials = result->trials,
                               .done = result->found + result->trained,
                               .failed = result->found_failed + result->failed,
                               .running = count,
                               .seconds_left = seconds_left(runner)});
}

static bool loop(Runner *runner, Error *err)
{
    for (;;) {
        if (!start_tasks(runner, err))
            return false;
        if (count_running(runner) == 0)
            break;
        show(runner);
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

bool runner_run(const Scene *scene, const Plan *plan, const int64_t *ids,
                const RunOptions *options, RunResult *result, Error *err)
{
    Runner runner = {.scene = scene,
                     .plan = plan,
                     .ids = ids,
                     .options = options,
                     .result = result};
    bool ok;

    *result = (RunResult){.trials = plan->trial_count};
    if (!tasks_choose(&runner.tasks, scene->store, ids, options->retry_failed,
                      result, err)
        || !supply_check(scene, plan, &runner.tasks, err)) {
        tasks_release(&runner.tasks);
        return false;
    }
    runner.jobs = choose_jobs(&runner);
    runner.attempts = memory_new((size_t)runner.jobs, sizeof *runner.attempts);
    runner.attempted =
        memory_new((size_t)runner.jobs, sizeof *runner.attempted);
    ok = signals_open(&runner.signals, err);
    if (ok) {
        ok = loop(&runner, err);
        abandon(&runner);
        signals_close(&runner.signals);
    }
    display_clear(scene->display);
    result->elsewhere = tasks_count(&runner.tasks, TASK_ELSEWHERE);
    tasks_release(&runner.tasks);
    free(runner.attempts);
    free(runner.attempted);
    return ok;
}
