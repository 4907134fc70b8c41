// What is still to be done of a plan, what that will cost, going by the
// database, and what has changed since the study was last planned.
#pragma once

#include "harness/cost.h"

// Trials of which nothing is known that would tell their cost.
typedef struct {
    char *kind;  // as cost_kind says
    size_t trials;
    size_t example;  // one of them
    bool program;    // another program trains them: no pilot can
} Unknown;

// Trials that were in the study's last plan.
typedef struct {
    bool known;  // there was one
    size_t added;
    size_t reused;
    size_t dropped;  // in the plan no more, but kept; of a part of a plan, 0
} Changes;

enum { RUNGS_MAX = 64 };
// After `epoch`, `trials` are compared; about `survivors` go on.
typedef struct {
    int epoch;
    size_t trials;
    size_t survivors;
} Rung;

typedef struct {
    TrialStatus *statuses;  // one per trial of the plan
    // Further seeds, not begun, of a configuration whose first was pruned.
    bool *unwanted;
    // Trials that are done, diverged or pruned; that have failed or timed out;
    // that are unwanted; and, of those left, that run, that were interrupted,
    // and all others.
    size_t over, failed, left_out, running, resumable, fresh;
    size_t left;  // the last three: what `run` trains
    // Of them: how long they train, one after the other, and what is written,
    // without those of unknown cost. A plan that grows is taken to grow to
    // `trials_in_all` by trials such as there are.
    double seconds;
    double checkpoint_bytes;
    double database_bytes;
    Unknown *unknown;
    size_t unknown_count;
    size_t unknown_trials;
    Changes changes;
    Rung rungs[RUNGS_MAX];  // of a study that prunes by halving
    size_t rung_count;
} Outlook;

// A database that is not there yet has recorded nothing. Where the cost is
// unknown, `pilot`, unless NULL, says where data are to try it out. Release the
// outlook.
bool outlook_read(Outlook *outlook, const Plan *plan, const char *db,
                  const DataPlaces *pilot, Error *err);
void outlook_release(Outlook *outlook);
// Whether the trial has come to a result.
bool trial_is_over(TrialState state);

// outlook_table.c: the plan's trials, in columns.
void outlook_table(const Outlook *outlook, const Plan *plan, Text *out);
// outlook_text.c: what they come to.
void outlook_text(const Outlook *outlook, const Plan *plan, Text *out);
// outlook_json.c: all of it.
void outlook_json(const Outlook *outlook, const Plan *plan, Text *out);
