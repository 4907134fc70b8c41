#include "nets/schedule.h"

typedef struct {
    double warmup;
} Constant;

static const Param params[] = {
    WARMUP_PARAM(Constant),
    {0},
};

static double factor(const void *settings, double epoch, double epochs)
{
    (void)settings;
    (void)epoch;
    (void)epochs;
    return 1;
}

const ScheduleType constant_schedule = {
    .entry = {"constant", "the same rate throughout", params, sizeof(Constant)},
    .factor = factor,
};
