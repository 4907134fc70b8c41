// A chain of layers, its weights and all memory that training needs, planned
// and allocated when it is built. Runs of layers that treat examples one by
// one go through the cache block by block: see layer.h.
#pragma once

#include "nets/layer.h"

#include <stdint.h>

typedef struct {
    // What users read.
    Shape in;
    Shape out;
    size_t rows;  // the largest batch
    Layer **layers;
    size_t layer_count;
    size_t parameters;  // floats that are trained
    // The same, each layer's part rounded up to whole cache lines; the filling
    // stays 0. Likewise of what is stored but not trained.
    size_t weights;
    size_t states;
    float *weight;         // [weights], all layers one after the other
    float *weight_grad;    // [weights]
    float *stored;         // [states]
    size_t multiply_adds;  // of one example's forward pass
    size_t fault;          // where layers do not fit: which does not

    // What network.c needs besides.
    struct NetworkMemory *memory;
    size_t layer_capacity;
} Network;

// One step's surroundings.
typedef struct {
    bool training;
    uint64_t seed;
    uint32_t epoch;
    const uint32_t *examples;  // [rows of x]; may be NULL in inference
} Step;

Network *network_new(void);
void network_free(Network *network);

// Appends a layer, which the network then owns.
void network_add(Network *network, Layer *layer);

// Plans every layer for examples of shape `in`, which sets `out` and the sizes,
// and allocates nothing: whether the network could be built. Fails when layers
// do not fit.
bool network_fit(Network *network, Shape in, Error *err);

// The same, and allocates everything for batches of up to `rows` examples. The
// pool is borrowed.
bool network_build(Network *network, Shape in, size_t rows, Pool *pool,
                   Simd simd, Error *err);

// Draws every weight, layer by layer, each from its own stream.
void network_init(Network *network, Init init, uint64_t seed);

// x [n ≤ rows, in] → logits [n, out], valid until the next call.
Matrix network_forward(Network *network, const Step *step, Matrix x);

// After a training network_forward with the same x: fills weight_grad from
// the loss's gradient by the logits, which it may destroy.
void network_backward(Network *network, const Step *step, Matrix x,
                      Matrix dlogits);
