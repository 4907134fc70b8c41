// A trial tried out: a few batches, to see what all of it would cost.
#pragma once

#include "harness/cost.h"
#include "nets/dataset.h"

// Trains and evaluates for about a second on one thread, after loading the
// data; records nothing.
bool pilot_run(const Config *config, uint64_t seed, const DataPlaces *places,
               Cost *cost, Error *err);
