#include "nets/model.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const Entry *const models[] = {
#define MODEL(name) &name##_model.entry,
#include "nets/models/table.h"
#undef MODEL
    NULL,
};

Layer *model_layer(const char *kind)
{
    const Entry *entry = entry_find(layers, kind);

    assert(entry);
    return layer_new((const LayerType *)(const void *)entry);
}

void model_set(Layer *layer, const char *setting, double value)
{
    const Param *param = param_find(layer->type->entry.params, setting);

    assert(param && value >= param->min
           && (value <= param->max || param->choices));
    param_set(param, layer, value);
}

void model_choose(Layer *layer, const char *setting, const char *choice)
{
    const Param *param = param_find(layer->type->entry.params, setting);
    int i = 0;

    assert(param && param->choices);
    while (strcmp(param->choices[i], choice) != 0) {
        i++;
        assert(param->choices[i]);
    }
    param_set(param, layer, i);
}

static bool is_dropout(const Layer *layer)
{
    return strcmp(layer->type->entry.name, "dropout") == 0;
}

static int count_dropouts(const Network *network)
{
    int count = 0;

    for (size_t i = 0; i < network->layer_count; i++)
        count += is_dropout(network->layers[i]);
    return count;
}

bool model_set_dropout(Network *network, const List *rates, Error *err)
{
    int count = count_dropouts(network);
    int next = 0;

    if (rates->count != 1 && rates->count != count)
        return fail_misuse(err,
                           "dropout has %d rates, but the model has %d dropout "
                           "layers; give one rate, or one for each",
                           rates->count, count);
    for (size_t i = 0; i < network->layer_count; i++)
        if (is_dropout(network->layers[i])) {
            model_set(network->layers[i], "rate",
                      rates->values[rates->count == 1 ? 0 : next]);
            next++;
        }
    return true;
}

bool model_build(const ModelType *type, const void *settings, Network *network,
                 int classes, const List *dropout, Error *err)
{
    List own = {.count = type->dropouts};

    type->build(settings, network, classes);
    assert(count_dropouts(network) == type->dropouts);
    memcpy(own.values, type->dropout, sizeof type->dropout);
    if (!dropout && type->dropouts == 0)
        return true;
    return model_set_dropout(network, dropout ? dropout : &own, err);
}
