#include "harness/export_layers.h"

#include "harness/export_weights.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Value finished(Graph *graph, const Layer *layer, const char *sums,
                      bool is_vector)
{
    Activation activation = (Activation)layer_whole(layer, "activation");

    return (Value){graph_activation(graph, activation, sums), layer->out,
                   is_vector};
}

// NULL ends the names where there is none.
static const char *bias(Graph *graph, const Layer *layer)
{
    return layer_find(layer, "bias")
               ? layer_vector(graph, layer, "bias", layer->out.channels)
               : NULL;
}

static Value conv2d(Graph *graph, const Layer *layer, Value in)
{
    int side = layer_whole(layer, "kernel");
    Text attributes = layer_window(layer, side, layer_whole(layer, "stride"));
    const char *x = graph_image(graph, in).name;
    const char *weights = layer_kernel(graph, layer, "kernel", side,
                                       layer->in.channels, layer->out.channels);

    x = graph_convolution(graph, "sums", x, weights, bias(graph, layer),
                          &attributes);
    return finished(graph, layer, x, false);
}

// Every channel is a group of its own.
static Text depthwise_attributes(const Layer *layer)
{
    Text attributes = layer_window(layer, layer_whole(layer, "kernel"),
                                   layer_whole(layer, "stride"));

    attribute_integer(&attributes, "group", layer->in.channels);
    return attributes;
}

static Value depthwise_conv2d(Graph *graph, const Layer *layer, Value in)
{
    Text attributes = depthwise_attributes(layer);
    const char *x = graph_image(graph, in).name;
    const char *weights =
        layer_kernel(graph, layer, "kernel", layer_whole(layer, "kernel"), 1,
                     layer->in.channels);

    x = graph_convolution(graph, "sums", x, weights, bias(graph, layer),
                          &attributes);
    return finished(graph, layer, x, false);
}

static Value separable_conv2d(Graph *graph, const Layer *layer, Value in)
{
    Text attributes = depthwise_attributes(layer);
    const char *x = graph_image(graph, in).name;
    const char *first =
        layer_kernel(graph, layer, "depthwise_kernel",
                     layer_whole(layer, "kernel"), 1, layer->in.channels);
    const char *second = layer_kernel(graph, layer, "pointwise_kernel", 1,
                                      layer->in.channels, layer->out.channels);

    x = graph_convolution(graph, "middle", x, first, NULL, &attributes);
    x = graph_convolution(graph, "sums", x, second, bias(graph, layer), NULL);
    return finished(graph, layer, x, false);
}

static Value dense(Graph *graph, const Layer *layer, Value in)
{
    const char *x = graph_vector(graph, in).name;
    int out = layer->out.channels;
    const int64_t sizes[] = {(int64_t)shape_size(layer->in), out};
    const char *weights =
        graph_floats(graph, "kernel", 2, sizes, layer_find(layer, "kernel"));
    const char *shift = layer_vector(graph, layer, "bias", out);

    x = graph_call(graph, "Gemm", "sums", NAMES(x, weights, shift), NULL);
    return finished(graph, layer, x, true);
}

static Value flatten(Graph *graph, const Layer *layer, Value in)
{
    (void)layer;
    return graph_vector(graph, in);
}

static Value pool(Graph *graph, const Layer *layer, Value in,
                  const char *operation)
{
    int size = layer_whole(layer, "size");
    int stride = layer_whole(layer, "stride");
    Text attributes = layer_window(layer, size, stride ? stride : size);
    const char *x = graph_image(graph, in).name;

    x = graph_call(graph, operation, "pooled", NAMES(x), &attributes);
    return (Value){x, layer->out, false};
}

static Value max_pool(Graph *graph, const Layer *layer, Value in)
{
    return pool(graph, layer, in, "MaxPool");
}

// Its attribute count_include_pad is 0 unless said otherwise, as ours.
static Value average_pool(Graph *graph, const Layer *layer, Value in)
{
    return pool(graph, layer, in, "AveragePool");
}

static Value global_average_pool(Graph *graph, const Layer *layer, Value in)
{
    const char *x = graph_image(graph, in).name;

    x = graph_call(graph, "GlobalAveragePool", "means", NAMES(x), NULL);
    return (Value){x, layer->out, false};
}

// Of what only training has, nothing is left.
static Value nothing(Graph *graph, const Layer *layer, Value in)
{
    (void)graph;
    (void)layer;
    return in;
}

