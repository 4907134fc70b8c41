// A study's rows, multiplied → the plan's configurations and trials.
#pragma once

#include "harness/experiment.h"
#include "harness/grid.h"

// Fills the plan's configurations, labels, ids and trials. Of the options it
// uses where data are, and results. False after telling what is wrong in the
// file, or, with *err filled, about the data.
bool expand(Experiment *experiment, const PlanOptions *options, Plan *plan,
            Diagnostics *diagnostics, Error *err);
