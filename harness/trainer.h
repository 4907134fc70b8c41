// A trial that a program of one's own trains: in the worker's process, between
// the program and the runner. What the program reports, a line at a time, is
// checked and becomes the messages that any worker sends, so that such a trial
// is recorded, resumed, stopped, timed out and pruned like others.
#pragma once

#include "harness/config.h"
#include "harness/watch.h"

// Returns once the trial has ended, and the ending was sent. Where the program
// crashed, this process ends in the same way. `history` are the epochs that
// are recorded.
void trainer_work(const Job *job, const Config *config, History *history,
                  Watch *watch);
