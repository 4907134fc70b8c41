// How long a trial may take, and how many fit into memory at once.
#pragma once

#include "harness/store.h"

typedef struct {
    Store *store;  // borrowed, as is the plan
    const Plan *plan;
    double timeout_seconds;  // of each trial; 0: none
    double timeout_looked;   // when that was last computed
    double room_bytes;       // for all trials together; infinite: no limit
    double peak_bytes;       // of the largest trial so far; 0: not known
} Limits;

// `automatic`: nobody said how many trials shall run at a time, so they get the
// memory that there is. Reads what the study's trials have used before.
bool limits_open(Limits *limits, Store *store, const Plan *plan, bool automatic,
                 Error *err);
// A trial has used so much.
void limits_note_peak(Limits *limits, double bytes);
// How many trials fit, at most `jobs`: one, until it is known how much it
// uses.
int limits_jobs(const Limits *limits, int jobs);
// `timeout: 300%` is of the median of what the study's finished trials took,
// all attempts together, once there are three: computes it anew, not more than
// once a second.
bool limits_update(Limits *limits, Error *err);

// Bytes that new processes may still use: of the machine's memory, and of what
// its control groups leave. Infinite where nobody says.
double limits_memory(void);
// The latter, by the files under the folder `root`: "" but for tests.
double limits_group_memory(const char *root);
