// A trial's network as an ONNX model: from `image`, N × C × H × W floats of 0
// to 1 in the data set's own size, to `logits` and `probabilities`, N ×
// classes. What the network wants to see (resized, normalised, copied to
// channels) is part of the graph.
#include "harness/build_info.h"
#include "harness/export_layers.h"
#include "harness/export_network.h"
#include "harness/protobuf.h"

#include <limits.h>

enum { IR_VERSION = 7, OPSET = 13 };

// Numbers of fields and types, from onnx.proto.
enum {
    MODEL_VERSION = 1,
    MODEL_PRODUCER,
    MODEL_PRODUCER_VERSION,
    MODEL_GRAPH = 7,
    MODEL_OPSET,
    MODEL_FACT = 14,
};
enum { OPSET_DOMAIN = 1, OPSET_VERSION };
enum { FACT_NAME = 1, FACT_VALUE };
enum { GRAPH_NAME = 2, GRAPH_INPUT = 11, GRAPH_OUTPUT };
enum { VALUE_NAME = 1, VALUE_TYPE };
enum { TYPE_TENSOR = 1, TENSOR_ELEMENT = 1, TENSOR_SHAPE, FLOAT = 1 };
enum { SHAPE_SIZE = 1, SIZE_VALUE = 1, SIZE_NAME };

// As many of them as there may be, each of these sizes.
static void add_value(Text *graph, int field, const char *name, size_t rank,
                      const int *sizes)
{
    Text value = {0};
    Text type = {0};
    Text tensor = {0};
    Text shape = {0};
    Text size = {0};

    protobuf_string(&size, SIZE_NAME, "N");
    protobuf_message(&shape, SHAPE_SIZE, &size);
    for (size_t i = 0; i < rank; i++) {
        protobuf_integer(&size, SIZE_VALUE, sizes[i]);
        protobuf_message(&shape, SHAPE_SIZE, &size);
    }
    protobuf_integer(&tensor, TENSOR_ELEMENT, FLOAT);
    protobuf_message(&tensor, TENSOR_SHAPE, &shape);
    protobuf_message(&type, TYPE_TENSOR, &tensor);
    protobuf_string(&value, VALUE_NAME, name);
    protobuf_message(&value, VALUE_TYPE, &type);
    protobuf_message(graph, field, &value);
}

static void end_graph(const ExportNetwork *network, Graph *graph, Value value,
                      Text *out)
{
    Shape images = network->setup.dataset.train.shape;
    const int image[] = {images.channels, images.height, images.width};
    const int classes[] = {network->setup.dataset.classes};

    value = graph_vector(graph, value);
    graph_node(graph, "Identity", NAMES(value.name), NAMES("logits"), NULL);
    graph_node(graph, "Softmax", NAMES("logits"), NAMES("probabilities"), NULL);
    text_add_part(out, text_string(&graph->nodes), graph->nodes.length);
    protobuf_string(out, GRAPH_NAME, network->trial);
    text_add_part(out, text_string(&graph->numbers), graph->numbers.length);
    add_value(out, GRAPH_INPUT, "image", 3, image);
    add_value(out, GRAPH_OUTPUT, "probabilities", 1, classes);
    add_value(out, GRAPH_OUTPUT, "logits", 1, classes);
}

static bool add_graph(const ExportNetwork *network, Text *out, Error *err)
{
    const Network *built = network->setup.network;
    Graph graph = {0};
    Value value = export_input(&graph, &network->setup.training.input,
                               network->setup.dataset.train.shape, "image");
    bool ok = true;

    for (size_t i = 0; ok && i < built->layer_count; i++)
        ok = export_layer(&graph, built->layers[i], &value, err);
    if (ok)
        end_graph(network, &graph, value, out);
    graph_release(&graph);
    return ok;
}

static void add_facts(const ExportNetwork *network, Text *model)
{
    Text memory = {0};
    const char *name;
    const char *value;

    for (size_t i = 0; export_network_fact(network, i, &name, &value, &memory);
         i++) {
        Text fact = {0};

        protobuf_string(&fact, FACT_NAME, name);
        protobuf_string(&fact, FACT_VALUE, value);
        protobuf_message(model, MODEL_FACT, &fact);
    }
    text_release(&memory);
}

static bool add_model(const ExportNetwork *network, Text *model, Error *err)
{
    Text graph = {0};
    Text opset = {0};
    bool ok = add_graph(network, &graph, err);

    protobuf_string(&opset, OPSET_DOMAIN, "");
    protobuf_integer(&opset, OPSET_VERSION, OPSET);
    protobuf_integer(model, MODEL_VERSION, IR_VERSION);
    protobuf_string(model, MODEL_PRODUCER, "quadrille");
    protobuf_string(model, MODEL_PRODUCER_VERSION, build_version);
    protobuf_message(model, MODEL_OPSET, &opset);
    protobuf_message(model, MODEL_GRAPH, &graph);
    add_facts(network, model);
    return ok
           && (model->length <= INT_MAX
               || fail(err, "the network is too large for an ONNX file"));
}

static bool give_out(const Export *export, Error *err)
{
    ExportNetwork network;
    Text model = {0};
    bool ok = export_network(&network, export, err)
              && add_model(&network, &model, err)
              && export_network_write(&network, export, ".onnx",
                                      text_string(&model), model.length, err);

    text_release(&model);
    export_network_release(&network);
    return ok;
}

const ExportFormat onnx_export = {
    .name = "onnx",
    .what = "TRIAL",
    .summary = "a trial's network, for other programs to run",
    .write = give_out,
};
