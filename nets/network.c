// Planning a network, and its memory.
#include "nets/network_memory.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <stdlib.h>

enum { LINE_FLOATS = 16 };  // a cache line

Network *network_new(void)
{
    return memory_new(1, sizeof(Network));
}

static void memory_release(struct NetworkMemory *m, size_t layer_count)
{
    for (size_t i = 0; i < layer_count; i++) {
        free(m->outputs[i]);
        free(m->kept[i]);
    }
    free(m->segments);
    free(m->outputs);
    free(m->kept);
    free(m->partial_first);
    free(m->partial);
    free(m->gradients[0]);
    free(m->gradients[1]);
    free(m->block_buffers);
    free(m->scratch);
    free(m);
}

void network_free(Network *network)
{
    if (!network)
        return;
    if (network->memory)
        memory_release(network->memory, network->layer_count);
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

static size_t round_up(size_t floats)
{
    return (floats + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS;
}

static bool plan_layers(Network *network, Error *err)
{
    Shape shape = network->in;

    for (size_t i = 0; i < network->layer_count; i++) {
        Layer *layer = network->layers[i];

        layer->in = shape;
        if (!layer->type->plan(layer, err))
            return false;
        shape = layer->out;
        network->parameters += layer->weights;
        network->weights += round_up(layer->weights);
        network->states += round_up(layer->state);
        network->multiply_adds += layer->multiply_adds;
    }
    network->out = shape;
    return true;
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
        weight += round_up(layer->weights);
        stored += round_up(layer->state);
    }
}

static SegmentKind kind_of(const Layer *layer)
{
    if (!layer->type->forward)
        return SEGMENT_ALIAS;
    return layer->whole_batch ? SEGMENT_WHOLE : SEGMENT_BLOCKS;
}

static void cut_segments(Network *network)
{
    struct NetworkMemory *m = network->memory;

    m->segments = memory_new(network->layer_count, sizeof *m->segments);
    for (size_t i = 0; i < network->layer_count; i++) {
        SegmentKind kind = kind_of(network->layers[i]);

        if (m->segment_count > 0 && kind == SEGMENT_BLOCKS
            && m->segments[m->segment_count - 1].kind == SEGMENT_BLOCKS)
            m->segments[m->segment_count - 1].last = i;
        else
            m->segments[m->segment_count++] = (Segment){kind, i, i};
    }
    while (m->trained_from < network->layer_count
           && network->layers[m->trained_from]->weights == 0)
        m->trained_from++;
}

static void raise(size_t *most, size_t value)
{
    if (value > *most)
        *most = value;
}

// What each layer needs, and the most that any of them does.
static void measure_layers(Network *network, size_t *boundary)
{
    struct NetworkMemory *m = network->memory;

    for (size_t s = 0; s < m->segment_count; s++) {
        const Segment *segment = &m->segments[s];

        raise(boundary, shape_size(network->layers[segment->first]->in));
        for (size_t i = segment->first; i <= segment->last; i++) {
            const Layer *layer = network->layers[i];

            raise(&m->scratch_size, round_up(layer->scratch));
            m->kept[i] = memory_new(network->rows, layer->kept);
            if (segment->kind != SEGMENT_ALIAS)
                m->outputs[i] = memory_new(
                    network->rows * shape_size(layer->out), sizeof(float));
            if (segment->kind != SEGMENT_BLOCKS)
                continue;
            raise(&m->block_size, BLOCK_ROWS * shape_size(layer->out));
            m->partial_first[i] = m->partial_size;
            m->partial_size += round_up(layer->weights);
        }
    }
}

static void plan_memory(Network *network)
{
    struct NetworkMemory *m = network->memory;
    size_t threads = (size_t)pool_threads(m->pool);
    size_t boundary = 0;

    m->outputs = memory_new(network->layer_count, sizeof *m->outputs);
    m->kept = memory_new(network->layer_count, sizeof *m->kept);
    m->partial_first =
        memory_new(network->layer_count, sizeof *m->partial_first);
    measure_layers(network, &boundary);
    m->partial = memory_new((SHARDS_MAX - 1) * m->partial_size, sizeof(float));
    for (int i = 0; i < 2; i++)
        m->gradients[i] = memory_new(network->rows * boundary, sizeof(float));
    m->block_size = round_up(m->block_size);
    m->block_buffers = memory_new(threads * 2 * m->block_size, sizeof(float));
    m->scratch = memory_new(threads * m->scratch_size, sizeof(float));
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
    network->memory = memory_new(1, sizeof *network->memory);
    network->memory->pool = pool;
    network->memory->kernels = kernels_for(simd);
    place_weights(network);
    cut_segments(network);
    plan_memory(network);
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
