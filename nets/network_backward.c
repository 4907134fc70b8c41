// The way back, segment by segment; see network_memory.h.
#include "nets/network_memory.h"

#include <assert.h>

enum {
    REDUCE_FLOATS = 1 << 13,  // a task's part of a sum over shards
    FAR_FLOATS = 1 << 20,     // what is larger does not stay in a core's caches
};

static size_t count_shards(const Run *run)
{
    size_t blocks = network_blocks(run);

    return blocks < SHARDS_MAX ? blocks : SHARDS_MAX;
}

// The first block of a shard, of `shards` as even as can be.
static size_t shard_start(const Run *run, size_t shard, size_t shards)
{
    return network_blocks(run) * shard / shards;
}

// dx of link i: adds what merges send back to its input.
static void add_skips(const Block *block, size_t i, Matrix dx)
{
    const struct NetworkMemory *m = block->run->network->memory;

    if (!m->links[i].is_source || !dx.data)
        return;
    for (size_t j = i; j < m->link_count; j++)
        if (m->links[j].skip_grad && m->links[j].source == i)
            m->kernels->add(dx.data,
                            m->links[j].skip_grad + block->first * dx.cols,
                            dx.rows * dx.cols);
}

// ∂loss by what a block's last link put out. Of what came back to there, the
// next segment could not finish everything: its first link's statistics were
// not known yet, and branches may begin there.
static Matrix finish(const Block *block, Matrix dy, Matrix to)
{
    const struct NetworkMemory *m = block->run->network->memory;
    size_t next = block->run->segment->last + 1;
    const Layer *layer = next < m->link_count ? m->links[next].layer : NULL;

    if (layer && layer->type->statistics) {
        Pass pass = network_pass(block, next);

        layer->type->statistics->correct(
            layer, &pass, network_output(block, next - 1), dy, to);
        dy = to;
    }
    if (layer)
        add_skips(block, next, dy);
    return dy;
}

static bool is_to_finish(const Run *run)
{
    const struct NetworkMemory *m = run->network->memory;
    size_t next = run->segment->last + 1;

    return next < m->link_count
           && (m->links[next].layer->type->statistics
               || m->links[next].is_source);
}

static void finish_block(void *context, size_t index, int worker)
{
    const Run *run = context;
    Block block = network_block(run, index, worker);
    Matrix dy = matrix_rows(run->dy, block.first, block.rows);

    (void)finish(&block, dy, dy);
}

// What the segment did not store, and what else backward wants made again.
static void make_again(const Block *block)
{
    const Run *run = block->run;
    const Link *links = run->network->memory->links;

    for (size_t i = run->segment->first; i <= run->segment->last; i++) {
        const Layer *layer = links[i].layer;
        Pass pass = network_pass(block, i);

        pass.again = true;
        pass.left = network_left(block, i);
        if (layer->again && (!links[i].output || layer->left > 0))
            layer->type->forward(layer, &pass, network_input(block, i),
                                 network_again(block, i));
    }
}

// Where a shard's gradient of a link goes; the first shard's goes to its end.
static void place_gradient(const Block *block, size_t i, size_t shard,
                           Pass *pass)
{
    const Run *run = block->run;
    const struct NetworkMemory *m = run->network->memory;

    if (m->links[i].layer->type->statistics)
        return;
    if (shard > 0)
        pass->weight_grad = m->partial + (shard - 1) * m->partial_size
                            + m->links[i].partial_first;
    pass->add_grad = block->index > shard_start(run, shard, count_shards(run));
}

