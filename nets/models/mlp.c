// A plain feed-forward network.
#include "nets/model.h"

static const char *const activations[] = {"relu",  "tanh", "sigmoid",
                                          "swish", "gelu", NULL};

typedef struct {
    List hidden;
    int activation;
} Mlp;

static const Param params[] = {
    PARAM_WHOLE(Mlp, hidden, 128, 1, 65536, "units of each hidden layer"),
    PARAM_CHOICE(Mlp, activation, activations, "of the hidden layers"),
    {0},
};

static void build(const void *settings, Network *network, int classes)
{
    const Mlp *s = settings;
    Layer *output = model_layer("dense");

    network_add(network, model_layer("flatten"));
    for (int i = 0; i < s->hidden.count; i++) {
        Layer *hidden = model_layer("dense");

        model_set(hidden, "units", s->hidden.values[i]);
        model_choose(hidden, "activation", activations[s->activation]);
        network_add(network, hidden);
    }
    model_set(output, "units", classes);
    network_add(network, output);
}

const ModelType mlp_model = {
    .entry = {.name = "mlp",
              .summary = "a plain feed-forward network",
              .params = params,
              .size = sizeof(Mlp)},
    .build = build,
};
