// The chain is cut into segments: a run of layers that treat examples one by
// one, or a single whole-batch layer. A segment of the first kind takes a
// block of BLOCK_ROWS examples through all its layers before the next block,
// so what flows between them stays in the cache, and blocks run in parallel.
//
// Gradients of such a segment's weights are summed over the blocks of a shard
// one after the other, and then over the shards in their order. Blocks and
// shards depend on the number of rows alone, so the sums are the same bits for
// any number of threads.
#include "nets/network.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHARDS_MAX = 8,
    LINE_FLOATS = 16,        // a cache line
    REDUCE_FLOATS = 1 << 13  // a task's part of a sum over shards
};

typedef enum { SEGMENT_BLOCKS, SEGMENT_WHOLE, SEGMENT_ALIAS } SegmentKind;

typedef struct {
    SegmentKind kind;
    size_t first;
    size_t last;
} Segment;

struct NetworkMemory {
    Pool *pool;
    const Kernels *kernels;
    Segment *segments;
    size_t segment_count;
    size_t trained_from;  // the first layer with weights: no dx below it

    float **outputs;        // [layers]: [rows, out]; NULL for an alias
    unsigned char **kept;   // [layers]: [rows, kept]
    size_t *partial_first;  // [layers]: its place in a shard's partial sums
    size_t partial_size;    // floats of one shard's
    float *partial;         // [SHARDS_MAX - 1, partial_size]
    float *gradients[2];    // [rows, widest segment boundary], taken in turn

    // Each thread's own.
    size_t block_size;     // floats of the widest block within a segment
    size_t scratch_size;   // floats of the most demanding layer
    float *block_buffers;  // [threads, 2, block_size]
    float *scratch;        // [threads, scratch_size]
};

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

// One pass over one segment.
typedef struct {
    Network *network;
    const Step *step;
    const Segment *segment;
    Matrix x;   // the segment's input
    Matrix dy;  // ∂loss by its output, in backward
    Matrix dx;  // ∂loss by its input; data is NULL where nobody needs it
} Run;

static Pass pass_for(const Run *run, size_t layer, size_t first_row, int worker)
{
    const Network *network = run->network;
    const struct NetworkMemory *m = network->memory;
    const Step *step = run->step;

    return (Pass){
        .training = step->training,
        .kernels = m->kernels,
        .pool = network->layers[layer]->whole_batch ? m->pool : NULL,
        .seed = step->seed,
        .epoch = step->epoch,
        .examples = step->examples ? step->examples + first_row : NULL,
        .kept = m->kept[layer] + first_row * network->layers[layer]->kept,
        .scratch = m->scratch + (size_t)worker * m->scratch_size,
        .weight_grad = network->weight_grad
                       + (network->layers[layer]->weight - network->weight),
    };
}

// Rows of what a layer puts out.
static Matrix output_of(const Network *network, size_t layer, size_t first_row,
                        size_t rows)
{
    size_t size = shape_size(network->layers[layer]->out);

    return matrix(network->memory->outputs[layer] + first_row * size, rows,
                  size);
}

// One of a thread's two block buffers, as rows of a layer's input or output.
static Matrix block_buffer(const Network *network, int worker, size_t which,
                           size_t rows, Shape shape)
{
    const struct NetworkMemory *m = network->memory;
    size_t buffer = (size_t)worker * 2 + which % 2;

    return matrix(m->block_buffers + buffer * m->block_size, rows,
                  shape_size(shape));
}

static size_t rows_of_block(Matrix x, size_t block)
{
    size_t left = x.rows - block * BLOCK_ROWS;

    return left < BLOCK_ROWS ? left : BLOCK_ROWS;
}

