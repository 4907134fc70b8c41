// One trial being run by a worker: what it says is recorded, and so is how it
// ended, whichever way that was.
#pragma once

#include "harness/child.h"
#include "harness/display.h"
#include "harness/stock.h"

// What all attempts of a run share; borrowed.
typedef struct {
    Store *store;
    Display *display;
    const char *root;   // the folder of the database
    const char *shelf;  // in it: where checkpoints go
    const char *environment;
    const char *programs;  // the folder in which those of one's own start
    const DataPlaces *places;
    Stock *stock;  // data sets for workers; or NULL
} Scene;

typedef struct {
    const Scene *scene;
    const PlannedTrial *planned;
    const PlannedConfig *config;
    const Prune *prune;  // NULL: nobody asks whether it goes on
    int64_t trial;
    int number;  // from 1; before it starts: of the newest that is known of
    int threads;
    char *name;  // "cnn, seed 3"
    Child child;
    char folder[128];
    int epochs_recorded;
    Ready ready;  // epochs 0: not yet
    Beat beat;
    double started;
    bool timed_out;
    double timeout_seconds;  // that it took longer than
    bool asked;              // to stop
    bool stopped;            // it alone, so it is not to be started again
    double kill_at;          // 0: never
    bool waits;              // for attempt_answer
    int answer;              // the last; 0: none
    double peak_bytes;

    bool over;  // its ending was recorded
    TrialState state;
    char message[1024];
    bool environment_failed;  // other trials need not try
    bool damaged;             // a message of its worker's was, which is killed
    bool crashed;             // it ended without a word
    bool skipped;             // a program of one's own cannot work here
    double tracking_seconds;
    double training_seconds;
} Attempt;

// Claims the trial and starts a worker for it. *taken false: another runner
// has it, or had it. Release the attempt, however this went.
bool attempt_start(Attempt *attempt, bool *taken, Error *err);
// Takes in what the worker has said. Fails only when that cannot be recorded.
// Once the worker has ended, its ending is recorded and `over` is set.
bool attempt_step(Attempt *attempt, Error *err);
// Tells the worker, which waits, what becomes of its trial: MESSAGE_GO, PARK or
// PRUNE, and why.
void attempt_answer(Attempt *attempt, int answer, const char *why);
// Asks the worker to stop, and gives it some seconds.
void attempt_ask(Attempt *attempt, double grace);
// Kills the worker; the next step sees that.
void attempt_kill(Attempt *attempt);
// Kills it if its time is up: after `timeout` seconds, 0 for no end. Returns
// the seconds until that may be due.
double attempt_watch(Attempt *attempt, double now, double timeout);
void attempt_line(const Attempt *attempt, TrialLine *line);
void attempt_release(Attempt *attempt);
