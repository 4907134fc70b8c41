// SIGINT, SIGTERM and SIGHUP as something that can be read and polled, so that
// no handler and no global variable is needed.
#pragma once

#include "nets/base/error.h"

#include <signal.h>

typedef struct {
    int descriptor;
    sigset_t before;  // what was blocked
} Signals;

// From here on the three are blocked, for processes started too; but a SIGHUP
// that is ignored, as under nohup, stays so. SIGPIPE and SIGXFSZ are ignored
// for good: writing fails instead. Where it fails, none is blocked by it.
bool signals_open(Signals *signals, Error *err);
// The next signal that has arrived, or 0.
int signals_next(const Signals *signals);
void signals_close(Signals *signals);
