// The record: one SQLite file. store.c alone knows SQLite. schema.sql is its
// documentation.
#pragma once

#include "harness/plan.h"
#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Store Store;

typedef enum { STORE_READ, STORE_WRITE } StoreMode;  // WRITE creates it

Store *store_open(const char *path, StoreMode mode, Error *err);
void store_close(Store *store);

// States of a trial; the database has these words.
typedef enum {
    TRIAL_PLANNED,
    TRIAL_RUNNING,
    TRIAL_DONE,
    TRIAL_PRUNED,
    TRIAL_DIVERGED,
    TRIAL_FAILED,
    TRIAL_TIMEOUT,
    TRIAL_INTERRUPTED,
} TrialState;
extern const char *const trial_state_names[];

// Records the study, its configurations and trials, and the file's text, in
// one transaction; what is there already stays. ids[i] becomes the row of
// plan->trials[i].
bool store_add_plan(Store *store, const Plan *plan, int64_t *ids, Error *err);

// What is known of a trial.
typedef struct {
    TrialState state;
    int epochs_done;
    int attempts;
} TrialStatus;
bool store_trial_status(Store *store, int64_t trial, TrialStatus *status,
                        Error *err);

// Takes a trial for this process: false with *taken false, and no error, when
// another live runner has it. `environment` is a JSON object of provenance;
// it is stored once however many trials share it.
bool store_claim(Store *store, int64_t trial, const char *environment,
                 bool *taken, Error *err);

enum { SPLIT_TRAIN, SPLIT_VALIDATION, SPLIT_TEST, SPLITS };
extern const char *const split_names[];

// What one split came to in an epoch.
typedef struct {
    bool present;
    double loss;  // may be NaN or infinite: recorded as such
    double accuracy;
    uint32_t *confusion;  // [classes, classes] or NULL
} SplitScore;

typedef struct {
    int epoch;  // from 1
    int classes;
    SplitScore splits[SPLITS];
    double seconds;        // of training
    double total_seconds;  // evaluation and checkpoint too
    double images_per_second;
    double lr;  // at its end
    double peak_bytes;
    // The checkpoint that was written, and synced, before this.
    char checkpoint[256];  // path relative to the database's folder
    char checkpoint_digest[DIGEST_TEXT];
    uint64_t checkpoint_bytes;
} EpochRecord;

// One transaction: metrics, confusion matrices, checkpoint's digest.
bool store_add_epoch(Store *store, int64_t trial, const EpochRecord *epoch,
                     Error *err);

// The final epoch's answers, one per image of a split.
typedef struct {
    int split;
    size_t count;
    const uint8_t *truth;
    const uint8_t *predicted;
    const float *confidence;         // of the predicted class
    const float *truth_probability;  // of the true class
} Predictions;

typedef struct {
    TrialState state;
    const char *message;  // why, for anything but done; or NULL
    int signal;           // that ended it, or 0
    char weights_digest[DIGEST_TEXT];
    size_t parameters;  // trained weights
    size_t multiply_adds;
    double tracking_seconds;  // of checkpoints and records
    double training_seconds;
} TrialEnd;

// One transaction: state, predictions (count may be 0), digest of metrics.
bool store_end_trial(Store *store, int64_t trial, const TrialEnd *end,
                     const Predictions *predictions, size_t count, Error *err);

// The newest epoch's checkpoint, relative path and digest; false with
// *found false when there is none.
typedef struct {
    int epoch;
    char path[256];
    char digest[DIGEST_TEXT];
} CheckpointRecord;
// All of a trial's checkpoints, newest first, at most `capacity`.
bool store_checkpoints(Store *store, int64_t trial, CheckpointRecord *records,
                       size_t capacity, size_t *count, Error *err);

// Forgets a trial's epochs after `epoch`, on resuming from it.
bool store_truncate(Store *store, int64_t trial, int epoch, Error *err);

// A line in the log of what happened: "claimed", "resumed", "killed", ….
bool store_add_event(Store *store, int64_t trial, const char *kind,
                     const char *detail, Error *err);

// A query's result, column by column as text; NULL is NULL. Booleans,
// numbers: as SQLite prints them, but shortest round-trip.
typedef struct {
    size_t columns;
    size_t rows;
    char **names;  // [columns]
    char **cells;  // [rows × columns]
    char *types;   // [rows × columns]: i, f, t, b, or n for NULL
} Result;

// Runs one read-only statement. Parameters :study and the like are bound from
// `names`/`values`, which end in NULL.
bool store_query(Store *store, const char *sql, const char *const *names,
                 const char *const *values, Result *result, Error *err);
void result_release(Result *result);
// A cell as a number; NaN for NULL and text.
double result_number(const Result *result, size_t row, size_t column);
