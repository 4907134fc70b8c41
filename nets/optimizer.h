// What an optimizer is. To add one: write nets/optimizers/NAME.c, ending in
// `const OptimizerType NAME_optimizer`, and add its row to
// nets/optimizers/table.h.
#pragma once

#include "nets/base/entry.h"
#include "nets/base/pool.h"
#include "nets/simd/kernels.h"

#include <stddef.h>
#include <stdint.h>

enum { MOMENTS_MAX = 2 };

// One step over a stretch of the flat arrays.
typedef struct {
    const Kernels *kernels;
    size_t count;
    float *weight;                // [count]
    const float *grad;            // [count]
    float *moments[MOMENTS_MAX];  // [count] each, zero before the first step
    double lr;                    // after the schedule
    uint64_t t;                   // this step's number, from 1
} Update;

typedef struct {
    // Has a Param "lr", whose fallback is the optimizer's own. The field is
    // for whoever reads it: update goes by its Update's.
    Entry entry;
    int moments;  // arrays as long as the weights
    // Elementwise: may be called for stretches in any order.
    void (*update)(const void *settings, const Update *update);
} OptimizerType;

#define OPTIMIZER(name) extern const OptimizerType name##_optimizer;
#include "nets/optimizers/table.h"
#undef OPTIMIZER
extern const Entry *const optimizers[];  // OptimizerTypes; ends in NULL

// An optimizer at work; owns its settings and moments.
typedef struct {
    const OptimizerType *type;
    void *settings;
    size_t weights;
    float *moments[MOMENTS_MAX];
    uint64_t t;  // steps done
} Optimizer;

// Settings are copied: entry.size bytes, NULL for the defaults. `weights` is
// the length of the flat arrays.
void optimizer_init(Optimizer *optimizer, const OptimizerType *type,
                    const void *settings, size_t weights);
void optimizer_release(Optimizer *optimizer);
// One step with learning rate `lr`; t counts up. Shared out over the pool in
// fixed blocks.
void optimizer_step(Optimizer *optimizer, Pool *pool, const Kernels *kernels,
                    float *weight, const float *grad, double lr);
