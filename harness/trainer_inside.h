// Shared by trainer.c, which attends to the program, and trainer_take.c, which
// takes in what it reports.
#pragma once

#include "harness/trainer.h"
#include "harness/trainer_line.h"
#include "harness/trainer_start.h"

typedef struct {
    const Job *job;
    History *history;
    Watch *watch;
    EarlyStop early_stop;
    int epochs;      // planned
    int validation;  // the split that serves for it
    TrainerProcess process;
    Text inbox;
    size_t lines;  // so far
    TrainerLine model;
    int classes;  // of the matrices; 0: not known yet
    bool begun;   // its first epoch is known
    bool told_unknown;
    double epoch_started;
    double beaten;
    double training_seconds;

    bool stopping;     // told to stop, it may still finish an epoch
    bool ending;       // nothing it may report is wanted any more
    bool complete;     // since all is there; it may end by itself
    TrialState state;  // once `ending`
    char message[sizeof((Error *)0)->message];
    bool skipped;
    double deadline;  // for its end
} Trainer;

// To the runner; takes the message.
void trainer_send(Trainer *t, Text *message);
void trainer_note(Trainer *t, const char *words);
void trainer_ready(Trainer *t);
// To the program. One that does not read its answers does not need them.
void trainer_answer(Trainer *t, const char *words);
// Nothing more is wanted of it; `hurry` says so with a signal, too.
void trainer_dismiss(Trainer *t, bool hurry);

Decision trainer_judge(const Trainer *t);
void trainer_end(Trainer *t, TrialState state, const char *message);
void trainer_decide(Trainer *t, Decision decision);
// Ends it as the runner says.
void trainer_heed(Trainer *t, int order);

// Takes in one line. Fails when it may not be.
bool trainer_take_line(Trainer *t, const char *bytes, size_t length,
                       Error *err);
