#include "nets/optimizer.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

const Entry *const optimizers[] = {
#define OPTIMIZER(name) &name##_optimizer.entry,
#include "nets/optimizers/table.h"
#undef OPTIMIZER
    NULL,
};

// Weights of a task: their five arrays fill most of a core's nearest cache.
enum { STRETCH = 1 << 13 };

void optimizer_init(Optimizer *optimizer, const OptimizerType *type,
                    const void *settings, size_t weights)
{
    *optimizer = (Optimizer){.type = type,
                             .settings = memory_new(1, type->entry.size),
                             .weights = weights};
    if (settings)
        memcpy(optimizer->settings, settings, type->entry.size);
    else
        params_fill(type->entry.params, optimizer->settings);
    for (int i = 0; i < type->moments; i++)
        optimizer->moments[i] = memory_new(weights, sizeof(float));
}

void optimizer_release(Optimizer *optimizer)
{
    free(optimizer->settings);
    for (int i = 0; i < MOMENTS_MAX; i++)
        free(optimizer->moments[i]);
    *optimizer = (Optimizer){0};
}

typedef struct {
    const Optimizer *optimizer;
    Update whole;
} Work;

static void update_stretch(void *context, size_t task, int worker)
{
    const Work *work = context;
    size_t first = task * STRETCH;
    size_t left = work->whole.count - first;
    Update update = work->whole;

    (void)worker;
    update.count = left < STRETCH ? left : STRETCH;
    update.weight += first;
    update.grad += first;
    for (int i = 0; i < work->optimizer->type->moments; i++)
        update.moments[i] += first;
    work->optimizer->type->update(work->optimizer->settings, &update);
}

void optimizer_step(Optimizer *optimizer, Pool *pool, const Kernels *kernels,
                    float *weight, const float *grad, double lr)
{
    Work work = {optimizer,
                 {.kernels = kernels,
                  .count = optimizer->weights,
                  .weight = weight,
                  .grad = grad,
                  .lr = lr,
                  .t = ++optimizer->t}};

    memcpy(work.whole.moments, optimizer->moments, sizeof work.whole.moments);
    pool_run(pool, (optimizer->weights + STRETCH - 1) / STRETCH, update_stretch,
             &work);
}
