// What is still to be done of a plan, and how long that may take, going by the
// database.
#pragma once

#include "harness/store.h"

typedef struct {
    TrialStatus *statuses;  // one per trial of the plan
    size_t left;            // trials that have not come to a result
    // How long those will train, one after the other, going by recorded epochs
    // of the same configuration, or else of the same model on the same data.
    double seconds;
    size_t unknown;  // of those left, trials without any such epochs
} Outlook;

// A database that is not there yet has recorded nothing. Release the outlook.
bool outlook_read(Outlook *outlook, const Plan *plan, const char *db,
                  Error *err);
void outlook_release(Outlook *outlook);
// Whether `run` would leave the trial alone.
bool trial_is_over(TrialState state);
