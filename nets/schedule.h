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

#define SCHEDULE(name) extern const ScheduleType name##_schedule;
#include "nets/schedules/table.h"
#undef SCHEDULE
extern const Entry *const schedules[];  // ScheduleTypes; ends in NULL

// Every schedule's settings have a field `double warmup`, and its params begin
// with this row. During warm-up the rate rises in equal steps to what the
// schedule starts with; then the schedule runs over the epochs that are left.
#define WARMUP_PARAM(type) \
    PARAM(type, warmup, 0, 0, 10000, "epochs over which the rate rises")

// The factor on the learning rate for step `step` (from 0) of
// epochs × steps_per_epoch. Positive for a positive schedule.
double schedule_factor(const ScheduleType *type, const void *settings,
                       uint64_t step, uint64_t steps_per_epoch, int epochs);
