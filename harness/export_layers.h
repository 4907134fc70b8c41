// What a kind of layer looks like in an ONNX graph of opset 13. To add one:
// write its function in export_layers.c and add its row to the table there.
#pragma once

#include "harness/export_graph.h"
#include "nets/input.h"
#include "nets/network.h"

// Adds a layer, with its weights, to what has computed `value`, which becomes
// what it puts out. Fails for a kind that has no row.
bool export_layer(Graph *graph, const Layer *layer, Value *value, Error *err);

// Whether there is one for that kind.
bool export_layer_has(const LayerType *type);

// export_input.c. From pixels, 0 to 1, to what a network sees.
Value export_input(Graph *graph, const Input *input, Shape images,
                   const char *name);
