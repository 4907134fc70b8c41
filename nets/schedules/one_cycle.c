// Up from `first` to the full rate along half a cosine, then down to `last`
// along another. Smith & Topin 2018, "Super-convergence"; the momentum stays as
// it is.
#include "nets/schedule.h"

#include <math.h>

typedef struct {
    double warmup;
    double rise;
    double first;
    double last;
} OneCycle;

static const Param params[] = {
    WARMUP_PARAM(OneCycle),
    PARAM(OneCycle, rise, 0.3, 0, 1, "fraction of the training spent rising"),
    PARAM(OneCycle, first, 0.04, 1e-9, 1, "share of the rate at the start"),
    PARAM(OneCycle, last, 4e-6, 1e-9, 1, "share of the rate at the end"),
    {0},
};

// From `from` at p = 0 to `to` at p = 1.
static double swing(double from, double to, double p)
{
    const double pi = 3.141592653589793;

    return to + (from - to) * (1 + cos(pi * p)) / 2;
}

static double factor(const void *settings, double epoch, double epochs)
{
    const OneCycle *cycle = settings;
    double p = epoch / epochs;

    if (p < cycle->rise)
        return swing(cycle->first, 1, p / cycle->rise);
    return swing(1, cycle->last, (p - cycle->rise) / (1 - cycle->rise));
}

const ScheduleType one_cycle_schedule = {
    .entry = {"one_cycle", "rises to the full rate, then falls to almost none",
              params, sizeof(OneCycle)},
    .factor = factor,
};
