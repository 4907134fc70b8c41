// What a runner and its workers tell each other.
#pragma once

#include "harness/history.h"
#include "harness/wire.h"
#include "nets/dataset.h"

#include <limits.h>

enum {
    MESSAGE_JOB,   // to the worker, once
    MESSAGE_STOP,  // to the worker: finish the batch and save
    // To the worker, in answer to MESSAGE_ASK: train on; end here for now, the
    // others have yet to come; end here.
    MESSAGE_GO,
    MESSAGE_PARK,
    MESSAGE_PRUNE,
    MESSAGE_READY,  // the rest is from the worker
    MESSAGE_BEAT,
    MESSAGE_EPOCH,
    // It is at a rung of its pruning and all of its epochs have been sent: it
    // waits for an answer.
    MESSAGE_ASK,
    MESSAGE_NOTE,  // words for people
    MESSAGE_END,
};

enum { RESUME_POINTS = 4 };

// One trial, as a worker gets it. What its epochs came to and its
// configuration's canonical JSON follow.
typedef struct {
    uint64_t seed;
    int threads;
    // Where data sets are looked for: DataPlaces. Empty: nowhere.
    char data_folder[PATH_MAX];
    char data_cache[PATH_MAX];
    char data_mirror[PATH_MAX];
    bool download;
    int data_shared;  // a descriptor that the worker is given; 0: none
    // Where a program of one's own is started: harness/program.h.
    char program_folder[PATH_MAX];
    // At its rungs, and when it begins at one or after, the worker asks.
    Prune prune;
    // Checkpoints are written to root/folder; their recorded paths begin with
    // `folder`.
    char root[PATH_MAX];
    char folder[128];
    // Epochs from which the trial may go on, newest first.
    CheckpointRecord points[RESUME_POINTS];
    size_t point_count;
    size_t epochs_done;  // how many scores follow
} Job;
// Where its data sets are looked for; borrows from the job.
DataPlaces job_places(const Job *job);

// The network is built and training is about to begin.
typedef struct {
    int epochs;            // planned
    int epochs_done;       // found in a checkpoint; 0: from the beginning
    uint64_t images;       // of an epoch, trained on
    uint64_t images_done;  // of the epoch that is gone on with
    uint64_t parameters;
    uint64_t multiply_adds;
} Ready;

// A sign of life.
typedef struct {
    int epoch;  // from 1
    uint64_t images_done;
    double loss;  // mean so far
    double accuracy;
    double images_per_second;
    double peak_bytes;  // of memory, so far
} Beat;

// How a trial ended. Pointers go into the message it came in.
typedef struct {
    TrialEnd end;
    double training_seconds;  // of this attempt
    Predictions predictions[SPLITS];
    size_t prediction_count;
    // It was no fault of the trial's: the place for checkpoints is full or
    // cannot be written, so other trials need not try.
    bool environment;
    // A program of one's own cannot do its work here, and said so.
    bool skipped;
} Ending;

// Each fills an empty or used Text with a whole message.
void message_job(Text *out, const Job *job, const EpochScores *scores,
                 const char *config);
// STOP, GO, PARK or PRUNE.
void message_order(Text *out, int kind);
void message_ask(Text *out);
void message_note(Text *out, const char *words);
void message_ready(Text *out, const Ready *ready);
void message_beat(Text *out, const Beat *beat);
void message_epoch(Text *out, const EpochRecord *record);
void message_ending(Text *out, const Ending *ending);

// Each reads one back, or returns false when the message is not whole, or says
// what no worker may: one may have broken its own memory before it ends.
// The scores are added to an empty history; *config ends in NUL.
bool message_read_job(Message message, Job *job, History *history,
                      const char **config);
// *words ends in NUL.
bool message_read_note(Message message, const char **words);
bool message_read_ready(Message message, Ready *ready);
bool message_read_beat(Message message, Beat *beat);
// The confusion matrices point into the message; they are not to be changed.
bool message_read_epoch(Message message, EpochRecord *record);
bool message_read_ending(Message message, Ending *ending);
