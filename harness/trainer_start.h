// Starts a trial's own program, and hands it what experiments/README.md says:
// settings as a file and as words, a descriptor to report on, answers on its
// standard input, a folder to keep things in.
#pragma once

#include "harness/config.h"
#include "harness/messages.h"

#include <sys/types.h>

typedef struct {
    pid_t pid;
    int report;   // from it; does not block
    int answers;  // to it; does not block
} TrainerProcess;

// The process is in this one's group, and dies with this one. `epoch`: how
// many epochs of the trial are recorded. Fails when the settings cannot be
// written or there can be no process; a program that cannot be started says so
// on standard error and exits with status 127.
bool trainer_start(TrainerProcess *process, const Job *job,
                   const Config *config, int epoch, Error *err);
