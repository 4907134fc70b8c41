// One worker process, as the runner sees it: a process group of its own that
// dies with the runner, a pipe to it, a pipe from it, and what it writes on
// standard error.
#pragma once

#include "harness/messages.h"

#include <sys/types.h>

typedef struct {
    pid_t pid;    // 0: none
    int control;  // to it
    int records;  // from it; does not block
    int complaints;
    Text inbox;
    Text words;  // the end of what it complained
} Child;

// Whether there are descriptors for another one, and some to spare.
bool child_has_room(void);
// Starts this same program as `quadrille worker IN OUT` and hands it the job.
bool child_start(Child *child, const Job *job, const EpochScores *scores,
                 const char *config, Error *err);
// Gives it an order: MESSAGE_STOP, or an answer to what it asked.
void child_tell(Child *child, int order);
// Takes in what it has written: false once it has ended or closed its pipe.
bool child_read(Child *child);
// Kills the whole group, if it still lives, and waits for it; releases
// everything but `words`. Returns its wait status.
int child_finish(Child *child);
void child_release(Child *child);
