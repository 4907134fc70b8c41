// What follows from the end of an attempt: another, a count, or the end of the
// run.
#include "harness/runner_inside.h"

#include "harness/clock.h"

static void stop_after_failures(Runner *runner)
{
    size_t limit = (size_t)runner->plan->run.stop_after_failures;
    RunResult *result = runner->result;
    bool fast = runner->options->fail_fast;

    if (result->stopped || !(fast || (limit > 0 && result->failed >= limit)))
        return;
    result->stopped = true;
    display_note(runner->scene->display,
                 fast ? "stopping after a failed trial, as --fail-fast says"
                      : "stopping after %zu failed trials, as run.stop_after_"
                        "failures says",
                 result->failed);
    runner_stop(runner);
}

// A crash may have had a cause that is gone; what a worker tells of itself, and
// the time that it took, would be the same again.
static void count_failure(Runner *runner, Task *task, const Attempt *attempt)
{
    const char *state = trial_state_names[attempt->state];

    task->failures++;
    if (attempt->crashed && task->failures <= runner->plan->run.retries
        && !runner->stopping) {
        task->state = TASK_WAITING;
        display_note(runner->scene->display, "%s: %s: %s; trying again",
                     attempt->name, state, attempt->message);
        return;
    }
    display_note(runner->scene->display, "%s: %s: %s", attempt->name, state,
                 attempt->message);
    runner->result->failed++;
    stop_after_failures(runner);
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
    runner_stop(runner);
}

static void count_interrupted(Runner *runner, Task *task,
                              const Attempt *attempt)
{
    if (attempt->environment_failed) {
        runner->result->interrupted++;
        stop_faulty(runner, attempt->message);
    } else if (attempt->answer == MESSAGE_PARK && !attempt->asked) {
        task->state = TASK_PARKED;
        task->epochs = attempt->epochs_recorded;
        if (!display_live(runner->scene->display))
            display_note(runner->scene->display, "%s: %s", attempt->name,
                         attempt->message);
    } else if (attempt->skipped) {
        runner->result->unable++;
        display_note(runner->scene->display, "%s: %s", attempt->name,
                     attempt->message);
    } else {
        runner->result->interrupted++;
        tell_end(attempt);
    }
}

static void count_result(Runner *runner, int job)
{
    const Attempt *attempt = &runner->attempts[job];
    Task *task = &runner->tasks.tasks[runner->attempted[job]];

    switch (attempt->state) {
    case TRIAL_DONE:
    case TRIAL_DIVERGED:
        runner->result->trained++;
        tell_end(attempt);
        break;
    case TRIAL_PRUNED:
        runner_tell_pruned(runner, runner->attempted[job], attempt->message);
        break;
    case TRIAL_INTERRUPTED:
        count_interrupted(runner, task, attempt);
        break;
    default:
        count_failure(runner, task, attempt);
    }
}

void runner_count_end(Runner *runner, int job)
{
    Attempt *attempt = &runner->attempts[job];
    Task *task = &runner->tasks.tasks[runner->attempted[job]];
    RunResult *result = runner->result;

    task->state = attempt->stopped ? TASK_STOPPED : TASK_OVER;
    task->trial = attempt->state;
    result->training_seconds += attempt->training_seconds;
    result->tracking_seconds += attempt->tracking_seconds;
    runner->epoch_seconds += clock_seconds() - attempt->started;
    runner->epochs +=
        (size_t)(attempt->epochs_recorded - attempt->ready.epochs_done);
    limits_note_peak(&runner->limits, attempt->peak_bytes);
    count_result(runner, job);
    attempt_release(attempt);
    *attempt = (Attempt){0};
    runner->news = true;
}

void runner_tell_pruned(void *context, size_t trial, const char *why)
{
    Runner *runner = context;
    const PlannedTrial *planned = &runner->plan->trials[trial];

    runner->result->pruned++;
    display_note(runner->scene->display, "%s, seed %llu: pruned: %s",
                 runner->plan->configs[planned->config].label,
                 (unsigned long long)planned->seed, why);
}
