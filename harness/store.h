// The record: one SQLite file, by way of database.c. schema.sql
// and views.sql are its documentation. Never use a Store in a forked child.
#pragma once

#include "harness/plan.h"
#include "nets/base/digest.h"
#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Store Store;

typedef enum {
    STORE_READ,
    STORE_CHANGE,  // what is there
    STORE_WRITE,   // and make it where there is nothing
} StoreMode;

// Where the record is: what --db says, or where that is NULL, $QUADRILLE_DB, or
// else the usual place.
const char *store_path(const char *asked);
#define STORE_PATH_HELP "the database ($QUADRILLE_DB, or results/results.db)"

// WRITE creates the file, and its folder, where missing. Refuses files that
// are not ours, and those of a newer program; an older one's are upgraded, in
// one transaction.
Store *store_open(const char *path, StoreMode mode, Error *err);
void store_close(Store *store);  // drops all claims
// What is worrying about the file system that the database is on ("NFS: ..."),
// or NULL.
const char *store_warning(const Store *store);

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

// It will not be tried again unless that is asked for.
static inline bool trial_has_failed(TrialState state)
{
    return state == TRIAL_FAILED || state == TRIAL_TIMEOUT;
}

// Records the study, its configurations and trials, and the file's text, in
// one transaction; trials that are there already stay as they are, the
// study's expectations and report items become the plan's. ids[i] becomes the
// row of plan->trials[i]. Trials whose runner died are marked interrupted.
// Those of the study that the plan has no more are kept, but not `planned`,
// unless the plan is only a part of itself. When its objective or its pruning
// is another than before, what was decided by that is forgotten.
bool store_add_plan(Store *store, const Plan *plan, int64_t *ids, Error *err);

// What is known of a trial. One that stands as running though no runner lives
// is interrupted.
typedef struct {
    TrialState state;
    int epochs_done;
    int attempts;
} TrialStatus;
bool store_trial_status(Store *store, int64_t trial, TrialStatus *status,
                        Error *err);
// The same for every trial of a plan, by their ids' hashes, without recording
// anything: ids[i] is 0 and statuses[i] all zero for a trial not recorded.
bool store_plan_status(Store *store, const Plan *plan, int64_t *ids,
                       TrialStatus *statuses, Error *err);

// The trials that stand as running though no runner lives, as a JSON array of
// their rows' numbers, for queries: they are interrupted, which the next writer
// will record.
bool store_lost(Store *store, Text *json, Error *err);

// How a trial is taken up, which is an attempt.
typedef struct {
    const char *environment;  // a JSON object of provenance
    int threads;              // that the trial uses: added to that
    int attempts;             // the newest that is known of; then this one
} Claim;

// Takes a trial for this process: *taken is false, and nothing an error, when
// another live runner has it, when it has come to a result (done, diverged, or
// pruned by the study that this store's last plan was of) since it was last
// looked at, when it has failed or timed out in an attempt that was not known
// of, or was removed. An environment is stored once however many trials share
// it.
bool store_claim(Store *store, int64_t trial, Claim *claim, bool *taken,
                 Error *err);

enum { SPLIT_TRAIN, SPLIT_VALIDATION, SPLIT_TEST, SPLITS };
extern const char *const split_names[];

// What one split came to in an epoch. Where the configuration says
// `validation: test`, give the test scores as either of the two; they are
// recorded once, as test.
typedef struct {
    bool present;
    double loss;  // may be NaN or infinite: recorded as such
    double accuracy;
    uint32_t *confusion;  // [classes, classes] or NULL
} SplitScore;

typedef struct {
    int epoch;  // from 1
    int classes;
    uint64_t images;  // trained on
    SplitScore splits[SPLITS];
    double seconds;        // of training
    double total_seconds;  // evaluation and checkpoint too
    double lr;             // at its end
    double peak_bytes;
    // The checkpoint that was written, and synced, before this.
    char checkpoint[256];  // path relative to the database's folder
    char checkpoint_digest[DIGEST_TEXT];
    uint64_t checkpoint_bytes;
} EpochRecord;

// One transaction: metrics, confusion matrices, checkpoint's digest. A test
// matrix takes the place of earlier epochs' (but not where validation is the
// test set). The three newest checkpoints are remembered.
bool store_add_epoch(Store *store, int64_t trial, const EpochRecord *epoch,
                     Error *err);

// The final epoch's answers, one per image of a split.
typedef struct {
    int split;
    size_t count;
    const uint8_t *truth;
    const uint8_t *predicted;
    const uint8_t *second;           // the runner-up; `predicted` where none is
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
    double tracking_seconds;  // of checkpoints and records, of this attempt
} TrialEnd;

// One transaction: state, predictions (count may be 0), digest of metrics.
// Then the claim is dropped.
bool store_end_trial(Store *store, int64_t trial, const TrialEnd *end,
                     const Predictions *predictions, size_t count, Error *err);

// A checkpoint: relative path and digest.
typedef struct {
    int epoch;
    char path[256];
    char digest[DIGEST_TEXT];
} CheckpointRecord;
// All of a trial's checkpoints, newest first, at most `capacity`.
bool store_checkpoints(Store *store, int64_t trial, CheckpointRecord *records,
                       size_t capacity, size_t *count, Error *err);

// Forgets a trial's epochs after `epoch`, and its predictions, on resuming
// from it.
bool store_truncate(Store *store, int64_t trial, int epoch, Error *err);

