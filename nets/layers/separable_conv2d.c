// A convolution of every channel by itself, and then a product over the
// channels at each place: y = activation((x ∗ depthwise kernel) × pointwise
// kernel + bias). Keras' SeparableConv2D. What lies between the two is made
// again for backward.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "nets/layer.h"

#include <assert.h>
#include <string.h>

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
} Separable;

static const Param params[] = {
    PARAM(Separable, filters, 8, 1, 1 << 16, "channels of the output"),
    PARAM(Separable, kernel, 3, 1, 255, "side of the window"),
    PARAM(Separable, stride, 1, 1, 255, "step of the window"),
    PARAM_CHOICE(Separable, padding, padding_names,
                 "valid: inside the image; same: with a border of zeros"),
    PARAM_CHOICE(Separable, activation, activation_names,
                 "what follows the sum"),
    PARAM(Separable, bias, true, 0, 1, "whether a bias is added"),
    PARAM_CHOICE(Separable, initializer, initializer_names,
                 "how both kernels are drawn"),
    {0},
};

static const Separable *separable(const Layer *layer)
{
    return (const Separable *)layer;
}

static Activation activation(const Layer *layer)
{
    return (Activation)separable(layer)->activation;
}

static size_t channels(const Layer *layer)
{
    return (size_t)layer->in.channels;
}

static size_t filters(const Layer *layer)
{
    return (size_t)separable(layer)->filters;
}

static size_t places(const Layer *layer)
{
    return (size_t)layer->out.height * (size_t)layer->out.width;
}

static size_t area(const Layer *layer)
{
    size_t side = (size_t)separable(layer)->kernel;

    return side * side;
}

// The depthwise kernel [kernel, kernel, channels], the pointwise one
// [channels, filters], then the bias.
static Matrix pointwise(const Layer *layer, float *weights)
{
    return matrix(weights + area(layer) * channels(layer), channels(layer),
                  filters(layer));
}

static float *bias(const Layer *layer, float *weights)
{
    size_t kernels = (area(layer) + filters(layer)) * channels(layer);

    return separable(layer)->bias ? weights + kernels : NULL;
}

static bool plan(Layer *layer, Error *err)
{
    Separable *s = (Separable *)layer;

    if (!window_plan(&s->window, layer->in, s->kernel, s->stride,
                     (Padding)s->padding, err))
        return false;
    layer->out = (Shape){s->window.height, s->window.width, s->filters};
    layer->weights = (area(layer) + filters(layer)) * channels(layer)
                     + s->bias * filters(layer);
    layer->multiply_adds =
        places(layer) * channels(layer) * (area(layer) + filters(layer));
    layer->scratch = BLOCK_ROWS * places(layer) * channels(layer);
    if (activation_needs_input(activation(layer)))
        layer->kept = shape_size(layer->out) * sizeof(float);
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    const Separable *s = separable(layer);
    Initializer initializer = (Initializer)s->initializer;
    Fans depthwise =
        init_depthwise_fans(layer->init, area(layer), channels(layer));
    Fans fans = {channels(layer), filters(layer)};

    init_kernel_by(initializer, layer->init, depthwise, layer->weight,
                   area(layer) * channels(layer), rng);
    init_kernel_by(initializer, layer->init, fans,
                   pointwise(layer, layer->weight).data,
                   channels(layer) * filters(layer), rng);
    if (s->bias)
        init_bias(layer->init, fans, bias(layer, layer->weight), filters(layer),
                  rng);
}

// A block with a row for every place of every image.
static Matrix by_places(const Layer *layer, Matrix m)
{
    return matrix(m.data, m.rows * places(layer), m.cols / places(layer));
}

// What lies between the kernels, in the scratch.
static Matrix middle_of(const Layer *layer, const Pass *pass, Matrix x)
{
    assert(x.rows <= BLOCK_ROWS && x.stride == x.cols);
    pass->kernels->depthwise(&separable(layer)->window, x.data, layer->weight,
                             NULL, x.rows, pass->scratch);
    return matrix(pass->scratch, x.rows * places(layer), channels(layer));
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    Matrix sums = by_places(layer, y);
    size_t count = y.rows * y.cols;

    matmul(pass->kernels, sums, middle_of(layer, pass, x),
           pointwise(layer, layer->weight), false);
    if (separable(layer)->bias)
        pass->kernels->add_to_rows(sums.data, bias(layer, layer->weight),
                                   sums.rows, sums.cols);
    if (pass->training && layer->kept > 0)
        memcpy(pass->kept, y.data, count * sizeof(float));
    activate(pass->kernels, activation(layer), y.data, count);
}

// From ∂loss by the sums to that by x and the kernels; the middle's gradient
// takes the middle's place.
static void pass_back(const Layer *layer, const Pass *pass, Matrix x,
                      Matrix slopes, Matrix dx)
{
    const Window *window = &separable(layer)->window;
    Matrix middle = middle_of(layer, pass, x);

    matmul(pass->kernels, pointwise(layer, pass->weight_grad),
           transpose(middle), slopes, pass->add_grad);
    matmul(pass->kernels, middle, slopes,
           transpose(pointwise(layer, layer->weight)), false);
    pass->kernels->depthwise_learn(window, x.data, middle.data, x.rows,
                                   pass->weight_grad, pass->add_grad);
    if (dx.data)
        pass->kernels->depthwise_back(window, middle.data, layer->weight,
                                      x.rows, dx.data);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const float *seen =
        layer->kept > 0 ? (const float *)(const void *)pass->kept : y.data;
    Matrix slopes = by_places(layer, dy);

    activate_backward(pass->kernels, activation(layer), seen, dy.data,
                      dy.rows * dy.cols);
    if (separable(layer)->bias)
        pass->kernels->sum_rows(bias(layer, pass->weight_grad), slopes.data,
                                slopes.rows, slopes.cols, pass->add_grad);
    pass_back(layer, pass, x, slopes, dx);
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    const Separable *s = separable(layer);
    int in = layer->in.channels;
    size_t depthwise = area(layer) * channels(layer);
    const Tensor tensors[] = {
        {"depthwise_kernel", 3, {s->kernel, s->kernel, in}, 0, false},
        {"pointwise_kernel", 2, {in, s->filters}, depthwise, false},
        {"bias",
         1,
         {s->filters},
         depthwise + channels(layer) * filters(layer),
         false},
    };

    if (i >= (s->bias ? 3 : 2))
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType separable_conv2d_layer = {
    .entry = {.name = "separable_conv2d",
              .summary = "a depthwise and a pointwise convolution in one",
              .params = params,
              .size = sizeof(Separable)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
};
