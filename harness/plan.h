// What an experiment's file comes to: configurations, trials, expectations.
// grid.c makes it; nothing in it refers to the file's text any more, but for
// the copy of it.
#pragma once

#include "harness/config.h"
#include "harness/prune.h"
#include "nets/dataset.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    Config config;
    // SHA-256, hex, of the canonical JSON and the data's digest.
    char id[DIGEST_TEXT];
    char data_digest[DIGEST_TEXT];
    // What tells it from the study's others, for legends: "cnn",
    // "no-dropout", "dropout=0.25 optimizer.lr=0.001".
    char *label;
} PlannedConfig;

// A winner of the sweep is confirmed on fresh seeds.
typedef enum { PHASE_SWEEP, PHASE_CONFIRM } PlanPhase;

typedef struct {
    size_t config;  // index
    uint64_t seed;
    PlanPhase phase;
    bool first;  // of its configuration's seeds: pruning looks at these only
    char id[DIGEST_TEXT];  // SHA-256, hex, of the configuration's id and seed
} PlannedTrial;

// A row that came to the same as one listed before.
typedef struct {
    char *label;
    size_t config;  // the index of that one
} PlannedRepeat;

// What became of a trial, for plans that depend on it.
typedef struct {
    int state;     // a TrialState
    double value;  // of the objective after its last epoch; NaN: none
    int epochs;    // done
} TrialResult;

// Whether the trial of that id (PlannedTrial.id) is over, and how it went.
typedef bool ResultLookup(void *context, const char *trial_id,
                          TrialResult *result);

// What makes one trial better than another, after its last epoch. Where the
// configuration says `validation: test`, validation is the test set.
typedef struct {
    const char *metric;  // "validation/accuracy", a constant
    bool minimize;
} Objective;

// The best configurations are trained again on fresh seeds when the sweep is
// over.
typedef struct {
    size_t top;  // 0: none
    uint64_t *seeds;
    size_t seed_count;
} Confirm;

// A published number to compare with.
typedef struct {
    Config match;     // settings that a configuration must have
    char *metric;     // "test/accuracy"
    double at_least;  // NaN where not asked
    double at_most;
    double value;  // of `value:`, else NaN
    double within;
    int line;  // of the file
} Expectation;

// A row of `report:`.
typedef struct {
    bool table;  // else a figure
    char *name;
    char *called;  // what the study calls it; its name unless the row says
    // What a configuration must have to be in it: of each key one of the
    // settings that stand here. None: all are.
    const Setting **only;
    size_t only_count;
} ReportItem;

// The `run:` block; 0 where not given.
typedef struct {
    int jobs;
    int threads;
    double timeout_seconds;
    // A multiple of the median of the seconds that the study's finished trials
    // took; 3 for `timeout: 300%`.
    double timeout_medians;
    int retries;
    int stop_after_failures;
    double memory_bytes;  // that all jobs together may use
} RunSettings;

typedef struct {
    char *file;
    char *yaml;  // verbatim
    char *sets;  // --set's, a JSON array of "KEY=VALUE"; NULL: none
    char *study;
    char *description;
    PlannedConfig *configs;
    size_t config_count;
    PlannedTrial *trials;  // in the order in which they are to be run
    size_t trial_count;
    size_t duplicates;       // trials of rows that came to one listed before
    PlannedRepeat *repeats;  // the first of those rows, at most REPEATS_MAX
    size_t repeat_count;
    // Whether trials will be added as results come, and how many there may be
    // in all; configurations of the sweep likewise.
    bool growing;
    size_t trials_in_all;
    size_t configs_in_all;
    bool partial;  // --only left trials out
    Objective objective;
    Prune prune;
    char *space;  // a search's ranges, a JSON object; NULL: there is none
    Confirm confirm;
    Expectation *expectations;
    size_t expectation_count;
    ReportItem *items;
    size_t item_count;
    RunSettings run;
} Plan;

enum { REPEATS_MAX = 100 };

void plan_release(Plan *plan);
// The trials in the order of their ids; free it.
const PlannedTrial **plan_by_id(const Plan *plan);