// What pruning decided of a trial at a rung.
typedef struct {
    int64_t trial;
    int rung;  // from 0
    int epoch;
    char metric[64];   // "validation/accuracy"
    double value;      // the trial's; may be NaN
    int rank;          // from 1, the best
    int n;             // how many were compared, this one among them
    double threshold;  // what had to be reached; NaN: nothing
    bool prune;        // else it goes on
} DecisionRecord;
// Of the study that this store's last plan was of, as are all decisions here.
// What is decided stays so: where there is a decision already, *decision
// becomes that.
bool store_add_decision(Store *store, DecisionRecord *decision, Error *err);
// All of them, by rung, then in the order in which they were made; free them.
bool store_decisions(Store *store, DecisionRecord **decisions, size_t *count,
                     Error *err);

// A trial that waited at a rung, interrupted there, is pruned without being
// started again: *pruned is false where it was not left so.
bool store_prune_trial(Store *store, int64_t trial, const char *message,
                       bool *pruned, Error *err);

// A ResultLookup for plan_read. A trial that another study pruned is not over.
// `context` is a StoreResults; when the record could not be read, its `err` is
// filled and no trial seems over.
typedef struct {
    Store *store;
    const char *study;
    const char *metric;  // the objective: "validation/accuracy"
    Error err;
} StoreResults;
bool store_trial_result(void *context, const char *trial_id,
                        TrialResult *result);

// Asks whoever runs a trial to stop it; with trial 0, those who run a study to
// stop all of it. Unused: 0.
bool store_add_request(Store *store, int64_t trial, int64_t study, Error *err);
// The number of the newest request, 0 for none: a runner obeys those after it.
bool store_last_request(Store *store, int64_t *number, Error *err);
// Trials that were asked to stop since request *number, which becomes the
// newest's; *all: the study of this store's last plan was. Free them.
bool store_take_requests(Store *store, int64_t *number, int64_t **trials,
                         size_t *count, bool *all, Error *err);

// What people call a trial. A tag that is there, or is not to be there and is
// not, is well.
bool store_tag(Store *store, int64_t trial, const char *tag, bool remove,
               Error *err);
bool store_add_note(Store *store, int64_t trial, const char *text, Error *err);

// Those of the trials that failed, timed out or were interrupted are planned
// again, with the epochs that they have; *changed says how many.
bool store_retry(Store *store, const int64_t *trials, size_t count,
                 size_t *changed, Error *err);

// Keeps all runners, also this process as one, from a trial until it is let go,
// removed, or the store is closed; *held is false when one is at it.
bool store_hold(Store *store, int64_t trial, bool *held, Error *err);
// Removes a trial that is held, with all that is recorded of it, from all
// studies. Its checkpoints are to be removed before, lest nobody knows of them.
bool store_remove_trial(Store *store, int64_t trial, Error *err);
// Takes a trial out of one study, which need not be its only one.
bool store_leave_study(Store *store, int64_t study, int64_t trial, Error *err);
// Removes configurations, studies and environments that no trial has any more.
bool store_remove_unused(Store *store, Error *err);
// The row of a study, by its name; 0 where there is none.
bool store_find_study(Store *store, const char *name, int64_t *study,
                      Error *err);
// Its trials, by their rows, in the plan's order; with `only`, those that no
// other study has. Free them.
bool store_study_trials(Store *store, int64_t study, bool only,
                        int64_t **trials, size_t *count, Error *err);

// A line in the log of what happened: "claimed", "resumed", "killed", ….
// `trial` may be 0, `detail` NULL.
bool store_add_event(Store *store, int64_t trial, const char *kind,
                     const char *detail, Error *err);

// A trial's results as text, without anything that a clock said: every epoch's
// numbers in hexadecimal, confusion matrices, the weights' digest. Trials with
// equal texts are the same, bit for bit.
bool store_dump_trial(Store *store, int64_t trial, Text *dump, Error *err);
// The SHA-256 of that: what `metrics_digest` in the database was when the
// trial ended.
bool store_trial_digest(Store *store, int64_t trial, char digest[DIGEST_TEXT],
                        Error *err);
// Its whole one, PlannedTrial.id.
bool store_trial_hash(Store *store, int64_t trial, char hash[DIGEST_TEXT],
                      Error *err);
// The trial whose short id, or hash, begins with `prefix`, in hex. Several or
// none are errors; several are listed.
bool store_find_trial(Store *store, const char *prefix, int64_t *trial,
                      Error *err);
// Its short id, as views have it.
bool store_trial_name(Store *store, int64_t trial, char name[DIGEST_TEXT],
                      Error *err);

// A query's result, row by row as text; NULL is NULL. Numbers are the
// shortest that read back as the same, infinities "inf" and "-inf".
typedef struct {
    size_t columns;
    size_t rows;
    char **names;  // [columns]
    char **cells;  // [rows, columns]
    char *types;   // [rows, columns]: i, f, t, or n for NULL
    char *text;    // what names and cells point into
} Result;

// Runs one read-only statement; anything else is misuse. Parameters :study and
// the like are bound from `names` (":study") and `values`, which end in NULL
// and may be NULL; one without a value is misuse. The program's own functions
// are there: stddev, median, ci95_low, ….
bool store_query(Store *store, const char *sql, const char *const *names,
                 const char *const *values, Result *result, Error *err);
void result_release(Result *result);
// Asked now and then while a query runs; where it says true, the query fails as
// interrupted. NULL: nobody is asked.
void store_watch(Store *store, bool (*stop)(void *context), void *context);
// A cell as a number; NaN for NULL and text.
double result_number(const Result *result, size_t row, size_t column);
// The column of that name; result->columns where there is none.
size_t result_column(const Result *result, const char *name);
