// What network_plan.c plans and network_forward.c and network_backward.c run
// on; nobody else's business.
//
// Of the layers, those that compute are the links of the chain: a flatten or
// branch only renames what flows, an idle layer would only copy it, and an
// absorbed layer is done by the one before it. Links are cut into segments: a
// run of links that treat examples one by one, or a single whole-batch link. A
// segment of the first kind takes a block of examples through all its links
// before the next block, so what flows between them stays in the cache, and
// blocks run in parallel. A link with statistics begins a segment, as it waits
// for the whole batch.
//
// Gradients of such a segment's weights are summed over the blocks of a shard
// one after the other, and then over the shards in their order; likewise the
// sums of statistics over the blocks. Blocks and shards depend on the number
// of rows alone, so all sums are the same bits for any number of threads.
#pragma once

#include "nets/network.h"

enum {
    // Shards that a batch is cut into at most.
    SHARDS_MAX = 8,
};

typedef struct {
    Layer *layer;
    Shape out;  // of the last layer that it absorbed
    // Link whose input a merge adds; its own index for any other link.
    size_t source;
    bool is_source;  // of some merge

    float *output;         // [rows, out]; NULL where it is made again
    size_t again;          // then its place in a thread's own memory,
    size_t left;           // and the place of what that leaves to backward
    unsigned char *kept;   // [rows, kept]
    float *factors;        // [factors]
    float *skip_grad;      // [rows, skip], of a merge
    size_t partial_first;  // its place in a shard's partial sums
} Link;

typedef struct {
    bool whole;
    size_t first;
    size_t last;
    size_t rows;  // of a block
} Segment;

struct NetworkMemory {
    Pool *pool;
    const Kernels *kernels;
    Link *links;
    size_t link_count;
    Segment *segments;
    size_t segment_count;
    size_t trained_from;  // the first link with weights: no dx below it

    size_t partial_size;  // floats of one shard's partial sums
    float *partial;       // [SHARDS_MAX - 1, partial_size], of one segment
    float *gradients[2];  // [rows, widest segment boundary], taken in turn
    double *sums;         // [blocks, sums], of one segment

    // Each thread's own.
    size_t block_size;     // floats of the widest block within a segment
    size_t again_size;     // floats of what is made again in a segment
    size_t scratch_size;   // floats of the most demanding layer
    float *block_buffers;  // [threads, 2, block_size]
    float *again;          // [threads, again_size]
    float *scratch;        // [threads, scratch_size]
};

// network_plan.c: fills network->memory, whose pool and kernels are set, for
// layers that are planned.
void network_plan(Network *network);
void network_memory_free(struct NetworkMemory *memory);

// One pass over one segment.
typedef struct {
    Network *network;
    const Step *step;
    const Segment *segment;
    Matrix input;  // the network's
    Matrix x;      // the segment's
    Matrix dy;     // ∂loss by its output, in backward
    Matrix dx;     // ∂loss by its input; data is NULL where nobody needs it
} Run;

// Some rows on their way through a segment, on one thread.
typedef struct {
    const Run *run;
    size_t index;
    size_t first;  // row
    size_t rows;
    int worker;
} Block;

// network_forward.c, for both ways.
size_t network_blocks(const Run *run);
Block network_block(const Run *run, size_t index, int worker);
Pass network_pass(const Block *block, size_t link);
// A block's rows of what a link gets, and of what it puts out.
Matrix network_input(const Block *block, size_t link);
Matrix network_output(const Block *block, size_t link);
// Where on the thread a link's output is made again, and what that leaves.
Matrix network_again(const Block *block, size_t link);
float *network_left(const Block *block, size_t link);
// One of the thread's two block buffers, as rows of `cols` floats.
Matrix network_buffer(const Block *block, size_t which, size_t cols);
// Adds up the blocks' sums of a link with statistics: the first block's slot
// then holds the total.
void network_add_sums(const Run *run, size_t link);
