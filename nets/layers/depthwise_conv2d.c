// A convolution of every channel by itself: y = activation(Σ over the window
// of x × the channel's kernel + bias).
#include "nets/activation.h"
#include "nets/initializer.h"
#include "nets/layer.h"

#include <assert.h>
#include <string.h>

typedef struct {
    Layer layer;
    int kernel;
    int stride;
    int padding;
    int activation;
    bool bias;
    int initializer;

    Window window;
} Depthwise;

static const Param params[] = {
    PARAM(Depthwise, kernel, 3, 1, 255, "side of the window"),
    PARAM(Depthwise, stride, 1, 1, 255, "step of the window"),
    PARAM_CHOICE(Depthwise, padding, padding_names,
                 "valid: inside the image; same: with a border of zeros"),
    PARAM_CHOICE(Depthwise, activation, activation_names,
                 "what follows the sum"),
    PARAM(Depthwise, bias, true, 0, 1, "whether a bias is added"),
    PARAM_CHOICE(Depthwise, initializer, initializer_names,
                 "how the kernel is drawn"),
    {0},
};

static const Depthwise *depthwise(const Layer *layer)
{
    return (const Depthwise *)layer;
}

static Activation activation(const Layer *layer)
{
    return (Activation)depthwise(layer)->activation;
}

static size_t channels(const Layer *layer)
{
    return (size_t)layer->in.channels;
}

static size_t area(const Layer *layer)
{
    size_t side = (size_t)depthwise(layer)->kernel;

    return side * side;
}

// W [kernel, kernel, channels], then b.
static float *bias(const Layer *layer, float *weights)
{
    return depthwise(layer)->bias ? weights + area(layer) * channels(layer)
                                  : NULL;
}

static bool plan(Layer *layer, Error *err)
{
    Depthwise *d = (Depthwise *)layer;

    if (!window_plan(&d->window, layer->in, d->kernel, d->stride,
                     (Padding)d->padding, err))
        return false;
    layer->out = (Shape){d->window.height, d->window.width, layer->in.channels};
    layer->weights = (area(layer) + d->bias) * channels(layer);
    layer->multiply_adds = shape_size(layer->out) * area(layer);
    if (activation_needs_input(activation(layer)))
        layer->kept = shape_size(layer->out) * sizeof(float);
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    const Depthwise *d = depthwise(layer);
    Fans fans = init_depthwise_fans(layer->init, area(layer), channels(layer));

    init_kernel_by((Initializer)d->initializer, layer->init, fans,
                   layer->weight, area(layer) * channels(layer), rng);
    if (d->bias)
        init_bias(layer->init, fans, bias(layer, layer->weight),
                  channels(layer), rng);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    size_t count = y.rows * y.cols;

    assert(x.stride == x.cols && y.stride == y.cols);
    pass->kernels->depthwise(&depthwise(layer)->window, x.data, layer->weight,
                             bias(layer, layer->weight), x.rows, y.data);
    if (pass->training && layer->kept > 0)
        memcpy(pass->kept, y.data, count * sizeof(float));
    activate(pass->kernels, activation(layer), y.data, count);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const Depthwise *d = depthwise(layer);
    const float *seen =
        layer->kept > 0 ? (const float *)(const void *)pass->kept : y.data;

    activate_backward(pass->kernels, activation(layer), seen, dy.data,
                      dy.rows * dy.cols);
    pass->kernels->depthwise_learn(&d->window, x.data, dy.data, dy.rows,
                                   pass->weight_grad, pass->add_grad);
    if (d->bias)
        pass->kernels->sum_rows(bias(layer, pass->weight_grad), dy.data,
                                dy.rows * dy.cols / channels(layer),
                                channels(layer), pass->add_grad);
    if (dx.data)
        pass->kernels->depthwise_back(&d->window, dy.data, layer->weight,
                                      dy.rows, dx.data);
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    const Depthwise *d = depthwise(layer);
    const Tensor tensors[] = {
        {"kernel", 3, {d->kernel, d->kernel, layer->in.channels}, 0, false},
        {"bias", 1, {layer->in.channels}, area(layer) * channels(layer), false},
    };

    if (i >= (d->bias ? 2 : 1))
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType depthwise_conv2d_layer = {
    .entry = {.name = "depthwise_conv2d",
              .summary = "a convolution of each channel, with its activation",
              .params = params,
              .size = sizeof(Depthwise)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
};
