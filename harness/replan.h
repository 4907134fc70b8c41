// Planning by the record: what TPE proposes and which winners are confirmed
// follows from what a study's trials have come to.
#pragma once

#include "harness/grid.h"
#include "harness/store.h"

// Reads the file of `plan` again, with the options that it was read with, by
// the results that the store has of its study. Release *grown.
bool replan(const Plan *plan, const PlanOptions *options, Store *store,
            Plan *grown, Error *err);

// Whether the record has the plan's study, if at all, from a file that said
// something else.
bool plan_is_edited(const Plan *plan, Store *store, bool *edited, Error *err);
