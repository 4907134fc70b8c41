// Where a residual block begins: `merge` adds what came in here to what the
// layers between them put out. Pairs may stand within each other.
#include "nets/layer.h"

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = layer->in;
    return true;
}

const LayerType branch_layer = {
    .entry = {.name = "branch",
              .summary = "a residual block begins, which merge ends",
              .size = sizeof(Layer)},
    .plan = plan,
};
