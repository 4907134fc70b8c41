// A model of one's own: the canonical JSON of a grid's `layers:` → a network.
#pragma once

#include "nets/network.h"

// Adds the layers that the array lists, each a name or a map from its name to
// its settings: ["flatten",{"dense":{"units":"classes"}}]. A whole-number
// setting given as "classes" takes the data's number of classes.
bool layers_add(const char *json, Network *network, int classes, Error *err);
