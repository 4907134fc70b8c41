#include "harness/plan.h"

#include <stdlib.h>

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
        free(plan->items[i].name);
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
    free(plan->study);
    free(plan->description);
    *plan = (Plan){0};
}