// See nets/layers/squeeze_excite.c; the products are pointwise convolutions.
static Value squeeze_excite(Graph *graph, const Layer *layer, Value in)
{
    int channels = layer->in.channels;
    int units = layer_whole(layer, "units");
    Value image = graph_image(graph, in);
    const char *x = graph_call(graph, "GlobalAveragePool", "means",
                               NAMES(image.name), NULL);

    x = graph_convolution(
        graph, "reduced", x,
        layer_kernel(graph, layer, "reduce_kernel", 1, channels, units),
        layer_vector(graph, layer, "reduce_bias", units), NULL);
    x = graph_activation(graph, (Activation)layer_whole(layer, "activation"),
                         x);
    x = graph_convolution(
        graph, "expanded", x,
        layer_kernel(graph, layer, "expand_kernel", 1, units, channels),
        layer_vector(graph, layer, "expand_bias", channels), NULL);
    x = graph_call(graph, "Sigmoid", "gates", NAMES(x), NULL);
    image.name = graph_call(graph, "Mul", "gated", NAMES(image.name, x), NULL);
    return image;
}

// The image as [steps, N, inputs].
static const char *sequence(Graph *graph, const Layer *layer, Value image)
{
    static const int64_t orders[][GRAPH_RANK] = {
        {2, 0, 3, 1}, {3, 0, 2, 1}, {2, 3, 0, 1}};
    Shape s = image.shape;
    const int64_t sizes[][3] = {
        {0, 0, (int64_t)s.width * s.channels},
        {0, 0, (int64_t)s.height * s.channels},
        {(int64_t)s.height * s.width, -1, s.channels},
    };
    int axis = layer_whole(layer, "axis");
    const char *x = graph_transpose(graph, "by_step", image.name, orders[axis]);

    return graph_reshape(graph, "steps", x, 3, sizes[axis]);
}

static const char *turned_matrix(Graph *graph, const Layer *layer,
                                 const char *name, int in, int out)
{
    const int64_t sizes[] = {1, out, in};
    float *values =
        layer_turned(layer_find(layer, name), 1, (size_t)in, (size_t)out);
    const char *array = graph_floats(graph, name, 3, sizes, values);

    free(values);
    return array;
}

// The operator has a second bias, for the state.
static const char *double_bias(Graph *graph, const Layer *layer, int units)
{
    const int64_t sizes[] = {1, 2 * (int64_t)units};
    float *values = memory_new(2 * (size_t)units, sizeof *values);
    const char *array;

    memcpy(values, layer_find(layer, "bias"), (size_t)units * sizeof *values);
    array = graph_floats(graph, "bias", 2, sizes, values);
    free(values);
    return array;
}

static Value simple_rnn(Graph *graph, const Layer *layer, Value in)
{
    int units = layer->out.channels;
    int inputs = (int)(layer->weights / (size_t)units) - units - 1;
    const int64_t sizes[] = {-1, units};
    const char *x = sequence(graph, layer, graph_image(graph, in));
    const char *weights = turned_matrix(graph, layer, "kernel", inputs, units);
    const char *state = turned_matrix(graph, layer, "recurrent", units, units);
    const char *shift = double_bias(graph, layer, units);
    const char *last = graph_name(graph, "last");
    Text attributes = {0};

    attribute_integer(&attributes, "hidden_size", units);
    graph_node(graph, "RNN", NAMES(x, weights, state, shift), NAMES("", last),
               &attributes);
    x = graph_reshape(graph, "state", last, 2, sizes);
    return (Value){x, layer->out, true};
}

// The moving statistics as inference takes them: see nets/layers/batch_norm.c.
static const char *moving(Graph *graph, const Layer *layer, const char *name,
                          bool variance)
{
    size_t count = (size_t)layer->in.channels;
    const int64_t sizes[] = {layer->in.channels};
    const float *stored = layer_find(layer, name);
    const float *start = layer_find(layer, "start_share");
    double share = start && *start < 1 ? (double)*start : 0;
    float *values = memory_new(count, sizeof *values);
    const char *array;

    for (size_t i = 0; i < count; i++) {
        double value = (double)stored[i];

        if (variance)
            value = fmax(value - share, 0);
        values[i] = (float)(value / (1 - share));
    }
    array = graph_floats(graph, name, 1, sizes, values);
    free(values);
    return array;
}

