#include "harness/plan.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void release_item(ReportItem *item)
{
    for (size_t i = 0; i < item->only_count; i++)
        setting_release(item->only[i]);
    free(item->only);
    free(item->called);
    free(item->name);
}

void plan_release(Plan *plan)
{
    for (size_t i = 0; i < plan->config_count; i++) {
        config_release(&plan->configs[i].config);
        free(plan->configs[i].label);
    }
    for (size_t i = 0; i < plan->expectation_count; i++) {
        config_release(&plan->expectations[i].match);
        free(plan->expectations[i].metric);
    }
    for (size_t i = 0; i < plan->item_count; i++)
        release_item(&plan->items[i]);
    for (size_t i = 0; i < plan->repeat_count; i++)
        free(plan->repeats[i].label);
    free(plan->configs);
    free(plan->repeats);
    free(plan->trials);
    free(plan->confirm.seeds);
    free(plan->expectations);
    free(plan->items);
    free(plan->file);
    free(plan->yaml);
    free(plan->sets);
    free(plan->study);
    free(plan->description);
    free(plan->space);
    *plan = (Plan){0};
}

static int by_id(const void *left, const void *right)
{
    return strcmp((*(const PlannedTrial *const *)left)->id,
                  (*(const PlannedTrial *const *)right)->id);
}

const PlannedTrial **plan_by_id(const Plan *plan)
{
    const PlannedTrial **sorted =
        memory_new(plan->trial_count, sizeof(const PlannedTrial *));

    for (size_t i = 0; i < plan->trial_count; i++)
        sorted[i] = &plan->trials[i];
    if (plan->trial_count > 0)
        qsort(sorted, plan->trial_count, sizeof(const PlannedTrial *), by_id);
    return sorted;
}
