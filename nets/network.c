#include "nets/network.h"

#include "nets/base/memory.h"
#include "nets/network_memory.h"

#include <assert.h>
#include <stdlib.h>

enum { NESTED_MAX = 16 };  // branches within each other

Network *network_new(void)
{
    return memory_new(1, sizeof(Network));
}

void network_free(Network *network)
{
    if (!network)
        return;
    network_memory_free(network->memory);
    for (size_t i = 0; i < network->layer_count; i++)
        free(network->layers[i]);
    free(network->layers);
    free(network->weight);
    free(network->weight_grad);
    free(network->stored);
    free(network);
}

void network_add(Network *network, Layer *layer)
{
    assert(!network->memory);
    network->layers =
        memory_grow(network->layers, &network->layer_capacity,
                    network->layer_count + 1, sizeof *network->layers);
    layer->index = (uint32_t)network->layer_count;
    network->layers[network->layer_count++] = layer;
}

// The shapes that came into the branches which are still open.
typedef struct {
    Shape shapes[NESTED_MAX];
    size_t count;
} Branches;

static bool follow_branches(Branches *open, Layer *layer, Error *err)
{
    if (layer->type == &branch_layer) {
        if (open->count == NESTED_MAX)
            return fail_misuse(err, "more than %d branches within each other",
                               NESTED_MAX);
        open->shapes[open->count++] = layer->in;
    } else if (layer->type == &merge_layer) {
        if (open->count == 0)
            return fail_misuse(err, "a merge needs a branch before it");
        layer->skip = open->shapes[--open->count];
    }
    return true;
}

static bool plan_layers(Network *network, Error *err)
{
    Shape shape = network->in;
    Branches open = {.count = 0};

    for (size_t i = 0; i < network->layer_count; i++) {
        Layer *layer = network->layers[i];

        layer->in = shape;
        if (!follow_branches(&open, layer, err)
            || !layer->type->plan(layer, err))
            return false;
        shape = layer->out;
        network->parameters += layer->weights;
        network->weights += whole_lines(layer->weights);
        network->states += whole_lines(layer->state);
        network->multiply_adds += layer->multiply_adds;
    }
    network->out = shape;
    return open.count == 0
           || fail_misuse(err, "a branch needs a merge after it");
}

static void place_weights(Network *network)
{
    float *weight;
    float *stored;

    network->weight = memory_new(network->weights, sizeof(float));
    network->weight_grad = memory_new(network->weights, sizeof(float));
    network->stored = memory_new(network->states, sizeof(float));
    weight = network->weight;
    stored = network->stored;
    for (size_t i = 0; i < network->layer_count; i++) {
        Layer *layer = network->layers[i];

        layer->weight = weight;
        layer->stored = stored;
        weight += whole_lines(layer->weights);
        stored += whole_lines(layer->state);
    }
}

bool network_build(Network *network, Shape in, size_t rows, Pool *pool,
                   Simd simd, Error *err)
{
    assert(!network->memory && rows > 0);
    network->in = in;
    network->rows = rows;
    if (network->layer_count == 0)
        return fail_misuse(err, "a network needs at least one layer");
    if (!plan_layers(network, err))
        return false;
    place_weights(network);
    network->memory = memory_new(1, sizeof *network->memory);
    network->memory->pool = pool;
    network->memory->kernels = kernels_for(simd);
    network_plan(network);
    return true;
}

void network_init(Network *network, Init init, uint64_t seed)
{
    for (size_t i = 0; i < network->layer_count; i++) {
        Layer *layer = network->layers[i];
        Rng rng = rng_new(seed, RNG_INIT, layer->index, 0, 0);

        layer->init = init;
        if (layer->type->init)
            layer->type->init(layer, &rng);
    }
}
