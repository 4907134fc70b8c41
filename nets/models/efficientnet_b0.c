// EfficientNet-B0 (Tan & Le 2019, table 1) with Keras' details, as the paper
// trains it: no top of its own, but dense layers after its last features.
//
// `width` and `depth` are the compound scaling's: they make B1 to B7, or, below
// 1, smaller ones. The first depthwise convolutions of a network with little
// width still have 8 channels.
#include "nets/model.h"

#include <math.h>

typedef struct {
    List head;
    int top;
    double drop_connect;
    double width;
    double depth;
    bool rescale255;
    bool bn_unbiased;
    bool bn_debias;
} EfficientNet;

static const char *const tops[] = {"flatten", "global_average_pool", NULL};

static const Param params[] = {
    PARAM_WHOLE(EfficientNet, head, 512, 0, 65536,
                "units of each hidden dense layer; 0: none"),
    PARAM_CHOICE(EfficientNet, top, tops,
                 "how the last features become a vector"),
    PARAM(EfficientNet, drop_connect, 0.2, 0, 0.95,
          "fraction of images that the last block would drop; it grows from 0"),
    PARAM(EfficientNet, width, 1, 0.01, 10, "multiplies the channels"),
    PARAM(EfficientNet, depth, 1, 0.01, 10, "multiplies the blocks of a stage"),
    PARAM(EfficientNet, rescale255, false, 0, 1,
          "divide the input by 255 again, as Keras' own model does"),
    PARAM(EfficientNet, bn_unbiased, true, 0, 1,
          "batch_norm's `unbiased`: as Keras 2; false: as Keras 3"),
    PARAM(EfficientNet, bn_debias, false, 0, 1, "batch_norm's `debias`"),
    {0},
};

// Blocks that follow each other; the first has the stride.
typedef struct {
    int repeats;
    int kernel;
    int stride;
    int expansion;
    int channels;
} Stage;

enum { STAGES = 7, STEM_CHANNELS = 32, TOP_CHANNELS = 1280 };

static const Stage stages[STAGES] = {
    {1, 3, 1, 1, 16},  {2, 3, 2, 6, 24},  {2, 5, 2, 6, 40},  {3, 3, 2, 6, 80},
    {3, 5, 1, 6, 112}, {4, 5, 2, 6, 192}, {1, 3, 1, 6, 320},
};

// A network under construction.
typedef struct {
    const EfficientNet *settings;
    Network *network;
    int channels;  // that come out of it so far
    int block;     // how many blocks it has, and will have
    int blocks;
} Recipe;

// The nearest multiple of 8 that is not a tenth less.
static int scaled_channels(const Recipe *recipe, int channels)
{
    double wanted = channels * recipe->settings->width;
    int rounded = (int)(wanted + 4) / 8 * 8;

    if (rounded < 8)
        rounded = 8;
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
}

static int scaled_repeats(const Recipe *recipe, int repeats)
{
    return (int)ceil(repeats * recipe->settings->depth);
}

static void add_norm(Recipe *recipe, const char *activation)
{
    Layer *norm = model_layer("batch_norm");

    model_choose(norm, "activation", activation);
    model_set(norm, "unbiased", recipe->settings->bn_unbiased);
    model_set(norm, "debias", recipe->settings->bn_debias);
    network_add(recipe->network, norm);
}

static void add_convolution(Recipe *recipe, int filters, int kernel, int stride)
{
    Layer *convolution = model_layer("conv2d");

    model_set(convolution, "filters", filters);
    model_set(convolution, "kernel", kernel);
    model_set(convolution, "stride", stride);
    model_set(convolution, "bias", false);
    model_choose(convolution, "padding", "same");
    model_choose(convolution, "initializer", "fan_out");
    network_add(recipe->network, convolution);
    recipe->channels = filters;
}

static void add_depthwise(Recipe *recipe, int kernel, int stride)
{
    Layer *depthwise = model_layer("depthwise_conv2d");

    model_set(depthwise, "kernel", kernel);
    model_set(depthwise, "stride", stride);
    model_set(depthwise, "bias", false);
    model_choose(depthwise, "padding", "same");
    model_choose(depthwise, "initializer", "fan_out");
    network_add(recipe->network, depthwise);
}

// A quarter of the block's own input, however wide it was made since.
static void add_squeeze_excite(Recipe *recipe, int in)
{
    Layer *squeeze_excite = model_layer("squeeze_excite");

    model_set(squeeze_excite, "units", in < 4 ? 1 : in / 4);
    model_choose(squeeze_excite, "initializer", "fan_out");
    network_add(recipe->network, squeeze_excite);
}

static void add_drop_connect(Recipe *recipe)
{
    Layer *drop_connect = model_layer("drop_connect");

    model_set(drop_connect, "rate",
              recipe->settings->drop_connect * recipe->block / recipe->blocks);
    network_add(recipe->network, drop_connect);
}

static void add_block(Recipe *recipe, const Stage *stage, int stride)
{
    int in = recipe->channels;
    int out = scaled_channels(recipe, stage->channels);
    bool residual = stride == 1 && in == out;

    if (residual)
        network_add(recipe->network, model_layer("branch"));
    if (stage->expansion > 1) {
        add_convolution(recipe, in * stage->expansion, 1, 1);
        add_norm(recipe, "swish");
    }
    add_depthwise(recipe, stage->kernel, stride);
    add_norm(recipe, "swish");
    add_squeeze_excite(recipe, in);
    add_convolution(recipe, out, 1, 1);
    add_norm(recipe, "none");
    if (residual) {
        add_drop_connect(recipe);
        network_add(recipe->network, model_layer("merge"));
    }
    recipe->block++;
}

static void add_features(Recipe *recipe)
{
    Layer *rescale = model_layer("rescale");

    model_set(rescale, "scale", recipe->settings->rescale255 ? 1.0 / 255 : 1.0);
    network_add(recipe->network, rescale);
    add_convolution(recipe, scaled_channels(recipe, STEM_CHANNELS), 3, 2);
    add_norm(recipe, "swish");
    for (int i = 0; i < STAGES; i++)
        for (int k = 0; k < scaled_repeats(recipe, stages[i].repeats); k++)
            add_block(recipe, &stages[i], k == 0 ? stages[i].stride : 1);
    add_convolution(recipe, scaled_channels(recipe, TOP_CHANNELS), 1, 1);
    add_norm(recipe, "swish");
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
    const EfficientNet *s = settings;
    Recipe recipe = {.settings = s, .network = network};

    for (int i = 0; i < STAGES; i++)
        recipe.blocks += scaled_repeats(&recipe, stages[i].repeats);
    add_features(&recipe);
    network_add(network, model_layer(tops[s->top]));
    for (int i = 0; i < s->head.count; i++)
        if (s->head.values[i] > 0)
            add_dense(network, (int)s->head.values[i], "relu");
    network_add(network, model_layer("dropout"));
    add_dense(network, classes, "none");
}

const ModelType efficientnet_b0_model = {
    .entry = {.name = "efficientnet_b0",
              .summary = "the paper's EfficientNet-B0, 4,668,550 weights",
              .params = params,
              .size = sizeof(EfficientNet)},
    .input = {.size = 32,
              .resize = RESIZE_BILINEAR,
              .channels = 3,
              .normalize = NORMALIZE_IMAGENET},
    .batch = 128,
    .dropouts = 1,
    .dropout = {0.2},
    .build = build,
};
