#include "harness/history.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    VALIDATION_LOSS,
    VALIDATION_ACCURACY,
    TRAIN_LOSS,
    TRAIN_ACCURACY,
};

const char *const early_stop_metrics[] = {
    [VALIDATION_LOSS] = "validation/loss",
    [VALIDATION_ACCURACY] = "validation/accuracy",
    [TRAIN_LOSS] = "train/loss",
    [TRAIN_ACCURACY] = "train/accuracy",
    NULL,
};

const Param early_stop_params[] = {
    PARAM_CHOICE(EarlyStop, metric, early_stop_metrics, "what must improve"),
    PARAM(EarlyStop, patience, 0, 0, 100000,
          "epochs without improvement before training ends"),
    PARAM(EarlyStop, min_delta, 0, 0, 1e9, "a smaller improvement is none"),
    {0},
};

void history_add(History *history, const EpochScores *scores)
{
    history->epochs = memory_grow(history->epochs, &history->capacity,
                                  history->count + 1, sizeof *history->epochs);
    history->epochs[history->count++] = *scores;
}

void history_release(History *history)
{
    free(history->epochs);
    *history = (History){0};
}

// The metric, turned so that more is better.
static double merit(const EpochScores *scores, int metric, int validation)
{
    switch (metric) {
    case VALIDATION_LOSS:
        return -scores->loss[validation];
    case VALIDATION_ACCURACY:
        return scores->accuracy[validation];
    case TRAIN_LOSS:
        return -scores->loss[SPLIT_TRAIN];
    default:
        return scores->accuracy[SPLIT_TRAIN];
    }
}

// Epochs since the metric last improved; NaN is no improvement.
static int waited(const History *history, const EarlyStop *early_stop,
                  int validation)
{
    double best = -(double)INFINITY;
    int since = 0;

    for (size_t i = 0; i < history->count; i++) {
        double now = merit(&history->epochs[i], early_stop->metric, validation);

        since++;
        if (now > best + early_stop->min_delta) {
            best = now;
            since = 0;
        }
    }
    return since;
}

static bool diverged(const EpochScores *last, int validation)
{
    // Where nothing was validated, accuracy is NaN as well.
    return !isfinite(last->loss[SPLIT_TRAIN])
           || (isfinite(last->accuracy[validation])
               && !isfinite(last->loss[validation]));
}

Decision history_judge(const History *history, int epochs,
                       const EarlyStop *early_stop, int validation)
{
    if (history->count == 0)
        return GO_ON;
    if (diverged(&history->epochs[history->count - 1], validation))
        return STOP_DIVERGED;
    if (history->count >= (size_t)epochs)
        return STOP_COMPLETE;
    if (early_stop->patience > 0
        && waited(history, early_stop, validation) >= early_stop->patience)
        return STOP_EARLY;
    return GO_ON;
}
