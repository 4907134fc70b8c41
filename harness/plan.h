// What an experiment's file comes to: configurations, trials, expectations.
// grid.c makes it; nothing in it refers to the file's text any more, but for
// the copy of it.
#pragma once

#include "harness/config.h"
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

typedef struct {
    size_t config;  // index
    uint64_t seed;
    char id[DIGEST_TEXT];  // SHA-256, hex, of the configuration's id and seed
} PlannedTrial;

// A published number to compare with.
typedef struct {
    Config match;     // settings that a configuration must have
    char *metric;     // "test/accuracy"
    double at_least;  // NaN where not asked
    double at_most;
    double value;  // of `value:`, else NaN
    double within;
    Place place;
} Expectation;

typedef struct {
    bool table;  // else a figure
    char *name;
} ReportItem;

// The `run:` block; 0 where not given.
typedef struct {
    int jobs;
    int threads;
    double timeout_seconds;
    int retries;
    int stop_after_failures;
} RunSettings;

typedef struct {
    char *file;
    char *yaml;  // verbatim
    char *study;
    char *description;
    PlannedConfig *configs;
    size_t config_count;
    PlannedTrial *trials;  // in the order in which they are to be run
    size_t trial_count;
    size_t duplicates;  // rows that came to a trial listed before
    Expectation *expectations;
    size_t expectation_count;
    ReportItem *items;
    size_t item_count;
    RunSettings run;
} Plan;

void plan_release(Plan *plan);
