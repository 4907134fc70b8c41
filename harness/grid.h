// An experiment's file → its trials: every combination, every seed.
#pragma once

#include "harness/option.h"
#include "harness/plan.h"
#include "nets/dataset.h"

enum { TRIALS_MAX = 1000000 };

// Asks where a setting of one configuration comes from.
typedef struct {
    const char *config;  // its canonical JSON
    const char *key;     // "optimizer.lr"
    bool found;          // the file comes to that configuration
    // "0.001 from base, paper.yaml:9:31", then a line for each layer below.
    Text words;
} Why;

// NULL stands for {0}.
typedef struct {
    const Texts *sets;   // --set key=value
    const Texts *onlys;  // --only key=value
    // Where to look for data, whose digest is part of every identity. NULL:
    // data is not looked for, digests are empty and the ids are not a run's.
    const DataPlaces *places;
    // What became of the trials so far: TPE and `confirm` plan by it. NULL:
    // nothing is known, and only what is certain is planned.
    ResultLookup *results;
    void *results_context;
    bool told;  // warnings were printed before
    Why *why;   // to be answered; or NULL
} PlanOptions;

// Reads, checks and expands a file. All errors and warnings in it go to
// standard error at once, each with its place; then *err says how many there
// were (misuse), and the plan is empty. Release the plan.
bool plan_read(const char *file, const PlanOptions *options, Plan *plan,
               Error *err);
// The same of a text; `file` is what it is called.
bool plan_read_text(const char *file, const char *yaml, size_t length,
                    const PlanOptions *options, Plan *plan, Error *err);
