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

bool plan_is_edited(const Plan *plan, Store *store, bool *edited, Error *err)
{
    const char *const names[] = {":study", ":yaml", NULL};
    const char *const values[] = {plan->study, plan->yaml, NULL};
    Result same = {0};
    bool ok = store_query(store,
                          "SELECT 1 FROM studies WHERE study = :study"
                          " AND yaml = :yaml",
                          names, values, &same, err);

    *edited = ok && same.rows == 0;
    result_release(&same);
    return ok;
}
