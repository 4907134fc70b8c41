// gammaᵉ at epoch e, falling a little with every step.
#include "nets/schedule.h"

#include <math.h>

typedef struct {
    double warmup;
    double gamma;
} Exponential;

static const Param params[] = {
    WARMUP_PARAM(Exponential),
    PARAM(Exponential, gamma, 0.9, 1e-3, 1,
          "what the rate is multiplied by in an epoch"),
    {0},
};

static double factor(const void *settings, double epoch, double epochs)
{
    const Exponential *exponential = settings;

    (void)epochs;
    return pow(exponential->gamma, epoch);
}

const ScheduleType exponential_schedule = {
    .entry = {"exponential", "falls by the same factor every epoch", params,
              sizeof(Exponential)},
    .factor = factor,
};
