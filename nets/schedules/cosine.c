// last + (1 − last) (1 + cos πp) / 2 at the fraction p of the training.
// Loshchilov & Hutter 2017, "SGDR", without restarts.
#include "nets/schedule.h"

#include <math.h>

typedef struct {
    double warmup;
    double last;
} Cosine;

static const Param params[] = {
    WARMUP_PARAM(Cosine),
    PARAM(Cosine, last, 0, 0, 1, "share of the rate that it falls to"),
    {0},
};

static double factor(const void *settings, double epoch, double epochs)
{
    const Cosine *cosine = settings;
    const double pi = 3.141592653589793;

    return cosine->last
           + (1 - cosine->last) * (1 + cos(pi * epoch / epochs)) / 2;
}

const ScheduleType cosine_schedule = {
    .entry = {"cosine", "falls along half a cosine", params, sizeof(Cosine)},
    .factor = factor,
};