static Value batch_norm(Graph *graph, const Layer *layer, Value in)
{
    int channels = layer->in.channels;
    Text attributes = {0};
    const char *scale = layer_vector(graph, layer, "gamma", channels);
    const char *shift = layer_vector(graph, layer, "beta", channels);
    const char *mean = moving(graph, layer, "moving_mean", false);
    const char *variance = moving(graph, layer, "moving_variance", true);
    const char *x;

    attribute_float(&attributes, "epsilon", layer_setting(layer, "epsilon"));
    x = graph_call(graph, "BatchNormalization", "normal",
                   NAMES(in.name, scale, shift, mean, variance), &attributes);
    return finished(graph, layer, x, in.vector);
}

static Value activation(Graph *graph, const Layer *layer, Value in)
{
    in.name = graph_activation(
        graph, (Activation)(ACTIVATION_RELU + layer_whole(layer, "kind")),
        in.name);
    return in;
}

static Value rescale(Graph *graph, const Layer *layer, Value in)
{
    const char *scale =
        graph_scalar(graph, "scale", layer_setting(layer, "scale"));

    in.name = graph_call(graph, "Mul", "scaled", NAMES(in.name, scale), NULL);
    return in;
}

static Value branch(Graph *graph, const Layer *layer, Value in)
{
    (void)layer;
    graph->branches =
        memory_grow(graph->branches, &graph->branch_capacity,
                    graph->branch_count + 1, sizeof *graph->branches);
    graph->branches[graph->branch_count++] = in;
    return in;
}

// What came into the block, every stride-th pixel of it, between channels of
// zeros: see nets/layers/merge.c.
static const char *shortcut(Graph *graph, const Layer *layer, const char *x)
{
    int stride = layer->skip.height / layer->in.height;
    int more = layer->in.channels - layer->skip.channels;
    const int64_t starts[] = {0, 0};
    const int64_t ends[] = {layer->skip.height, layer->skip.width};
    const int64_t axes[] = {2, 3};
    const int64_t steps[] = {stride, stride};
    const int64_t pads[] = {0, more / 2, 0, 0, 0, more - more / 2, 0, 0};

    if (stride > 1)
        x = graph_call(graph, "Slice", "pixels",
                       NAMES(x, graph_integers(graph, "starts", 2, starts),
                             graph_integers(graph, "ends", 2, ends),
                             graph_integers(graph, "axes", 2, axes),
                             graph_integers(graph, "strides", 2, steps)),
                       NULL);
    if (more > 0)
        x = graph_call(graph, "Pad", "channels",
                       NAMES(x, graph_integers(graph, "zeros", 8, pads)), NULL);
    return x;
}

static Value merge(Graph *graph, const Layer *layer, Value in)
{
    Value skip = graph->branches[--graph->branch_count];
    const char *x = skip.name;

    if (!skip.vector || !in.vector
        || skip.shape.channels != in.shape.channels) {
        in = graph_image(graph, in);
        x = shortcut(graph, layer, graph_image(graph, skip).name);
    }
    in.name = graph_call(graph, "Add", "sum", NAMES(in.name, x), NULL);
    return in;
}

static const struct {
    const char *name;
    Value (*add)(Graph *graph, const Layer *layer, Value in);
} rows[] = {
    {"conv2d", conv2d},
    {"depthwise_conv2d", depthwise_conv2d},
    {"separable_conv2d", separable_conv2d},
    {"dense", dense},
    {"flatten", flatten},
    {"max_pool", max_pool},
    {"average_pool", average_pool},
    {"global_average_pool", global_average_pool},
    {"dropout", nothing},
    {"drop_connect", nothing},
    {"squeeze_excite", squeeze_excite},
    {"simple_rnn", simple_rnn},
    {"batch_norm", batch_norm},
    {"activation", activation},
    {"rescale", rescale},
    {"branch", branch},
    {"merge", merge},
};

enum { ROWS = sizeof rows / sizeof *rows };

static size_t find_row(const LayerType *type)
{
    size_t row = 0;

    while (row < ROWS && strcmp(rows[row].name, type->entry.name) != 0)
        row++;
    return row;
}

bool export_layer_has(const LayerType *type)
{
    return find_row(type) < ROWS;
}

bool export_layer(Graph *graph, const Layer *layer, Value *value, Error *err)
{
    size_t row = find_row(layer->type);

    if (row == ROWS)
        return fail(err, "ONNX has no row for the layer '%s'",
                    layer->type->entry.name);
    text_clear(&graph->prefix);
    text_printf(&graph->prefix, "%u.%s", (unsigned)layer->index,
                layer->type->entry.name);
    *value = rows[row].add(graph, layer, *value);
    return true;
}
