// A trial → network, optimizer, data: everything that its resolved
// configuration and its seed say, ready for training.
#pragma once

#include "harness/config.h"
#include "harness/history.h"
#include "nets/model.h"
#include "nets/train.h"

typedef struct {
    Dataset dataset;  // owns the images
    ImageSet train;   // parts of it; count 0: none
    ImageSet validation;
    ImageSet test;
    bool validates_on_test;
    EarlyStop early_stop;

    Pool *pool;
    Network *network;
    Optimizer optimizer;
    Augmentation augmentation;
    void *schedule_settings;
    void *loss_settings;
    Training training;  // all of the above, borrowed
} Setup;

// Loads the data, splits it, builds the network with its initial weights.
// validation.last is counted off the end of the training images first; then
// train_size takes the first of the others. Release the setup, failed or not.
bool setup_trial(Setup *setup, const Config *config, uint64_t seed, int threads,
                 const DataPlaces *places, Error *err);
// The data alone: the sets, their parts, and the augmentation.
bool setup_data(Setup *setup, const Config *config, const DataPlaces *places,
                Error *err);
// The parts and the augmentation of data that are loaded already, as another
// configuration says.
bool setup_data_again(Setup *setup, const Config *config, Error *err);
// How much data there are: none are read.
bool setup_size(const Config *config, DatasetSize *size, Error *err);
// The network alone, its weights undefined, for images and classes of such
// data: none are read.
bool setup_network(Setup *setup, const Config *config, const DatasetSize *size,
                   Error *err);
// Whether there can be that network: its layers, without any weights. Where
// they do not fit, setup->network->fault is the first that does not.
bool setup_fit(Setup *setup, const Config *config, const DatasetSize *size,
               Error *err);
// Parts the data that is loaded already as another configuration says.
bool setup_split(Setup *setup, const Config *config, Error *err);
void setup_release(Setup *setup);
