// Measurements of speed: models at several numbers of threads, and what this
// machine could do at best, in turn, several times over. Each case has a
// process of its own, so that its memory is its own too.
#pragma once

#include "harness/statistics.h"
#include "nets/model.h"

// What one turn of a case gives.
typedef enum {
    BENCH_TRAIN,  // images a second
    BENCH_INFER,
    BENCH_DATA,  // fractions of the training time, in the order of Phase
    BENCH_FORWARD,
    BENCH_BACKWARD,
    BENCH_OPTIMIZER,
    BENCH_PEAK,  // bytes of the process at most, its images included
    BENCH_PARAMETERS,
    BENCH_MULTIPLY_ADDS,  // of one image's forward pass
    BENCH_SGEMM,          // floating-point operations a second
    BENCH_ROOF,
    BENCH_COPY,         // bytes a second, read or written
    BENCH_TRAIN_SHARE,  // of sgemm, in the same turn
    BENCH_INFER_SHARE,
    BENCH_COPY_SHARE,  // of copying: what the weights' traffic comes to
    BENCH_VALUES,
} BenchValue;

typedef struct {
    double values[BENCH_VALUES];
} BenchSample;

typedef struct {
    const ModelType *model;  // NULL: the machine itself
    int threads;
    int jobs;  // processes at the same time; rates are theirs together
    int batch;
    BenchSample *samples;  // [rounds]
} BenchCase;

typedef struct {
    int rounds;
    int batch;       // 0: each model's own
    int threads;     // 0: 1, 2, 4, … all
    int jobs;        // also measured, with a thread each; at least 1
    double seconds;  // of measuring, all rounds together
    bool augment;    // training images, as in the paper
    ImageSet images;
    BenchCase *cases;
    size_t count;
    size_t capacity;
} Bench;

// Adds a model at all numbers of threads, and the machine at each of these.
void bench_add(Bench *bench, const ModelType *model);
// Measures all cases.
bool bench_run(Bench *bench, Error *err);
void bench_release(Bench *bench);

typedef struct {
    double median;
    double low;
    double high;
} BenchSpread;
BenchSpread bench_spread(const Bench *bench, const BenchCase *of,
                         BenchValue value);
// The machine's case for as many threads as that case has.
const BenchCase *bench_machine_of(const Bench *bench, const BenchCase *of);
// A training image takes three forward passes, of two operations for each
// multiply-add.
enum { TRAIN_OPERATIONS = 6, INFER_OPERATIONS = 2 };
