// One trial in training, epoch by epoch. It knows nothing of processes: the
// worker is around it.
#pragma once

#include "harness/history.h"
#include "harness/messages.h"
#include "harness/setup.h"
#include "nets/checkpoint.h"

typedef struct {
    Setup setup;
    History history;  // of the epochs done
    int epoch;        // from 0: the one to train
    Progress progress;
    double earlier_seconds;   // of this epoch, before an interruption
    double training_seconds;  // of all epochs trained here
    Score scores[SPLITS];     // after the last epoch; count 0: none yet
} Session;

void session_release(Session *session);

// Goes on from the first of `points` that is what its digest says and whose
// history is known; from the beginning when there is none.
void session_resume(Session *session, const char *root,
                    const CheckpointRecord *points, size_t count);

// Whether there is more to train.
Decision session_judge(const Session *session);

// Trains the epoch until it ends or `stop` says so; returns whether it ended.
// Then it is scored, added to the history and described in *record, but for
// its checkpoint. The confusion matrices in there are the caller's to free.
bool session_train(Session *session, StopTest *stop, void *context,
                   EpochRecord *record);

// All that is needed to go on from here; borrows from the session.
Checkpoint session_checkpoint(Session *session);

// How a trial that ended well ended: state, weights, predictions. Borrows from
// the session.
void session_ending(Session *session, Ending *ending);
// The same of one that ends since it was told to: nothing was predicted, and
// weights within an epoch have no digest.
void session_leaving(Session *session, TrialState state, Ending *ending);
