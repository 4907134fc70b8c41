// Where a trial's checkpoints lie: epoch-0003.safetensors after three epochs,
// and, of an epoch that was interrupted, one whose name holds its digest, so
// that it needs no row in the record.
#pragma once

#include "harness/store.h"

// Where the checkpoints of a database's trials are: its folder and, within
// that, theirs. results/results.db has results and results.checkpoints.
void shelf_place(const char *database, Text *root, Text *shelf);
// In that, a trial's folder: "results.checkpoints/0123456789abcdef".
void shelf_folder(const char *shelf, const char *trial_id, char *folder,
                  size_t size);

// "FOLDER/epoch-0003.safetensors".
void shelf_epoch_path(const char *folder, int epoch, char *path, size_t size);
// "FOLDER/partial-3-1250-DIGEST.safetensors": three epochs are done, and the
// next has been trained on for 1250 milliseconds.
void shelf_partial_path(const char *folder, int epoch, double seconds,
                        const char *digest, char *path, size_t size);

// Finds a checkpoint within the epoch after `epoch`, of several the one that
// was trained longest. `root` is what `folder`, and the path found, are
// relative to.
bool shelf_find_partial(const char *root, const char *folder, int epoch,
                        CheckpointRecord *found);
// The seconds in a partial checkpoint's path; 0 for any other.
double shelf_seconds(const char *path);

// Removes what is older than the two newest epochs, `epoch` being the newest;
// with `all` everything else than `epoch`. What cannot be removed stays, as
// does whatever is not called as above.
void shelf_prune(const char *root, const char *folder, int epoch, bool all);
// Removes a trial's folder with whatever is in it.
bool shelf_remove(const char *root, const char *folder, Error *err);
