#include "nets/schedule.h"

#include <math.h>

const Entry *const schedules[] = {
#define SCHEDULE(name) &name##_schedule.entry,
#include "nets/schedules/table.h"
#undef SCHEDULE
    NULL,
};

double schedule_factor(const ScheduleType *type, const void *settings,
                       uint64_t step, uint64_t steps_per_epoch, int epochs)
{
    const Param *warmup = param_find(type->entry.params, "warmup");
    double per_epoch = (double)steps_per_epoch;
    double rising = round(param_get(warmup, settings) * per_epoch);
    double left = epochs - rising / per_epoch;
    double now = (double)step;

    if (left <= 0)
        return (now + 1) / rising;
    if (now < rising)
        return (now + 1) / rising * type->factor(settings, 0, left);
    return type->factor(settings, (now - rising) / per_epoch, left);
}
