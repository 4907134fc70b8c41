// A made-up study, recorded through the store as a runner would, for tests of
// what is asked of the record.
//
// Configuration i is a cnn for even i, else an mlp; its dropout is 0, 0.25 or
// 0.5 and changes with every second one, its lr is 0.001, then 0.002 from the
// seventh on, and so on. Image k is of class k mod `classes`. At every epoch
// the first `synthetic_errors` images are wrong, each taken for the next
// class, or for the one after in every third image. The final network is
// always as sure, 0.25; of wrong images with odd numbers it has the right class
// second, else the one after its answer.
#pragma once

#include "harness/plan.h"
#include "harness/store.h"

typedef struct {
    const char *study;
    size_t configs;
    int seeds;  // 1, 2, …
    int epochs;
    int classes;
    int images;  // validation, and test
    bool validation_is_test;
    bool matrices;  // and predictions
} Synthetic;

// 4 configurations, 3 seeds, 5 epochs, 10 classes, 200 images, with matrices.
extern const Synthetic synthetic_small;

void synthetic_plan(const Synthetic *synthetic, Plan *plan);
// How many images are wrong; `seed` and `epoch` from 1.
int synthetic_errors(const Synthetic *synthetic, size_t config, int seed,
                     int epoch, int split);
// The epoch's record; its confusion matrices are the caller's to free.
EpochRecord synthetic_epoch(const Synthetic *synthetic, size_t config, int seed,
                            int epoch);
void synthetic_epoch_release(EpochRecord *epoch);

// Records the plan and runs all of its trials to the end. The caller's test
// fails where the store does.
void synthetic_record(const Synthetic *synthetic, Store *store);
// A database with that at `path`.
void synthetic_database(const Synthetic *synthetic, const char *path);
