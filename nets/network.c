#include "nets/network.h"

#include "nets/base/memory.h"
#include "nets/network_memory.h"

#include <assert.h>
#include <limits.h>
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

// The branches which are still open.
typedef struct {
    const Layer *layers[NESTED_MAX];
    size_t count;
} Branches;

static bool follow_branches(Branches *open, Layer *layer, Error *err)
{
    if (layer->type == &branch_layer) {
        if (open->count == NESTED_MAX)
            return fail_misuse(err, "more than %d branches within each other",
                               NESTED_MAX);
        open->layers[open->count++] = layer;
    } else if (layer->type == &merge_layer) {
        if (open->count == 0)
            return fail_misuse(err, "a merge needs a branch before it");
        layer->skip = open->layers[--open->count]->in;
    }
    return true;
}

// Sizes are multiplied in size_t, and handed to BLAS as int.
static bool check_size(const Layer *layer, Error *err)
{
    return shape_size(layer->out) <= INT_MAX
           || fail_misuse(
               err, "%d x %d x %d values are more than a layer can have",
               layer->out.height, layer->out.width, layer->out.channels);
}

bool network_fit(Network *network, Shape in, Error *err)
{
    Shape shape = in;
    Branches open = {.count = 0};

    assert(!network->memory && network->weights == 0);
    network->in = in;
    if (network->layer_count == 0)
        return fail_misuse(err, "a network needs at least one layer");
    for (size_t i = 0; i < network->layer_count; i++) {
        Layer *layer = network->layers[i];

        network->fault = i;
        layer->in = shape;
        if (!follow_branches(&open, layer, err)
            || !layer->type->plan(layer, err) || !check_size(layer, err))
            return false;
        shape = layer->out;
        network->parameters += layer->weights;
        network->weights += whole_lines(layer->weights);
        network->states += whole_lines(layer->state);
        network->multiply_adds += layer->multiply_adds;
    }
    network->out = shape;
    if (open.count > 0)
        network->fault = open.layers[open.count - 1]->index;
    return open.count == 0
           || fail_misuse(
               err,
               "a branch needs a merge after it; write 'merge' where "
               "its block ends");
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
    assert(rows > 0);
    network->rows = rows;
    if (!network_fit(network, in, err))
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
