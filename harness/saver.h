// Saves a trial's epochs on a thread of its own, while the next one trains:
// the checkpoint to the disk, and only then the record to the runner.
#pragma once

#include "harness/messages.h"
#include "nets/checkpoint.h"

#include <pthread.h>

// The pipe to the runner, which both threads write to.
typedef struct {
    int descriptor;
    pthread_mutex_t mutex;
} Link;

// A runner that is gone is not told.
void link_send(Link *link, const Text *message);

typedef struct Saver Saver;

// Checkpoints' recorded paths are relative to `root`. Both are borrowed.
Saver *saver_new(Link *link, const char *root);
void saver_free(Saver *saver);

// Waits until the epoch before has been saved, copies the checkpoint's
// contents, and leaves the rest to the thread. `record` has the checkpoint's
// path, and what it points to is the saver's from here on. Fails when the
// epoch before could not be saved.
bool saver_add(Saver *saver, const Checkpoint *checkpoint,
               const EpochRecord *record, Error *err);
// Waits until all is saved.
bool saver_wait(Saver *saver, Error *err);

// Seconds that saving has cost training so far: those that a caller waited
// here, and those that the thread kept a processor busy.
double saver_seconds(Saver *saver);
