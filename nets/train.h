// One epoch of training, and evaluation.
#pragma once

#include "nets/input.h"
#include "nets/loss.h"
#include "nets/network.h"
#include "nets/optimizer.h"
#include "nets/schedule.h"

// What a training step does, in this order. The loss is part of forward.
typedef enum {
    PHASE_DATA,
    PHASE_FORWARD,
    PHASE_BACKWARD,
    PHASE_OPTIMIZER,
    PHASES,  // the step is over
} Phase;

// Everything that one trial trains with; all borrowed.
typedef struct {
    Network *network;
    Optimizer *optimizer;
    const ScheduleType *schedule;
    const void *schedule_settings;
    const LossType *loss;
    const void *loss_settings;
    Input input;
    const Augmentation *augmentation;  // NULL: none
    const ImageSet *set;               // the training images
    int classes;
    int batch_size;
    int epochs;
    uint64_t seed;
    double lr;
    Pool *pool;
    const Kernels *kernels;
    // For measurements: told which phase begins. NULL: nobody is.
    void (*on_phase)(void *context, Phase phase);
    void *phase_context;
} Training;

// How far an epoch has come; with the weights and moments, all that is needed
// to go on. Zero it to start an epoch.
typedef struct {
    uint64_t done;     // examples
    uint64_t correct;  // of them, as seen while training
    double loss_sum;   // likewise
} Progress;

// Trains epoch `epoch` (from 0) from *progress on, until it ends or, between
// two batches, `stop` returns true (NULL: never). Returns whether the epoch
// ended. A loss that is NaN or infinite does not stop it: the caller judges.
typedef bool StopTest(void *context, const Progress *progress);
bool train_epoch(const Training *training, int epoch, Progress *progress,
                 StopTest *stop, void *context);

// What a network makes of a set of images.
typedef struct {
    size_t count;
    int classes;
    double loss;               // mean
    double accuracy;           // fraction right
    uint32_t *confusion;       // [classes, classes]: truth, predicted
    uint8_t *predicted;        // [count]
    uint8_t *second;           // [count]: the runner-up; of 1 class, the same
    float *confidence;         // [count]: the predicted class's probability
    float *truth_probability;  // [count]: the true class's
} Score;

// In inference mode, over the whole set, unaugmented. Release the score.
void evaluate(const Training *training, const ImageSet *set, Score *score);
void score_release(Score *score);
