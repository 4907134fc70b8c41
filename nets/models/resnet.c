// A residual network for small images, as He et al. 2015 ("Deep residual
// learning") have it for CIFAR-10: a convolution, three stages of blocks, the
// mean of every channel, a dense layer. A stage halves the image's sides and
// doubles its channels; the blocks' sums need no weights (shortcut A).
//
// Kernels are drawn with variance 2 / fan_out, which He et al. 2015 ("Delving
// deep into rectifiers", eq. 14) give for the way back; eq. 10, by fan_in,
// differs only in the three convolutions that change the number of channels.
#include "nets/model.h"

enum { STAGES = 3 };

typedef struct {
    int blocks;
    int width;
} Resnet;

static const Param params[] = {
    PARAM(Resnet, blocks, 3, 1, 200,
          "blocks of each stage: n make 6n + 2 layers"),
    PARAM(Resnet, width, 16, 1, 4096, "channels of the first stage"),
    {0},
};

static void add_convolution(Network *network, int filters, int stride)
{
    Layer *convolution = model_layer("conv2d");

    model_set(convolution, "filters", filters);
    model_set(convolution, "kernel", 3);
    model_set(convolution, "stride", stride);
    model_set(convolution, "bias", false);
    model_choose(convolution, "padding", "same");
    model_choose(convolution, "initializer", "fan_out");
    network_add(network, convolution);
}

static void add_norm(Network *network, const char *activation)
{
    Layer *norm = model_layer("batch_norm");

    model_choose(norm, "activation", activation);
    network_add(network, norm);
}

static void add_block(Network *network, int filters, int stride)
{
    Layer *activation = model_layer("activation");

    model_choose(activation, "kind", "relu");
    network_add(network, model_layer("branch"));
    add_convolution(network, filters, stride);
    add_norm(network, "relu");
    add_convolution(network, filters, 1);
    add_norm(network, "none");
    network_add(network, model_layer("merge"));
    network_add(network, activation);
}

static void build(const void *settings, Network *network, int classes)
{
    const Resnet *s = settings;
    Layer *output = model_layer("dense");

    model_set(output, "units", classes);
    add_convolution(network, s->width, 1);
    add_norm(network, "relu");
    for (int stage = 0; stage < STAGES; stage++)
        for (int i = 0; i < s->blocks; i++)
            add_block(network, s->width << stage, stage > 0 && i == 0 ? 2 : 1);
    network_add(network, model_layer("global_average_pool"));
    network_add(network, output);
}

const ModelType resnet_model = {
    .entry = {.name = "resnet",
              .summary = "ResNet-20 for small images, or its like",
              .params = params,
              .size = sizeof(Resnet)},
    .build = build,
};
