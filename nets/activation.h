// Functions applied to every value on its own. Layers fuse them: dense and
// conv2d finish with activate() over rows still in the cache.
#pragma once

#include "nets/simd/kernels.h"

#include <stdbool.h>
#include <stddef.h>

// KIND_CHOICE settings use activation_names.
typedef enum {
    ACTIVATION_NONE,
    ACTIVATION_RELU,
    ACTIVATION_TANH,
    ACTIVATION_SIGMOID,
    ACTIVATION_SWISH,  // x sigmoid(x)
    ACTIVATION_GELU,   // x Φ(x), with the exact normal distribution
} Activation;
extern const char *const activation_names[];

// y ← f(y), `count` floats.
void activate(const Kernels *kernels, Activation activation, float *y,
              size_t count);

// Whether the gradient needs f's input x; else it goes by its output y.
bool activation_needs_input(Activation activation);

// dy ← dy f'(x), `count` floats, given y = f(x), or x itself where the
// activation needs its input.
void activate_backward(const Kernels *kernels, Activation activation,
                       const float *y_or_x, float *dy, size_t count);
