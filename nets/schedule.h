// How the learning rate changes. To add one: write nets/schedules/NAME.c,
// ending in `const ScheduleType NAME_schedule`, and add its row to
// nets/schedules/table.h.
#pragma once

#include "nets/base/entry.h"

#include <stdint.h>

typedef struct {
    Entry entry;
    // The factor on the learning rate at a moment of the training after
    // warm-up: epoch in [0, epochs) as a real number. Positive.
    double (*factor)(const void *settings, double epoch, double epochs);
} ScheduleType;

extern const Entry *const schedules[];

// Every schedule's settings begin with this, and its params with the row
// `WARMUP_PARAM(type)`: for the first `warmup` epochs the rate rises in equal
// steps to the full one, then the schedule runs over what is left.
typedef struct {
    double warmup;
} Warmup;

// The factor for step `step` (from 0) of epochs × steps_per_epoch.
double schedule_factor(const ScheduleType *type, const void *settings,
                       uint64_t step, uint64_t steps_per_epoch, int epochs);
