#include "harness/export_graph.h"

#include "harness/protobuf.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// Numbers of fields and types, from onnx.proto.
enum { GRAPH_NODE = 1, GRAPH_INITIALIZER = 5 };
enum { NODE_INPUT = 1, NODE_OUTPUT, NODE_NAME, NODE_OPERATOR, NODE_ATTRIBUTE };
enum {
    ATTRIBUTE_NAME = 1,
    ATTRIBUTE_FLOAT,
    ATTRIBUTE_INTEGER,
    ATTRIBUTE_STRING,
    ATTRIBUTE_INTEGERS = 8,
    ATTRIBUTE_TYPE = 20,
};
enum { TYPE_FLOAT = 1, TYPE_INTEGER, TYPE_STRING, TYPE_INTEGERS = 7 };
enum { TENSOR_SIZES = 1, TENSOR_TYPE, TENSOR_NAME = 8, TENSOR_DATA };
enum { DATA_FLOAT = 1, DATA_INTEGER = 7 };

// Arrays are copied as they lie in memory, which is how the format has them.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "arrays need a little-endian machine");

void graph_release(Graph *graph)
{
    text_release(&graph->nodes);
    text_release(&graph->numbers);
    text_release(&graph->prefix);
    for (size_t i = 0; i < graph->count; i++)
        free(graph->names[i]);
    free(graph->names);
    free(graph->branches);
    *graph = (Graph){0};
}

static bool is_given(const Graph *graph, const char *name)
{
    for (size_t i = graph->count; i > 0; i--)
        if (strcmp(graph->names[i - 1], name) == 0)
            return true;
    return false;
}

const char *graph_name(Graph *graph, const char *part)
{
    Text name = {0};

    text_printf(&name, "%s.%s", text_string(&graph->prefix), part);
    while (is_given(graph, text_string(&name)))
        text_add(&name, "_");
    graph->names = memory_grow(graph->names, &graph->capacity, graph->count + 1,
                               sizeof *graph->names);
    graph->names[graph->count] = name.data;
    return graph->names[graph->count++];
}

static const char *add_array(Graph *graph, const char *part, int type,
                             size_t rank, const int64_t *sizes,
                             const void *values)
{
    const char *name = graph_name(graph, part);
    size_t bytes = type == DATA_FLOAT ? sizeof(float) : sizeof(int64_t);
    Text tensor = {0};

    for (size_t i = 0; i < rank; i++)
        bytes *= (size_t)sizes[i];
    // Version 2 of the language, in which onnx.proto is written, packs none.
    for (size_t i = 0; i < rank; i++)
        protobuf_integer(&tensor, TENSOR_SIZES, sizes[i]);
    protobuf_integer(&tensor, TENSOR_TYPE, type);
    protobuf_string(&tensor, TENSOR_NAME, name);
    protobuf_bytes(&tensor, TENSOR_DATA, values, bytes);
    protobuf_message(&graph->numbers, GRAPH_INITIALIZER, &tensor);
    return name;
}

const char *graph_floats(Graph *graph, const char *part, int rank,
                         const int64_t *sizes, const float *values)
{
    return add_array(graph, part, DATA_FLOAT, (size_t)rank, sizes, values);
}

const char *graph_integers(Graph *graph, const char *part, size_t count,
                           const int64_t *values)
{
    const int64_t sizes[] = {(int64_t)count};

    return add_array(graph, part, DATA_INTEGER, 1, sizes, values);
}

static void end_attribute(Text *attributes, const char *name, int type,
                          Text *value)
{
    protobuf_string(value, ATTRIBUTE_NAME, name);
    protobuf_integer(value, ATTRIBUTE_TYPE, type);
    protobuf_message(attributes, NODE_ATTRIBUTE, value);
}

void attribute_integer(Text *attributes, const char *name, int64_t value)
{
    Text attribute = {0};

    protobuf_integer(&attribute, ATTRIBUTE_INTEGER, value);
    end_attribute(attributes, name, TYPE_INTEGER, &attribute);
}

void attribute_integers(Text *attributes, const char *name, size_t count,
                        const int64_t *values)
{
    Text attribute = {0};

    for (size_t i = 0; i < count; i++)
        protobuf_integer(&attribute, ATTRIBUTE_INTEGERS, values[i]);
    end_attribute(attributes, name, TYPE_INTEGERS, &attribute);
}

void attribute_float(Text *attributes, const char *name, double value)
{
    Text attribute = {0};

    protobuf_float(&attribute, ATTRIBUTE_FLOAT, (float)value);
    end_attribute(attributes, name, TYPE_FLOAT, &attribute);
}

void attribute_string(Text *attributes, const char *name, const char *value)
{
    Text attribute = {0};

    protobuf_string(&attribute, ATTRIBUTE_STRING, value);
    end_attribute(attributes, name, TYPE_STRING, &attribute);
}

// A node is called after its last output.
void graph_node(Graph *graph, const char *operation, const char *const *inputs,
                const char *const *outputs, Text *attributes)
{
    Text node = {0};
    const char *name = "";

    for (; *inputs; inputs++)
        protobuf_string(&node, NODE_INPUT, *inputs);
    for (; *outputs; outputs++) {
        name = *outputs;
        protobuf_string(&node, NODE_OUTPUT, name);
    }
    protobuf_string(&node, NODE_NAME, name);
    protobuf_string(&node, NODE_OPERATOR, operation);
    if (attributes) {
        text_add_part(&node, text_string(attributes), attributes->length);
        text_release(attributes);
    }
    protobuf_message(&graph->nodes, GRAPH_NODE, &node);
}

const char *graph_call(Graph *graph, const char *operation, const char *part,
                       const char *const *inputs, Text *attributes)
{
    const char *name = graph_name(graph, part);

    graph_node(graph, operation, inputs, NAMES(name), attributes);
    return name;
}

const char *graph_transpose(Graph *graph, const char *part, const char *in,
                            const int64_t order[GRAPH_RANK])
{
    Text attributes = {0};

    attribute_integers(&attributes, "perm", GRAPH_RANK, order);
    return graph_call(graph, "Transpose", part, NAMES(in), &attributes);
}

const char *graph_reshape(Graph *graph, const char *part, const char *in,
                          size_t rank, const int64_t *sizes)
{
    Text name = {0};
    const char *wanted;

    text_printf(&name, "%s_sizes", part);
    wanted = graph_integers(graph, text_string(&name), rank, sizes);
    text_release(&name);
    return graph_call(graph, "Reshape", part, NAMES(in, wanted), NULL);
}

Value graph_image(Graph *graph, Value value)
{
    const int64_t sizes[] = {0, value.shape.channels, 1, 1};

    if (value.vector)
        value.name =
            graph_reshape(graph, "image", value.name, GRAPH_RANK, sizes);
    value.vector = false;
    return value;
}

Value graph_vector(Graph *graph, Value value)
{
    const int64_t to_rows[] = {0, 2, 3, 1};
    const int64_t sizes[] = {0, (int64_t)shape_size(value.shape)};

    if (value.vector)
        return value;
    if (value.shape.channels > 1 && value.shape.height * value.shape.width > 1)
        value.name = graph_transpose(graph, "by_pixel", value.name, to_rows);
    value.name = graph_reshape(graph, "vector", value.name, 2, sizes);
    return (Value){value.name, {1, 1, (int)sizes[1]}, true};
}
