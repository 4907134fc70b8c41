// All that a trial needs to go on, in one safetensors file: every layer's
// tensors by name ("0.conv2d.kernel"), the optimizer's moments and steps, the
// epoch and how far it has come. Encoding is a fast copy in memory, so that
// another thread can write while training goes on.
#pragma once

#include "nets/base/buffer.h"
#include "nets/base/digest.h"
#include "nets/safetensors.h"
#include "nets/train.h"

typedef struct {
    Network *network;      // borrowed
    Optimizer *optimizer;  // borrowed; NULL: the weights and states alone
    int epoch;             // the one to go on with, from 0
    Progress progress;     // within it
} Checkpoint;

// Appends every layer's tensors, as a checkpoint names them; their data are
// borrowed.
void checkpoint_tensors(Tensors *tensors, const Network *network);

void checkpoint_encode(const Checkpoint *checkpoint, Buffer *out);

// Writes what was encoded, atomically, and gives its SHA-256.
bool checkpoint_write(const char *path, const Buffer *encoded,
                      char digest[DIGEST_TEXT], Error *err);

// Fills the network (built, of the same layers), the optimizer, epoch and
// progress; on failure all of them stay as they were. `digest` is the SHA-256
// that the file must have, or NULL; `epoch` the epoch, or -1 for any. With no
// optimizer, what the file has of one is passed over.
bool checkpoint_read(const char *path, const char *digest, int epoch,
                     Checkpoint *checkpoint, Error *err);

// SHA-256 over all weights, then all states, as little-endian floats.
void weights_digest(const Network *network, char digest[DIGEST_TEXT]);
