// The paper's small convolutional network: convolution, max-pooling, two dense
// layers, dropout before each.
#include "nets/model.h"

static const char *const paddings[] = {"valid", "same", NULL};

typedef struct {
    int filters;
    int kernel;
    int padding;
    int hidden;
    int activation;
} Cnn;

static const char *const activations[] = {"relu",  "tanh", "sigmoid",
                                          "swish", "gelu", NULL};

static const Param params[] = {
    PARAM(Cnn, filters, 16, 1, 4096, "filters of the convolution"),
    PARAM(Cnn, kernel, 5, 1, 31, "side of its kernel"),
    PARAM_CHOICE(Cnn, padding, paddings, "of the convolution"),
    PARAM(Cnn, hidden, 128, 1, 65536, "units of the hidden dense layer"),
    PARAM_CHOICE(Cnn, activation, activations,
                 "of the convolution and the hidden layer"),
    {0},
};

static void build(const void *settings, Network *network, int classes)
{
    const Cnn *s = settings;
    Layer *convolution = model_layer("conv2d");
    Layer *hidden = model_layer("dense");
    Layer *output = model_layer("dense");

    model_set(convolution, "filters", s->filters);
    model_set(convolution, "kernel", s->kernel);
    model_choose(convolution, "padding", paddings[s->padding]);
    model_choose(convolution, "activation", activations[s->activation]);
    model_set(hidden, "units", s->hidden);
    model_choose(hidden, "activation", activations[s->activation]);
    model_set(output, "units", classes);
    network_add(network, convolution);
    network_add(network, model_layer("max_pool"));
    network_add(network, model_layer("dropout"));
    network_add(network, model_layer("flatten"));
    network_add(network, hidden);
    network_add(network, model_layer("dropout"));
    network_add(network, output);
}

const ModelType cnn_model = {
    .entry = {.name = "cnn",
              .summary = "the paper's CNN: one convolution, 296,746 weights",
              .params = params,
              .size = sizeof(Cnn)},
    .dropouts = 2,
    .dropout = {0.25, 0.5},
    .build = build,
};
