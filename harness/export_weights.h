// What layers have, as an ONNX graph wants it: settings, arrays, activations.
#pragma once

#include "harness/export_graph.h"
#include "nets/activation.h"
#include "nets/layer.h"

// A setting, by its name in the layer's table.
double layer_setting(const Layer *layer, const char *name);
int layer_whole(const Layer *layer, const char *name);
// One of the layer's tensors; NULL where it has none of that name.
const float *layer_find(const Layer *layer, const char *name);

// From [area, in, out] to [out, in, area]; free it.
float *layer_turned(const float *from, size_t area, size_t in, size_t out);
// A tensor [count] as an array of the graph; returns its name.
const char *layer_vector(Graph *graph, const Layer *layer, const char *name,
                         int count);
// A kernel [side, side, in, out], as ONNX has it: [out, in, side, side].
const char *layer_kernel(Graph *graph, const Layer *layer, const char *name,
                         int side, int in, int out);

// A number as an array of the graph.
const char *graph_scalar(Graph *graph, const char *part, double value);
// What the function makes of x.
const char *graph_activation(Graph *graph, Activation activation,
                             const char *x);

// The attributes of a window. What TensorFlow's padding adds before and after
// the image is spelt out; a window that leaves pixels over needs none.
Text layer_window(const Layer *layer, int size, int stride);
// x convolved with the weights; `bias` may be NULL.
const char *graph_convolution(Graph *graph, const char *part, const char *x,
                              const char *weights, const char *bias,
                              Text *attributes);
