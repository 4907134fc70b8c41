// Images become plain vectors: row, column, channel. No data moves.
#include "nets/layer.h"

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = (Shape){1, 1, (int)shape_size(layer->in)};
    return true;
}

const LayerType flatten_layer = {
    .entry = {.name = "flatten",
              .summary = "images become plain vectors",
              .size = sizeof(Layer)},
    .plan = plan,
};
