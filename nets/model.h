// What a model is: a recipe that builds a Network. To add one: write
// nets/models/NAME.c, ending in `const ModelType NAME_model`, and add its row
// to nets/models/table.h.
#pragma once

#include "nets/input.h"
#include "nets/network.h"

typedef struct {
    Entry entry;   // its options: a grid's `arch.KEY`
    Input input;   // what it wants to see unless the grid says otherwise
    int batch;     // examples in a step that it is measured with; 0: 64
    int dropouts;  // how many dropout layers it has
    double dropout[LIST_MAX];  // their rates by default
    // Adds the layers; dropout rates are set by model_build. Whether they
    // fit the input is found by network_build.
    void (*build)(const void *settings, Network *network, int classes);
} ModelType;

#define MODEL(name) extern const ModelType name##_model;
#include "nets/models/table.h"
#undef MODEL
extern const Entry *const models[];

// Adds the recipe's layers; then every dropout layer gets its rate, one for
// all or one each. NULL: the model's own. The caller builds the network.
bool model_build(const ModelType *type, const void *settings, Network *network,
                 int classes, const List *dropout, Error *err);

// Sets the rates of the network's dropout layers, one for all or one each;
// fails when the number of rates is neither.
bool model_set_dropout(Network *network, const List *rates, Error *err);

// For recipes: a layer of a kind with its defaults, to be changed and then
// given to network_add. The kind, the setting and the choice must exist.
Layer *model_layer(const char *kind);
void model_set(Layer *layer, const char *setting, double value);
void model_choose(Layer *layer, const char *setting, const char *choice);