static size_t count_blocks(Matrix x)
{
    return (x.rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
}

static void forward_block(void *context, size_t block, int worker)
{
    const Run *run = context;
    const Network *network = run->network;
    size_t first = block * BLOCK_ROWS;
    size_t rows = rows_of_block(run->x, block);
    Matrix x = matrix_rows(run->x, first, rows);

    for (size_t i = run->segment->first; i <= run->segment->last; i++) {
        const Layer *layer = network->layers[i];
        Pass pass = pass_for(run, i, first, worker);
        // Without a backward pass to come, only the last output is wanted.
        bool passing = !run->step->training && i < run->segment->last;
        Matrix y = passing ? block_buffer(network, worker, i, rows, layer->out)
                           : output_of(network, i, first, rows);

        layer->type->forward(layer, &pass, x, y);
        x = y;
    }
}

static Matrix forward_segment(const Run *run)
{
    const Network *network = run->network;
    const struct NetworkMemory *m = network->memory;
    size_t last = run->segment->last;
    Matrix y;

    if (run->segment->kind == SEGMENT_ALIAS)
        return run->x;
    y = output_of(network, last, 0, run->x.rows);
    if (run->segment->kind == SEGMENT_WHOLE) {
        Pass pass = pass_for(run, last, 0, 0);

        network->layers[last]->type->forward(network->layers[last], &pass,
                                             run->x, y);
    } else {
        Run shared = *run;

        pool_run(m->pool, count_blocks(run->x), forward_block, &shared);
    }
    return y;
}

Matrix network_forward(Network *network, const Step *step, Matrix x)
{
    const struct NetworkMemory *m = network->memory;

    assert(x.rows <= network->rows && x.cols == shape_size(network->in));
    for (size_t s = 0; s < m->segment_count; s++)
        x = forward_segment(&(Run){.network = network,
                                   .step = step,
                                   .segment = &m->segments[s],
                                   .x = x});
    return x;
}

static size_t count_shards(Matrix x)
{
    size_t blocks = count_blocks(x);

    return blocks < SHARDS_MAX ? blocks : SHARDS_MAX;
}

// The first block of a shard, of `shards` as even as can be.
static size_t shard_start(Matrix x, size_t shard, size_t shards)
{
    return count_blocks(x) * shard / shards;
}

static void backward_block(const Run *run, size_t block, size_t shard,
                           int worker)
{
    const Network *network = run->network;
    const struct NetworkMemory *m = network->memory;
    const Segment *segment = run->segment;
    size_t first = block * BLOCK_ROWS;
    size_t rows = rows_of_block(run->x, block);
    Matrix dy = matrix_rows(run->dy, first, rows);

    for (size_t i = segment->last + 1; i-- > segment->first;) {
        const Layer *layer = network->layers[i];
        Pass pass = pass_for(run, i, first, worker);
        Matrix x = i == segment->first ? matrix_rows(run->x, first, rows)
                                       : output_of(network, i - 1, first, rows);
        Matrix dx = {0};

        if (i < m->trained_from)
            break;
        if (i > m->trained_from)
            dx = i == segment->first
                     ? matrix_rows(run->dx, first, rows)
                     : block_buffer(network, worker, i, rows, layer->in);
        if (shard > 0)
            pass.weight_grad = m->partial + (shard - 1) * m->partial_size
                               + m->partial_first[i];
        pass.add_grad =
            block > shard_start(run->x, shard, count_shards(run->x));
        layer->type->backward(layer, &pass, x,
                              output_of(network, i, first, rows), dy, dx);
        dy = dx;
    }
}

static void backward_shard(void *context, size_t shard, int worker)
{
    const Run *run = context;
    size_t shards = count_shards(run->x);
    size_t end = shard_start(run->x, shard + 1, shards);

    for (size_t b = shard_start(run->x, shard, shards); b < end; b++)
        backward_block(run, b, shard, worker);
}

// A sum over shards: `count` floats of one layer's gradient.
typedef struct {
    const struct NetworkMemory *memory;
    float *sum;
    const float *partial;
    size_t count;
    size_t shards;
} Reduction;

static void reduce_part(void *context, size_t task, int worker)
{
    const Reduction *r = context;
    size_t first = task * REDUCE_FLOATS;
    size_t count =
        r->count - first < REDUCE_FLOATS ? r->count - first : REDUCE_FLOATS;

    (void)worker;
    for (size_t shard = 1; shard < r->shards; shard++)
        r->memory->kernels->add(
            r->sum + first,
            r->partial + (shard - 1) * r->memory->partial_size + first, count);
}

static void reduce_shards(const Run *run)
{
    const Network *network = run->network;
    const struct NetworkMemory *m = network->memory;

    for (size_t i = run->segment->first; i <= run->segment->last; i++) {
        const Layer *layer = network->layers[i];
        Reduction r = {.memory = m,
                       .sum = network->weight_grad
                              + (layer->weight - network->weight),
                       .partial = m->partial + m->partial_first[i],
                       .count = layer->weights,
                       .shards = count_shards(run->x)};

        pool_run(m->pool, (r.count + REDUCE_FLOATS - 1) / REDUCE_FLOATS,
                 reduce_part, &r);
    }
}

static void backward_segment(const Run *run)
{
    const Network *network = run->network;
    const struct NetworkMemory *m = network->memory;
    size_t last = run->segment->last;

    if (run->segment->kind == SEGMENT_WHOLE) {
        Pass pass = pass_for(run, last, 0, 0);

        network->layers[last]->type->backward(
            network->layers[last], &pass, run->x,
            output_of(network, last, 0, run->x.rows), run->dy, run->dx);
    } else {
        Run shared = *run;

        pool_run(m->pool, count_shards(run->x), backward_shard, &shared);
        reduce_shards(run);
    }
}

// What segment s got as its input in the last forward pass over x.
static Matrix input_of(const Network *network, size_t s, Matrix x)
{
    const struct NetworkMemory *m = network->memory;

    while (s > 0 && m->segments[s - 1].kind == SEGMENT_ALIAS)
        s--;
    return s == 0 ? x : output_of(network, m->segments[s - 1].last, 0, x.rows);
}

void network_backward(Network *network, const Step *step, Matrix x,
                      Matrix dlogits)
{
    const struct NetworkMemory *m = network->memory;
    Matrix dy = dlogits;
    size_t turn = 0;

    assert(step->training && dlogits.cols == shape_size(network->out));
    for (size_t s = m->segment_count; s-- > 0;) {
        const Segment *segment = &m->segments[s];
        Run run = {.network = network,
                   .step = step,
                   .segment = segment,
                   .x = input_of(network, s, x),
                   .dy = dy};

        if (segment->last < m->trained_from)
            break;
        if (segment->kind == SEGMENT_ALIAS)
            continue;
        if (segment->first > m->trained_from)
            run.dx = matrix(m->gradients[turn++ % 2], x.rows, run.x.cols);
        backward_segment(&run);
        dy = run.dx;
    }
}
