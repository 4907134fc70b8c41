// What a trial's epochs came to, and what follows from that: whether it goes
// on. A pure function of the scores, so a resumed trial decides as an
// undisturbed one would have.
#pragma once

#include "harness/store.h"

typedef struct {
    double loss[SPLITS];  // NaN where there is none
    double accuracy[SPLITS];
} EpochScores;

typedef struct {
    EpochScores *epochs;
    size_t count;
    size_t capacity;
} History;

// Stop when the metric has not improved by more than min_delta for `patience`
// epochs; patience 0: never.
typedef struct {
    int metric;  // early_stop_metrics
    int patience;
    double min_delta;
} EarlyStop;
extern const char *const early_stop_metrics[];
extern const Param early_stop_params[];

typedef enum {
    GO_ON,
    STOP_COMPLETE,  // all epochs done
    STOP_EARLY,     // stopped early
    STOP_DIVERGED,  // the last epoch's loss is NaN or infinite
} Decision;

void history_add(History *history, const EpochScores *scores);
void history_release(History *history);

// `validation` is the split that serves for validation.
Decision history_judge(const History *history, int epochs,
                       const EarlyStop *early_stop, int validation);
