#include "nets/layer.h"

#include "nets/base/memory.h"

const Entry *const layers[] = {
#define LAYER(name) &name##_layer.entry,
#include "nets/layers/table.h"
#undef LAYER
    NULL,
};

Layer *layer_new(const LayerType *type)
{
    Layer *layer = memory_new(1, type->entry.size);

    layer->type = type;
    params_fill(type->entry.params, layer);
    return layer;
}
