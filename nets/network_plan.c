// Planning: from layers to links, segments, and all memory.
#include "nets/base/memory.h"
#include "nets/network_memory.h"

#include <assert.h>
#include <stdlib.h>

enum {
    BLOCK_FLOATS = 1 << 16,  // of the widest rows that a block carries
    BLOCKS_LEAST = 4,        // of a batch, so that threads find work
    BLOCK_ROWS_USUAL = 16,   // fewer only where they are wide
};

static void raise(size_t *most, size_t value)
{
    if (value > *most)
        *most = value;
}

// Layer i and those after it that it takes over; returns the next.
static size_t absorb(Network *network, size_t i, Link *link)
{
    Layer *layer = network->layers[i];

    *link = (Link){.layer = layer, .out = layer->out};
    for (i++; i < network->layer_count; i++) {
        Layer *next = network->layers[i];

        if (!layer->type->absorb || !next->type->forward
            || !layer->type->absorb(layer, next))
            break;
        next->absorbed = true;
        link->out = next->out;
    }
    return i;
}

static void find_links(Network *network)
{
    struct NetworkMemory *m = network->memory;
    size_t *open = memory_new(network->layer_count, sizeof *open);
    size_t open_count = 0;

    m->links = memory_new(network->layer_count, sizeof *m->links);
    for (size_t i = 0; i < network->layer_count;) {
        const LayerType *type = network->layers[i]->type;
        Link *link = &m->links[m->link_count];

        if (type == &branch_layer)
            open[open_count++] = m->link_count;
        if (!type->forward || network->layers[i]->idle) {
            i++;
            continue;
        }
        i = absorb(network, i, link);
        link->source = m->link_count++;
        if (type == &merge_layer) {
            link->source = open[--open_count];
            m->links[link->source].is_source = true;
        }
    }
    free(open);
}

static void cut_segments(Network *network)
{
    struct NetworkMemory *m = network->memory;
    Segment *segment = NULL;

    m->segments = memory_new(m->link_count, sizeof *m->segments);
    for (size_t i = 0; i < m->link_count; i++) {
        const Layer *layer = m->links[i].layer;

        if (!segment || segment->whole || layer->whole_batch
            || layer->type->statistics) {
            segment = &m->segments[m->segment_count++];
            *segment = (Segment){.whole = layer->whole_batch, .first = i};
        }
        segment->last = i;
    }
    while (m->trained_from < m->link_count
           && m->links[m->trained_from].layer->weights == 0)
        m->trained_from++;
}

static size_t widest_of(const struct NetworkMemory *m, const Segment *segment)
{
    size_t widest = 1;

    for (size_t i = segment->first; i <= segment->last; i++) {
        raise(&widest, shape_size(m->links[i].layer->in));
        raise(&widest, shape_size(m->links[i].out));
    }
    return widest;
}

// A power of two: as many rows as stay in the cache, but some blocks for the
// threads to share, unless they would be small.
static size_t block_rows(const Network *network, const Segment *segment)
{
    size_t widest = widest_of(network->memory, segment);
    size_t rows = BLOCK_ROWS;

    while (rows > BLOCK_ROWS_USUAL && rows * BLOCKS_LEAST > network->rows)
        rows /= 2;
    while (rows > 1 && rows * widest > BLOCK_FLOATS)
        rows /= 2;
    return rows;
}

static float *rows_new(const Network *network, size_t floats)
{
    return memory_new(network->rows * floats, sizeof(float));
}

// Whether a link's output has to be stored while training.
static bool is_stored(const struct NetworkMemory *m, const Segment *segment,
                      size_t i)
{
    return !m->links[i].layer->again || i == segment->last
           || m->links[i + 1].is_source;
}

static void plan_link(Network *network, const Segment *segment, size_t i)
{
    struct NetworkMemory *m = network->memory;
    Link *link = &m->links[i];
    const Layer *layer = link->layer;

    raise(&m->scratch_size, whole_lines(layer->scratch));
    link->kept = memory_new(network->rows, layer->kept);
    link->factors = memory_new(layer->factors, sizeof(float));
    if (layer->type == &merge_layer)
        link->skip_grad = rows_new(network, shape_size(layer->skip));
    if (is_stored(m, segment, i))
        link->output = rows_new(network, shape_size(link->out));
}

// What a segment needs of the memory that all share.
static void plan_segment(Network *network, Segment *segment)
{
    struct NetworkMemory *m = network->memory;
    size_t partial = 0;
    size_t again = 0;

    segment->rows = block_rows(network, segment);
    raise(&m->block_size, segment->rows * widest_of(m, segment));
    for (size_t i = segment->first; i <= segment->last; i++) {
        Link *link = &m->links[i];

        plan_link(network, segment, i);
        if (!segment->whole && !link->layer->type->statistics) {
            link->partial_first = partial;
            partial += whole_lines(link->layer->weights);
        }
        if (link->layer->again) {
            link->again = again;
            again += whole_lines(segment->rows * shape_size(link->out));
            link->left = again;
            again += whole_lines(segment->rows * link->layer->left);
        }
    }
    raise(&m->partial_size, partial);
    raise(&m->again_size, again);
}

static void plan_sums(Network *network)
{
    struct NetworkMemory *m = network->memory;
    size_t most = 0;

    for (size_t s = 0; s < m->segment_count; s++) {
        const Segment *segment = &m->segments[s];
        size_t sums = m->links[segment->first].layer->sums;

        // Measured as blocks of this segment, or of the one before.
        raise(&most, sums * (network->rows / segment->rows + 1));
        if (s > 0)
            raise(&most, sums * (network->rows / segment[-1].rows + 1));
    }
    m->sums = memory_new(most, sizeof *m->sums);
}

void network_plan(Network *network)
{
    struct NetworkMemory *m = network->memory;
    size_t threads = (size_t)pool_threads(m->pool);
    size_t boundary = 0;

    find_links(network);
    cut_segments(network);
    for (size_t s = 0; s < m->segment_count; s++) {
        const Segment *segment = &m->segments[s];

        plan_segment(network, &m->segments[s]);
        raise(&boundary, shape_size(m->links[segment->first].layer->in));
    }
    plan_sums(network);
    m->partial = memory_new((SHARDS_MAX - 1) * m->partial_size, sizeof(float));
    for (int i = 0; i < 2; i++)
        m->gradients[i] = rows_new(network, boundary);
    m->block_size = whole_lines(m->block_size);
    m->block_buffers = memory_new(threads * 2 * m->block_size, sizeof(float));
    m->again = memory_new(threads * m->again_size, sizeof(float));
    m->scratch = memory_new(threads * m->scratch_size, sizeof(float));
}

void network_memory_free(struct NetworkMemory *memory)
{
    struct NetworkMemory *m = memory;

    if (!m)
        return;
    for (size_t i = 0; i < m->link_count; i++) {
        free(m->links[i].output);
        free(m->links[i].kept);
        free(m->links[i].factors);
        free(m->links[i].skip_grad);
    }
    free(m->links);
    free(m->segments);
    free(m->partial);
    free(m->gradients[0]);
    free(m->gradients[1]);
    free(m->sums);
    free(m->block_buffers);
    free(m->again);
    free(m->scratch);
    free(m);
}
