#include "harness/replan.h"

bool replan(const Plan *plan, const PlanOptions *options, Store *store,
            Plan *grown, Error *err)
{
    StoreResults results = {
        .store = store,
        .study = plan->study,
        .metric = plan->objective.metric,
    };
    PlanOptions again = *options;

    again.results = store_trial_result;
    again.results_context = &results;
    again.told = true;
    if (!plan_read(plan->file, &again, grown, err))
        return false;
    if (results.err.message[0] == '\0')
        return true;
    plan_release(grown);
    *err = results.err;
    return false;
}
