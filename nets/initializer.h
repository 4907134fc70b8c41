// How initial weights are drawn: the formulas behind Init.
#pragma once

#include "nets/layer.h"

// How many inputs one output has, and outputs one input.
typedef struct {
    size_t in;
    size_t out;
} Fans;

// A depthwise kernel's, of `area` taps. One output has as many inputs, but
// Keras takes the shape [area, channels] for a product's, so that all channels
// count.
Fans init_depthwise_fans(Init init, size_t area, size_t channels);

// A kernel of `count` weights.
// keras: uniform ±√(6 / (in + out)). Glorot & Bengio 2010, eq. 16.
// he: normal, variance 2 / in. He et al. 2015, eq. 10.
// torch: uniform ±1/√in, what its Linear and Conv layers come to.
void init_kernel(Init init, Fans fans, float *weight, size_t count, Rng *rng);

// Likewise, for a layer that has a setting of its own: KIND_CHOICE settings use
// initializer_names.
// default: what the network's Init says.
// fan_out: a normal distribution cut off at two of its deviations, variance
// 2 / out. Keras' VarianceScaling(2, fan_out, truncated_normal),
// EfficientNet's.
typedef enum {
    INITIALIZER_DEFAULT,
    INITIALIZER_FAN_OUT,
} Initializer;
extern const char *const initializer_names[];  // ends in NULL

void init_kernel_by(Initializer initializer, Init init, Fans fans,
                    float *weight, size_t count, Rng *rng);

// A bias: 0, but for torch uniform ±1/√in.
void init_bias(Init init, Fans fans, float *bias, size_t count, Rng *rng);

// A square kernel [n, n] whose columns are orthonormal, uniformly drawn: the Q
// of a standard normal matrix's QR factors, R's diagonal positive. Saxe et al.
// 2014; Mezzadri 2007 for the sign.
void init_orthogonal(float *weight, size_t n, Rng *rng);
