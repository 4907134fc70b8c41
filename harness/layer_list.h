// A model of one's own: the layers that a grid spells out. layers.h builds
// them.
#pragma once

#include "harness/node.h"
#include "nets/base/text.h"

// Checks a list of layers against the layer table, and writes it as canonical
// JSON with every setting:
// [{"dense":{"activation":"none",…,"units":"classes"}}].
bool layer_list_read(const Node *list, Text *json, Diagnostics *diagnostics);
// How many layers of that kind such JSON has.
int layer_list_count(const char *json, const char *kind);
