// What training costs: by what the record knows of the same configuration, or
// else of the same model on the same data.
#pragma once

#include "harness/store.h"

typedef struct {
    double epoch_seconds;  // its evaluation and saving included
    double checkpoint_bytes;
    double predictions;  // recorded when a trial is done
} Cost;

typedef struct {
    char *name;  // a configuration's hash, or what cost_kind says
    Cost cost;
} KnownCost;

// Sorted by name.
typedef struct {
    KnownCost *known;
    size_t count;
    size_t capacity;
} Costs;

// What is alike enough to cost the same, model and data: "cnn on mnist", and
// after a line end what tells data of that name apart.
void cost_kind(const PlannedConfig *planned, Text *text);

bool costs_read(Costs *costs, Store *store, Error *err);
void costs_add(Costs *costs, const char *name, const Cost *cost);
void costs_release(Costs *costs);
// NULL where nothing is known.
const Cost *costs_find(const Costs *costs, const PlannedConfig *config);

// What `epochs` epochs of a trial add to the database, about, in bytes; of a
// trial that will be done with the predictions, in the share of cases that
// `done` is.
double cost_database_bytes(const Cost *cost, double epochs, double done);
