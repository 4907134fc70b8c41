// What a worker does between two batches: shows that it lives, and looks
// whether it shall stop; and how it asks whether to go on.
#pragma once

#include "harness/saver.h"
#include "nets/train.h"

typedef struct {
    Link *link;
    int control;
    Text inbox;  // what came from there and has not been heeded
    uint64_t seed;
    int epoch;  // from 0
    bool stopping;
    double started;         // of the epoch
    uint64_t started_with;  // images done then
    double looked;
    double beaten;
} Watch;

void watch_epoch(Watch *watch, int epoch, const Progress *progress);

// A StopTest; `context` is the Watch. It stops when the runner says so or is
// gone, and on SIGINT, SIGTERM and SIGHUP, which the runner has blocked for
// its workers.
//
// For tests, QUADRILLE_TEST_WORKER="KIND EPOCH [SEED]" makes the worker of
// that seed, or every one, misbehave after the first batch of that epoch:
// abort, exit, hang, stop as if it were told to, send what is no message
// (garble), or be slow from batch to batch; or hang when it would ask after
// that epoch (mute).
bool watch_between_batches(void *context, const Progress *progress);

// Whether it shall stop, as above.
bool watch_stopped(Watch *watch);

// Asks the runner, after `epoch` epochs, all sent: MESSAGE_GO, PARK or PRUNE;
// STOP also when it is to stop as above.
int watch_ask(Watch *watch, int epoch);
