// From bytes to what a network sees: /255, resize, augment, normalise, copy to
// channels.
#pragma once

#include "nets/augmentation.h"
#include "nets/base/entry.h"
#include "nets/base/pool.h"
#include "nets/dataset.h"
#include "nets/matrix.h"
#include "nets/simd/kernels.h"

typedef enum { RESIZE_BILINEAR, RESIZE_NEAREST, RESIZE_PAD } Resize;
typedef enum {
    NORMALIZE_UNIT,      // x
    NORMALIZE_IMAGENET,  // (x − μ) / σ per channel; their means for grey
    NORMALIZE_LITERAL,   // x σ − μ, as the paper's text has it
    NORMALIZE_MNIST,     // (x − 0.1307) / 0.3081
} Normalize;

typedef struct {
    int size;       // side in pixels; 0: as the data
    int resize;     // Resize; padding with zeros cuts where `size` is smaller
    int channels;   // up to 3, grey copied to each; 0: as the data
    int normalize;  // Normalize
} Input;

extern const Param input_params[];

// The shape that a network gets from images of shape `images`, which must
// have one channel or as many as the input asks for.
Shape input_shape(const Input *input, Shape images);

// How a channel is normalised: v · scale + shift.
typedef struct {
    float scale;
    float shift;
} Normalization;
Normalization input_normalization(const Input *input, int channels,
                                  int channel);
// For any Resize but bilinear: the source pixel of output pixel i along one
// axis, negative for none. Nearest takes the pixel that holds (i + ½) in / out;
// padding (or, to a smaller side, cutting) keeps the middle.
int input_pixel(Resize resize, int i, int in, int out);

// Fills x [n, shape_size(input_shape)] with the examples numbered by
// `examples` [n], augmented if `augmentation` is not NULL: example i's draws
// are from rng_new(seed, RNG_AUGMENT, 0, epoch, i). Shared out over the pool.
typedef struct {
    const ImageSet *set;
    const Input *input;
    const Augmentation *augmentation;
    uint64_t seed;
    uint32_t epoch;
    const Kernels *kernels;
    Pool *pool;
} ImageSource;
void input_fill(const ImageSource *source, const uint32_t *examples, Matrix x);

// The same, for many batches: everything but the pixels is prepared once, and
// no memory is asked for later. The source is borrowed.
typedef struct Filling Filling;
Filling *filling_new(const ImageSource *source);
void filling_free(Filling *filling);
void filling_run(Filling *filling, const uint32_t *examples, Matrix x);
