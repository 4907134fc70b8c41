// What nets/input.c does to images, as nodes.
#include "harness/export_layers.h"

#include "nets/base/memory.h"

#include <stdlib.h>

// An array of one float for each channel, to be broadcast over the pixels.
static const char *per_channel(Graph *graph, const char *part, int channels,
                               const float *values)
{
    const int64_t sizes[] = {1, channels, 1, 1};

    return graph_floats(graph, part, GRAPH_RANK, sizes, values);
}

// The operator wants all four sizes, of which the first is known only when
// there are images.
static const char *resized(Graph *graph, const char *x, Shape to)
{
    const int64_t first[] = {0};
    const int64_t second[] = {1};
    const int64_t rest[] = {to.channels, to.height, to.width};
    const char *size = graph_call(graph, "Shape", "shape", NAMES(x), NULL);
    Text attributes = {0};

    size = graph_call(graph, "Slice", "count",
                      NAMES(size, graph_integers(graph, "from", 1, first),
                            graph_integers(graph, "to", 1, second)),
                      NULL);
    attribute_integer(&attributes, "axis", 0);
    size = graph_call(graph, "Concat", "sizes",
                      NAMES(size, graph_integers(graph, "rest", 3, rest)),
                      &attributes);
    attribute_string(&attributes, "mode", "linear");
    attribute_string(&attributes, "coordinate_transformation_mode",
                     "half_pixel");
    return graph_call(graph, "Resize", "resized", NAMES(x, "", "", size),
                      &attributes);
}

// Rows or columns, taken by their numbers. What lies outside is a zero that is
// put after the last: number `in`.
static const char *taken(Graph *graph, const char *x, int axis, Resize resize,
                         int in, int out)
{
    int64_t *pixels = memory_new((size_t)out, sizeof *pixels);
    int64_t pads[2 * GRAPH_RANK] = {0};
    const char *numbers;
    Text attributes = {0};

    for (int i = 0; i < out; i++) {
        pixels[i] = input_pixel(resize, i, in, out);
        if (pixels[i] < 0)
            pixels[i] = in;
    }
    pads[GRAPH_RANK + axis] = 1;
    x = graph_call(graph, "Pad", "padded",
                   NAMES(x, graph_integers(graph, "pads",
                                           sizeof pads / sizeof *pads, pads)),
                   NULL);
    numbers = graph_integers(graph, "pixels", (size_t)out, pixels);
    attribute_integer(&attributes, "axis", axis);
    free(pixels);
    return graph_call(graph, "Gather", "taken", NAMES(x, numbers), &attributes);
}

// Also copies a grey image to every channel.
static const char *normalized(Graph *graph, const char *x, const Input *input,
                              int channels)
{
    float *scale = memory_new((size_t)channels, sizeof *scale);
    float *shift = memory_new((size_t)channels, sizeof *shift);

    for (int i = 0; i < channels; i++) {
        Normalization n = input_normalization(input, channels, i);

        scale[i] = n.scale;
        shift[i] = n.shift;
    }
    x = graph_call(graph, "Mul", "scaled",
                   NAMES(x, per_channel(graph, "scale", channels, scale)),
                   NULL);
    x = graph_call(graph, "Add", "normalized",
                   NAMES(x, per_channel(graph, "shift", channels, shift)),
                   NULL);
    free(scale);
    free(shift);
    return x;
}

Value export_input(Graph *graph, const Input *input, Shape images,
                   const char *name)
{
    Shape out = input_shape(input, images);
    Shape same = out;

    same.channels = images.channels;
    text_clear(&graph->prefix);
    text_add(&graph->prefix, "input");
    if (images.height != out.height || images.width != out.width) {
        if (input->resize == RESIZE_BILINEAR) {
            name = resized(graph, name, same);
        } else {
            name = taken(graph, name, 2, (Resize)input->resize, images.height,
                         out.height);
            name = taken(graph, name, 3, (Resize)input->resize, images.width,
                         out.width);
        }
    }
    if (input->normalize != NORMALIZE_UNIT || out.channels != images.channels)
        name = normalized(graph, name, input, out.channels);
    return (Value){name, out, false};
}
