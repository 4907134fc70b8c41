// gammaᵏ after k times `every` epochs.
#include "nets/schedule.h"

#include <math.h>

typedef struct {
    double warmup;
    double every;
    double gamma;
} Step;

static const Param params[] = {
    WARMUP_PARAM(Step),
    PARAM(Step, every, 5, 0.001, 10000, "epochs between two falls"),
    PARAM(Step, gamma, 0.1, 1e-6, 1, "what the rate is multiplied by"),
    {0},
};

static double factor(const void *settings, double epoch, double epochs)
{
    const Step *step = settings;

    (void)epochs;
    return pow(step->gamma, floor(epoch / step->every));
}

const ScheduleType step_schedule = {
    .entry = {"step", "falls by a factor every few epochs", params,
              sizeof(Step)},
    .factor = factor,
};
