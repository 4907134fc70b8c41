// The paper's recurrent network: it reads an image row by row and answers from
// its last state.
#include "nets/model.h"

static const char *const axes[] = {"rows", "columns", "pixels", NULL};

typedef struct {
    int units;
    int axis;
} SimpleRnn;

static const Param params[] = {
    PARAM(SimpleRnn, units, 128, 1, 8192, "size of the state"),
    PARAM_CHOICE(SimpleRnn, axis, axes, "what a step of the sequence is"),
    {0},
};

static void build(const void *settings, Network *network, int classes)
{
    const SimpleRnn *s = settings;
    Layer *recurrent = model_layer("simple_rnn");
    Layer *output = model_layer("dense");

    model_set(recurrent, "units", s->units);
    model_choose(recurrent, "axis", axes[s->axis]);
    model_set(output, "units", classes);
    network_add(network, recurrent);
    network_add(network, output);
}

const ModelType simple_rnn_model = {
    .entry = {.name = "simple_rnn",
              .summary = "the paper's SimpleRNN, a row a step, 21,386 weights",
              .params = params,
              .size = sizeof(SimpleRnn)},
    .batch = 32,
    .build = build,
};
