// The chain is cut into segments: a run of layers that treat examples one by
// one, or a single whole-batch layer. A segment of the first kind takes a
// block of BLOCK_ROWS examples through all its layers before the next block,
// so what flows between them stays in the cache, and blocks run in parallel.
//
// Gradients of such a segment's weights are summed over the blocks of a shard
// one after the other, and then over the shards in their order. Blocks and
// shards depend on the number of rows alone, so the sums are the same bits for
// any number of threads.
#include "nets/network_memory.h"

#include <assert.h>

enum { REDUCE_FLOATS = 1 << 13 };  // a task's part of a sum over shards

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
