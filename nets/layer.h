// What a layer is. To add one: write nets/layers/NAME.c, ending in
// `const LayerType NAME_layer`, and add its row to nets/layers/table.h.
//
// A layer computes on a block of examples, one row of a Matrix each. Most
// layers treat examples one by one: the network calls them for blocks of up to
// BLOCK_ROWS rows, several blocks at a time on different threads, and runs a
// chain of them over one block while it is in the cache. A layer whose weights
// are so many that one product over the whole batch is better (dense) says
// `whole_batch`: it is called once with all rows, and may use pass->pool. One
// that needs a few sums over the whole batch before it can treat examples one
// by one (batch normalisation) has `statistics`.
#pragma once

#include "nets/base/entry.h"
#include "nets/base/error.h"
#include "nets/base/pool.h"
#include "nets/base/rng.h"
#include "nets/matrix.h"
#include "nets/shape.h"
#include "nets/simd/kernels.h"

enum { BLOCK_ROWS = 32 };

typedef struct Layer Layer;

// One call's surroundings.
typedef struct {
    bool training;  // else inference
    // Forward once more, just before backward, of a layer that says `again`:
    // `kept` is as the first time left it.
    bool again;
    const Kernels *kernels;
    Pool *pool;  // NULL unless the layer is whole_batch

    // Random numbers of this call: rng_new(seed, RNG_DROPOUT, layer->index,
    // epoch, examples[row]). examples [batch] are indices into the training
    // set, so a row's numbers do not depend on its place in the batch.
    uint64_t seed;
    uint32_t epoch;
    const uint32_t *examples;

    // What forward keeps for backward beside x and y: layer->kept bytes per
    // row, one row after the other. Only while training.
    unsigned char *kept;
    // What such a forward may leave for backward, in the thread's own memory:
    // layer->left floats per row. NULL in any other forward.
    float *left;
    // layer->scratch floats, 64-aligned, contents undefined.
    float *scratch;
    // Where backward puts the gradient of the weights, layer->weights floats:
    // added if `add_grad`, else overwritten.
    float *weight_grad;
    bool add_grad;
    // Backward's dx is a part of more than the nearer caches hold, and is not
    // read before all of it is written.
    bool far;

    // For statistics: [layer->sums], which backward fills; and what settle and
    // settle_back put down for every block, [layer->factors].
    double *sums;
    float *factors;
    // For merge: the rows that its branch had, and where their gradient goes.
    Matrix skip;
    Matrix skip_grad;
} Pass;

// One named array within a layer's weights (or state).
typedef struct {
    const char *name;  // "kernel", "bias", "recurrent", "gamma", "moving_mean"
    int rank;
    int sizes[4];   // row-major: conv (kh, kw, in, out), dense (in, out)
    size_t offset;  // in floats
    bool state;     // in layer->state, not trained
} Tensor;

// How a layer comes by sums over the whole batch. Blocks are measured each on
// its own, their sums are added in order, and then settled once.
typedef struct {
    // x [rows, in] → pass->sums: what these rows add.
    void (*measure)(const Layer *layer, const Pass *pass, Matrix x);
    // From the sums over all `rows` examples, while training, or from the
    // state in inference: sets pass->factors. Before any forward.
    void (*settle)(const Layer *layer, const Pass *pass, size_t rows);
    // Likewise from the sums that backward left: sets pass->weight_grad and
    // pass->factors. After all backwards.
    void (*settle_back)(const Layer *layer, const Pass *pass, size_t rows);
    // Ends what backward began, with these factors: from x and the dx that
    // backward made → to, which may be dx.
    void (*correct)(const Layer *layer, const Pass *pass, Matrix x, Matrix dx,
                    Matrix to);
} Statistics;

// What a kind of layer can do. Only `plan` may fail: what can be wrong is
// found while a network is built, never while it computes.
typedef struct {
    Entry entry;

    // Given layer->in and the settings: sets out, weights, and whichever of
    // state, kept, scratch, whole_batch, again, sums, factors, multiply_adds
    // are not 0.
    bool (*plan)(Layer *layer, Error *err);
    // Fills weight and state. NULL where there are none. A layer made of
    // several tensors draws them from one rng, in the order they are stored.
    void (*init)(Layer *layer, Rng *rng);
    // x [rows, in] → y [rows, out]. While training, x and y stay as they are
    // until backward; in inference nothing is kept. NULL: y is x, under
    // another shape (flatten).
    void (*forward)(const Layer *layer, const Pass *pass, Matrix x, Matrix y);
    // dy = ∂loss/∂y → dx [rows, in] and pass->weight_grad. May destroy dy.
    // dx.data is NULL where nobody needs it (the first layer).
    void (*backward)(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx);
    // Names a tensor within the weights, for checkpoints, exports and tests:
    // sets *tensor to the i-th, or returns false. NULL where no weights.
    bool (*tensor)(const Layer *layer, size_t i, Tensor *tensor);

    // NULL for most.
    const Statistics *statistics;
    // Takes over what the layer after it does, if it can: then forward writes
    // what `next` would put out, and backward is given that output and its
    // gradient. Asked once both are planned, and for the layer after `next`
    // if it agreed; may raise kept and scratch. NULL: never.
    bool (*absorb)(Layer *layer, const Layer *next);
} LayerType;

// Which formula draws initial kernels; biases are 0 in the first two.
typedef enum {
    INIT_KERAS,  // Glorot uniform; recurrent kernels orthogonal
    INIT_HE,     // normal, variance 2 / fan_in
    INIT_TORCH,  // uniform ±1/√fan_in, biases too
} Init;

// A kind of layer extends this: its first member is the Layer, then come its
// settings (entry.size is the whole struct).
struct Layer {
    const LayerType *type;
    Shape in;
    Shape out;
    bool absorbed;  // its work is done by a layer before it
    bool idle;      // set so that y is x: the network passes over it
    Init init;
    uint32_t index;  // its place in the network; tells random streams apart

    size_t weights;  // floats, trained
    size_t state;    // floats, not trained but saved (moving statistics)
    size_t kept;     // bytes per example, see Pass
    size_t scratch;  // floats per thread, see Pass (for whole_batch: once)
    bool whole_batch;
    // y is cheap to make from x: it need not be stored for backward, but is
    // made again.
    bool again;
    size_t left;     // floats per example, see Pass
    size_t sums;     // doubles, see Statistics
    size_t factors;  // floats, likewise
    Shape skip;      // of what a merge adds; set by the network before plan
    size_t multiply_adds;  // of one example's forward pass, padding counted

    float *weight;  // into the network's blocks
    float *stored;  // state
};

#define LAYER(name) extern const LayerType name##_layer;
#include "nets/layers/table.h"
#undef LAYER
extern const Entry *const layers[];  // LayerTypes; ends in NULL

// A layer of the kind, its settings at their defaults. Free with free().
Layer *layer_new(const LayerType *type);