// Link i's part of the way back; returns its dx.
static Matrix go_back(const Block *block, size_t i, size_t shard, Matrix dy)
{
    const Run *run = block->run;
    const struct NetworkMemory *m = run->network->memory;
    const Layer *layer = m->links[i].layer;
    Pass pass = network_pass(block, i);
    Matrix dx = {0};

    if (i > m->trained_from)
        dx = i == run->segment->first
                 ? matrix_rows(run->dx, block->first, block->rows)
                 : network_buffer(block, i, shape_size(layer->in));
    pass.left = network_left(block, i);
    pass.far =
        i == run->segment->first && run->dx.rows * run->dx.cols > FAR_FLOATS;
    place_gradient(block, i, shard, &pass);
    layer->type->backward(layer, &pass, network_input(block, i),
                          network_output(block, i), dy, dx);
    if (i > run->segment->first)
        add_skips(block, i, dx);
    return dx;
}

static void backward_shard(void *context, size_t shard, int worker)
{
    const Run *run = context;
    const Segment *segment = run->segment;
    size_t from = run->network->memory->trained_from;
    size_t shards = count_shards(run);
    size_t end = shard_start(run, shard + 1, shards);

    for (size_t b = shard_start(run, shard, shards); b < end; b++) {
        Block block = network_block(run, b, worker);
        Matrix dy = matrix_rows(run->dy, block.first, block.rows);

        make_again(&block);
        dy = finish(&block, dy,
                    network_buffer(&block, segment->last + 1, dy.cols));
        for (size_t i = segment->last + 1; i-- > segment->first && i >= from;)
            dy = go_back(&block, i, shard, dy);
    }
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
    size_t left = r->count - first;
    size_t count = left < REDUCE_FLOATS ? left : REDUCE_FLOATS;

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
        const Layer *layer = m->links[i].layer;
        Reduction r = {.memory = m,
                       .sum = network->weight_grad
                              + (layer->weight - network->weight),
                       .partial = m->partial + m->links[i].partial_first,
                       .count = layer->weights,
                       .shards = count_shards(run)};

        if (!layer->type->statistics)
            pool_run(m->pool, (r.count + REDUCE_FLOATS - 1) / REDUCE_FLOATS,
                     reduce_part, &r);
    }
}

static void settle_back(const Run *run)
{
    const Layer *layer = run->network->memory->links[run->segment->first].layer;
    Block all = {run, 0, 0, run->x.rows, 0};
    Pass pass = network_pass(&all, run->segment->first);

    network_add_sums(run, run->segment->first);
    layer->type->statistics->settle_back(layer, &pass, run->x.rows);
}

static void backward_whole(const Run *run)
{
    const struct NetworkMemory *m = run->network->memory;
    size_t link = run->segment->first;
    const Layer *layer = m->links[link].layer;
    Block all = {run, 0, 0, run->x.rows, 0};
    Pass pass = network_pass(&all, link);
    Run shared = *run;

    if (is_to_finish(run))
        pool_run(m->pool, network_blocks(run), finish_block, &shared);
    layer->type->backward(layer, &pass, run->x, network_output(&all, link),
                          run->dy, run->dx);
}

static void backward_segment(const Run *run)
{
    const struct NetworkMemory *m = run->network->memory;
    Run shared = *run;

    if (run->segment->whole) {
        backward_whole(run);
        return;
    }
    pool_run(m->pool, count_shards(run), backward_shard, &shared);
    reduce_shards(run);
    if (m->links[run->segment->first].layer->type->statistics)
        settle_back(run);
}

void network_backward(Network *network, const Step *step, Matrix x,
                      Matrix dlogits)
{
    const struct NetworkMemory *m = network->memory;
    Run run = {.network = network, .step = step, .input = x, .dy = dlogits};
    size_t turn = 0;

    assert(step->training && dlogits.cols == shape_size(network->out));
    for (size_t s = m->segment_count; s-- > 0;) {
        Block all = {&run, 0, 0, x.rows, 0};

        run.segment = &m->segments[s];
        if (run.segment->last < m->trained_from)
            break;
        run.x = network_input(&all, run.segment->first);
        run.dx = run.segment->first > m->trained_from
                     ? matrix(m->gradients[turn++ % 2], x.rows, run.x.cols)
                     : (Matrix){0};
        backward_segment(&run);
        run.dy = run.dx;
    }
}
