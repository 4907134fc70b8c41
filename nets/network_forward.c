// The way forward, segment by segment; see network_memory.h.
#include "nets/network_memory.h"

#include <assert.h>

size_t network_blocks(const Run *run)
{
    return (run->x.rows + run->segment->rows - 1) / run->segment->rows;
}

Block network_block(const Run *run, size_t index, int worker)
{
    size_t first = index * run->segment->rows;
    size_t left = run->x.rows - first;
    size_t rows = left < run->segment->rows ? left : run->segment->rows;

    return (Block){run, index, first, rows, worker};
}

// All rows of a batch, for what is done once.
static Block whole_batch(const Run *run)
{
    return (Block){run, 0, 0, run->x.rows, 0};
}

static const Link *link_at(const Block *block, size_t i)
{
    return &block->run->network->memory->links[i];
}

static Matrix stored_rows(const Block *block, size_t link)
{
    const Link *l = link_at(block, link);
    size_t size = shape_size(l->out);

    return matrix(l->output + block->first * size, block->rows, size);
}

// What came in at a merge's branch.
static Matrix source_rows(const Block *block, size_t source)
{
    if (source == 0)
        return matrix_rows(block->run->input, block->first, block->rows);
    return stored_rows(block, source - 1);
}

Pass network_pass(const Block *block, size_t link)
{
    const Network *network = block->run->network;
    const struct NetworkMemory *m = network->memory;
    const Step *step = block->run->step;
    const Link *l = &m->links[link];
    const Layer *layer = l->layer;
    Pass pass = {
        .training = step->training,
        .kernels = m->kernels,
        .pool = layer->whole_batch ? m->pool : NULL,
        .seed = step->seed,
        .epoch = step->epoch,
        .examples = step->examples ? step->examples + block->first : NULL,
        .kept = l->kept + block->first * layer->kept,
        .scratch = m->scratch + (size_t)block->worker * m->scratch_size,
        .weight_grad = network->weight_grad + (layer->weight - network->weight),
        .sums = m->sums + block->index * layer->sums,
        .factors = l->factors,
    };

    if (l->skip_grad) {
        size_t size = shape_size(layer->skip);

        pass.skip = source_rows(block, l->source);
        pass.skip_grad =
            matrix(l->skip_grad + block->first * size, block->rows, size);
    }
    return pass;
}

static float *thread_again(const Block *block)
{
    const struct NetworkMemory *m = block->run->network->memory;

    return m->again + (size_t)block->worker * m->again_size;
}

Matrix network_again(const Block *block, size_t link)
{
    const Link *l = link_at(block, link);

    return matrix(thread_again(block) + l->again, block->rows,
                  shape_size(l->out));
}

float *network_left(const Block *block, size_t link)
{
    return thread_again(block) + link_at(block, link)->left;
}

Matrix network_output(const Block *block, size_t link)
{
    if (link_at(block, link)->output)
        return stored_rows(block, link);
    return network_again(block, link);
}

Matrix network_input(const Block *block, size_t link)
{
    if (link == 0)
        return matrix_rows(block->run->input, block->first, block->rows);
    return network_output(block, link - 1);
}

Matrix network_buffer(const Block *block, size_t which, size_t cols)
{
    const struct NetworkMemory *m = block->run->network->memory;
    size_t buffer = (size_t)block->worker * 2 + which % 2;

    return matrix(m->block_buffers + buffer * m->block_size, block->rows, cols);
}

void network_add_sums(const Run *run, size_t link)
{
    const struct NetworkMemory *m = run->network->memory;
    size_t sums = m->links[link].layer->sums;
    size_t blocks = network_blocks(run);

    for (size_t block = 1; block < blocks; block++)
        for (size_t i = 0; i < sums; i++)
            m->sums[i] += m->sums[block * sums + i];
}

static const Statistics *statistics_of(const Network *network, size_t link)
{
    const struct NetworkMemory *m = network->memory;

    return link < m->link_count ? m->links[link].layer->type->statistics : NULL;
}

static void measure(const Block *block, size_t link, Matrix x)
{
    Pass pass = network_pass(block, link);

    link_at(block, link)
        ->layer->type->statistics->measure(link_at(block, link)->layer, &pass,
                                           x);
}

// Without a backward pass to come, only what leaves the segment or a merge
// will add is stored.
static Matrix place_output(const Block *block, size_t link)
{
    const struct NetworkMemory *m = block->run->network->memory;
    const Link *l = &m->links[link];
    bool wanted = block->run->step->training
                  || link == block->run->segment->last || l[1].is_source;

    if (l->output && wanted)
        return stored_rows(block, link);
    return network_buffer(block, link, shape_size(l->out));
}

static void forward_block(void *context, size_t index, int worker)
{
    const Run *run = context;
    Block block = network_block(run, index, worker);
    size_t last = run->segment->last;
    Matrix x = matrix_rows(run->x, block.first, block.rows);

    for (size_t i = run->segment->first; i <= last; i++) {
        const Layer *layer = link_at(&block, i)->layer;
        Pass pass = network_pass(&block, i);
        Matrix y = place_output(&block, i);

        layer->type->forward(layer, &pass, x, y);
        x = y;
    }
    if (run->step->training && statistics_of(run->network, last + 1))
        measure(&block, last + 1, x);
}

static void measure_block(void *context, size_t index, int worker)
{
    const Run *run = context;
    Block block = network_block(run, index, worker);

    measure(&block, run->segment->first,
            matrix_rows(run->x, block.first, block.rows));
}

// What a segment that begins with statistics waits for. The segment before it
// has measured its blocks, unless it was computed as a whole.
static void settle(const Run *run)
{
    const struct NetworkMemory *m = run->network->memory;
    size_t link = run->segment->first;
    bool first = run->segment == m->segments;
    Run measured = *run;
    Block all = whole_batch(run);
    Pass pass = network_pass(&all, link);

    if (run->step->training) {
        if (first || run->segment[-1].whole)
            pool_run(m->pool, network_blocks(run), measure_block, &measured);
        else
            measured.segment = run->segment - 1;
        network_add_sums(&measured, link);
    }
    statistics_of(run->network, link)
        ->settle(m->links[link].layer, &pass, run->x.rows);
}

static Matrix forward_segment(const Run *run)
{
    const struct NetworkMemory *m = run->network->memory;
    size_t last = run->segment->last;
    Block all = whole_batch(run);
    Matrix y = stored_rows(&all, last);

    if (statistics_of(run->network, run->segment->first))
        settle(run);
    if (run->segment->whole) {
        const Layer *layer = m->links[last].layer;
        Pass pass = network_pass(&all, last);

        layer->type->forward(layer, &pass, run->x, y);
    } else {
        Run shared = *run;

        pool_run(m->pool, network_blocks(run), forward_block, &shared);
    }
    return y;
}

Matrix network_forward(Network *network, const Step *step, Matrix x)
{
    const struct NetworkMemory *m = network->memory;
    Run run = {.network = network, .step = step, .input = x, .x = x};

    assert(x.rows <= network->rows && x.cols == shape_size(network->in));
    for (size_t s = 0; s < m->segment_count; s++) {
        run.segment = &m->segments[s];
        run.x = forward_segment(&run);
    }
    return run.x;
}
