// A convolution: y = activation(Σ over the window of x × kernel + bias).
//
// An image with few channels goes to kernels of our own, from a copy with its
// padding drawn in. Any other becomes patches, several images at a time but
// few enough to stay in the cache, and then a matrix product. A pointwise
// convolution of a few places only is much like a dense layer, many weights for
// little data, and takes the whole batch at once.
#include "nets/layers/conv2d.h"
#include "nets/initializer.h"

#include <assert.h>
#include <string.h>

enum {
    FEW_CHANNELS = 4,
    FEW_PLACES = 4,
    WHOLE_VECTORS = 16,  // filters that our own kernels take at once
};

static const Param params[] = {
    PARAM(Conv2d, filters, 16, 1, 1 << 16, "channels of the output"),
    PARAM(Conv2d, kernel, 3, 1, 255, "side of the window"),
    PARAM(Conv2d, stride, 1, 1, 255, "step of the window"),
    PARAM_CHOICE(Conv2d, padding, padding_names,
                 "valid: inside the image; same: with a border of zeros"),
    PARAM_CHOICE(Conv2d, activation, activation_names, "what follows the sum"),
    PARAM(Conv2d, bias, true, 0, 1, "whether a bias is added"),
    PARAM_CHOICE(Conv2d, initializer, initializer_names,
                 "default: as the network's; fan_out: variance 2 / fan_out"),
    {0},
};

static const Conv2d *conv(const Layer *layer)
{
    return (const Conv2d *)layer;
}

static bool plan(Layer *layer, Error *err)
{
    Conv2d *c = (Conv2d *)layer;

    if (!window_plan(&c->window, layer->in, c->kernel, c->stride,
                     (Padding)c->padding, err))
        return false;
    layer->out = (Shape){c->window.height, c->window.width, c->filters};
    layer->weights = (patch_size(&c->window) + c->bias) * (size_t)c->filters;
    layer->multiply_adds =
        conv2d_places(c) * patch_size(&c->window) * (size_t)c->filters;
    if (activation_needs_input(conv2d_activation(c)))
        layer->kept = shape_size(layer->out) * sizeof(float);
    layer->whole_batch =
        conv2d_is_pointwise(c) && conv2d_places(c) <= FEW_PLACES;
    c->direct = layer->in.channels <= FEW_CHANNELS
                && c->filters % WHOLE_VECTORS == 0 && !layer->whole_batch;
    if (c->direct)
        conv2d_plan_direct(c);
    conv2d_plan_patches(c);
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    const Conv2d *c = conv(layer);
    size_t area = (size_t)c->kernel * (size_t)c->kernel;
    Fans fans = {patch_size(&c->window), area * (size_t)c->filters};

    init_kernel_by((Initializer)c->initializer, layer->init, fans,
                   layer->weight, patch_size(&c->window) * (size_t)c->filters,
                   rng);
    if (c->bias)
        init_bias(layer->init, fans, conv2d_bias(c, layer->weight),
                  (size_t)c->filters, rng);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    const Conv2d *c = conv(layer);
    size_t count = y.rows * y.cols;

    assert(x.stride == x.cols && y.stride == y.cols);
    if (c->pools) {
        conv2d_forward_pooled(c, pass, x, y);
        return;
    }
    if (c->direct)
        conv2d_sum_direct(c, pass, x, y);
    else
        conv2d_sum_patches(c, pass, x, y);
    if (pass->training && layer->kept > 0)
        memcpy(pass->kept, y.data, count * sizeof(float));
    activate(pass->kernels, conv2d_activation(c), y.data, count);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const Conv2d *c = conv(layer);
    const float *seen =
        layer->kept > 0 ? (const float *)(const void *)pass->kept : y.data;

    if (c->pools) {
        conv2d_backward_pooled(c, pass, x, dy, dx);
        return;
    }
    activate_backward(pass->kernels, conv2d_activation(c), seen, dy.data,
                      dy.rows * dy.cols);
    if (c->direct)
        conv2d_learn_direct(c, pass, x, dy);
    else
        conv2d_learn_patches(c, pass, x, dy);
    if (c->bias)
        pass->kernels->sum_rows(conv2d_bias(c, pass->weight_grad), dy.data,
                                dy.rows * conv2d_places(c), (size_t)c->filters,
                                pass->add_grad);
    if (dx.data)
        conv2d_pass_back(c, pass, dy, dx);
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    const Conv2d *c = conv(layer);
    int side = c->kernel;
    const Tensor tensors[] = {
        {"kernel", 4, {side, side, layer->in.channels, c->filters}, 0, false},
        {"bias",
         1,
         {c->filters},
         patch_size(&c->window) * (size_t)c->filters,
         false},
    };

    if (i >= (c->bias ? 2 : 1))
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType conv2d_layer = {
    .entry = {.name = "conv2d",
              .summary = "a convolution, with its activation",
              .params = params,
              .size = sizeof(Conv2d)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
    .absorb = conv2d_absorb,
};
