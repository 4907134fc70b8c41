// What a run shows while it goes on.
#include "harness/runner_inside.h"

enum { LINES_MAX = 256 };

// The epochs that a task may be expected to train yet.
static double expected_epochs(const Runner *runner, size_t i, int done)
{
    const PlannedTrial *trial = &runner->plan->trials[i];
    int epochs = (int)config_number(
        &runner->plan->configs[trial->config].config, "epochs", 0);
    const Prune none = {0};

    return prune_expected(
        contest_has(&runner->tasks.contest, i) ? &runner->plan->prune : &none,
        epochs, done);
}

// By the epochs trained here so far; negative while there are none. Parked
// trials, and seeds that are held, may never be gone on with.
static double seconds_left(const Runner *runner)
{
    double epochs = 0;

    if (runner->epochs == 0)
        return -1;
    for (size_t i = 0; i < runner->tasks.count; i++)
        if (runner->tasks.tasks[i].state == TASK_WAITING)
            epochs += expected_epochs(runner, i, 0);
    for (int job = 0; job < runner->jobs; job++)
        if (runner_is_running(runner, job))
            epochs += expected_epochs(runner, runner->attempted[job],
                                      runner->attempts[job].epochs_recorded);
    return epochs * runner->epoch_seconds / (double)runner->epochs
           / runner->jobs;
}

void runner_show(const Runner *runner)
{
    const RunResult *result = runner->result;
    TrialLine lines[LINES_MAX];
    size_t count = 0;

    if (!display_live(runner->scene->display))
        return;
    for (int job = 0; job < runner->jobs; job++)
        if (runner_is_running(runner, job))
            attempt_line(&runner->attempts[job], &lines[count++]);
    display_update(
        runner->scene->display, lines, count,
        &(GridLine){.study = runner->plan->study,
                    .trials = result->trials,
                    .done = result->found + result->trained,
                    .pruned = result->found_pruned + result->pruned,
                    .parked = tasks_count(&runner->tasks, TASK_PARKED),
                    .failed = result->found_failed + result->failed,
                    .running = count,
                    .seconds_left = seconds_left(runner)});
}
