// What the files of the convolution share: its plan, and its ways to compute.
#pragma once

#include "nets/activation.h"
#include "nets/layer.h"
#include "nets/patches.h"
#include "nets/simd/pooled.h"

typedef struct {
    Layer layer;
    int filters;
    int kernel;
    int stride;
    int padding;
    int activation;
    bool bias;
    int initializer;

    Window window;
    bool direct;           // by kernels of our own
    Window padded;         // then the window, on an image with its padding
    size_t group;          // images that become patches together
    bool pools;            // absorbed a max-pooling
    Pooled pooled;         // then what its kernels are told
    const Layer *dropout;  // absorbed after that; or NULL

    // Where in the scratch these are; the padded image comes first.
    size_t patches_first;
    size_t pooled_first;
} Conv2d;

static inline Activation conv2d_activation(const Conv2d *c)
{
    return (Activation)c->activation;
}

// Places of the window on an image.
static inline size_t conv2d_places(const Conv2d *c)
{
    return (size_t)c->window.height * (size_t)c->window.width;
}

static inline bool conv2d_is_pointwise(const Conv2d *c)
{
    return c->kernel == 1 && c->stride == 1;
}

// The bias, or its gradient, among the weights: after the kernel. NULL where
// there is none.
static inline float *conv2d_bias(const Conv2d *c, float *weights)
{
    return c->bias ? weights + patch_size(&c->window) * (size_t)c->filters
                   : NULL;
}

// conv2d_direct.c. Reserves scratch for the padded image.
void conv2d_plan_direct(Conv2d *c);
// The image with its padding, in the scratch; itself where there is none.
const float *conv2d_padded(const Conv2d *c, const Pass *pass,
                           const float *image);
// y = x convolved with the kernel, and the bias.
void conv2d_sum_direct(const Conv2d *c, const Pass *pass, Matrix x, Matrix y);
// The kernel's gradient from dy, by these sums.
void conv2d_learn_direct(const Conv2d *c, const Pass *pass, Matrix x,
                         Matrix dy);

// conv2d_patches.c: likewise, by matrix products.
void conv2d_plan_patches(Conv2d *c);
void conv2d_sum_patches(const Conv2d *c, const Pass *pass, Matrix x, Matrix y);
void conv2d_learn_patches(const Conv2d *c, const Pass *pass, Matrix x,
                          Matrix dy);
// dx from dy, whichever way the sums were made.
void conv2d_pass_back(const Conv2d *c, const Pass *pass, Matrix dy, Matrix dx);

// conv2d_pooled.c: sums, activation, max-pooling and dropout at once.
bool conv2d_absorb(Layer *layer, const Layer *next);
void conv2d_forward_pooled(const Conv2d *c, const Pass *pass, Matrix x,
                           Matrix y);
void conv2d_backward_pooled(const Conv2d *c, const Pass *pass, Matrix x,
                            Matrix dy, Matrix dx);
