// What network.c plans and network_run.c runs on; nobody else's business.
#pragma once

#include "nets/network.h"

enum {
    // Shards that a batch is cut into at most: see network_run.c.
    SHARDS_MAX = 8,
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
