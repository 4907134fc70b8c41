#include "harness/export_weights.h"

#include "nets/base/memory.h"
#include "nets/window.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double layer_setting(const Layer *layer, const char *name)
{
    return param_get(param_find(layer->type->entry.params, name), layer);
}

int layer_whole(const Layer *layer, const char *name)
{
    return (int)layer_setting(layer, name);
}

const float *layer_find(const Layer *layer, const char *name)
{
    Tensor tensor;

    for (size_t i = 0; layer->type->tensor(layer, i, &tensor); i++)
        if (strcmp(tensor.name, name) == 0)
            return (tensor.state ? layer->stored : layer->weight)
                   + tensor.offset;
    return NULL;
}

const char *layer_vector(Graph *graph, const Layer *layer, const char *name,
                         int count)
{
    const int64_t sizes[] = {count};

    return graph_floats(graph, name, 1, sizes, layer_find(layer, name));
}

float *layer_turned(const float *from, size_t area, size_t in, size_t out)
{
    float *to = memory_new(area * in * out, sizeof *to);

    for (size_t a = 0; a < area; a++)
        for (size_t i = 0; i < in; i++)
            for (size_t o = 0; o < out; o++)
                to[(o * in + i) * area + a] = from[(a * in + i) * out + o];
    return to;
}

const char *layer_kernel(Graph *graph, const Layer *layer, const char *name,
                         int side, int in, int out)
{
    const int64_t sizes[] = {out, in, side, side};
    float *values =
        layer_turned(layer_find(layer, name), (size_t)side * (size_t)side,
                     (size_t)in, (size_t)out);
    const char *array = graph_floats(graph, name, GRAPH_RANK, sizes, values);

    free(values);
    return array;
}

const char *graph_scalar(Graph *graph, const char *part, double value)
{
    const float values[] = {(float)value};

    return graph_floats(graph, part, 0, NULL, values);
}

// x Φ(x) = x ½ (1 + erf(x / √2))
static const char *gelu(Graph *graph, const char *x)
{
    const char *half = graph_scalar(graph, "half", 0.5);
    const char *name = graph_scalar(graph, "root", sqrt(0.5));

    name = graph_call(graph, "Mul", "scaled", NAMES(x, name), NULL);
    name = graph_call(graph, "Erf", "error", NAMES(name), NULL);
    name = graph_call(graph, "Mul", "halved", NAMES(name, half), NULL);
    name = graph_call(graph, "Add", "share", NAMES(name, half), NULL);
    return graph_call(graph, "Mul", "activation", NAMES(x, name), NULL);
}

const char *graph_activation(Graph *graph, Activation activation, const char *x)
{
    const char *gate;

    switch (activation) {
    case ACTIVATION_NONE:
        return x;
    case ACTIVATION_RELU:
        return graph_call(graph, "Relu", "activation", NAMES(x), NULL);
    case ACTIVATION_TANH:
        return graph_call(graph, "Tanh", "activation", NAMES(x), NULL);
    case ACTIVATION_SIGMOID:
        return graph_call(graph, "Sigmoid", "activation", NAMES(x), NULL);
    case ACTIVATION_SWISH:
        gate = graph_call(graph, "Sigmoid", "share", NAMES(x), NULL);
        return graph_call(graph, "Mul", "activation", NAMES(x, gate), NULL);
    case ACTIVATION_GELU:
        return gelu(graph, x);
    }
    return x;
}

Text layer_window(const Layer *layer, int size, int stride)
{
    Window window;
    Error unused;
    Text attributes = {0};
    bool fits = window_plan(&window, layer->in, size, stride,
                            (Padding)layer_whole(layer, "padding"), &unused);
    int bottom = (window.height - 1) * stride + size - layer->in.height;
    int right = (window.width - 1) * stride + size - layer->in.width;
    const int64_t sides[] = {size, size};
    const int64_t strides[] = {stride, stride};
    int64_t pads[] = {window.top, window.left, bottom - window.top,
                      right - window.left};

    assert(fits);
    for (int i = 0; i < 4; i++)
        pads[i] = pads[i] < 0 ? 0 : pads[i];
    attribute_integers(&attributes, "kernel_shape", 2, sides);
    attribute_integers(&attributes, "strides", 2, strides);
    attribute_integers(&attributes, "pads", 4, pads);
    return attributes;
}

const char *graph_convolution(Graph *graph, const char *part, const char *x,
                              const char *weights, const char *bias,
                              Text *attributes)
{
    return graph_call(graph, "Conv", part, NAMES(x, weights, bias), attributes);
}
