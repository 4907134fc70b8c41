// LeNet-5 (LeCun et al. 1998) as it is built today: ReLU and max-pooling.
#include "nets/model.h"

static void add_convolution(Network *network, int filters, const char *padding)
{
    Layer *convolution = model_layer("conv2d");

    model_set(convolution, "filters", filters);
    model_set(convolution, "kernel", 5);
    model_choose(convolution, "padding", padding);
    model_choose(convolution, "activation", "relu");
    network_add(network, convolution);
    network_add(network, model_layer("max_pool"));
}

static void add_dense(Network *network, int units, const char *activation)
{
    Layer *dense = model_layer("dense");

    model_set(dense, "units", units);
    model_choose(dense, "activation", activation);
    network_add(network, dense);
}

static void build(const void *settings, Network *network, int classes)
{
    (void)settings;
    add_convolution(network, 6, "same");
    add_convolution(network, 16, "valid");
    network_add(network, model_layer("flatten"));
    add_dense(network, 120, "relu");
    add_dense(network, 84, "relu");
    add_dense(network, classes, "none");
}

const ModelType lenet5_model = {
    .entry = {.name = "lenet5",
              .summary = "LeNet-5 with ReLU and max-pooling, 61,706 weights"},
    .build = build,
};
