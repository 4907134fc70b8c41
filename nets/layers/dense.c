// A fully connected layer. It takes the whole batch at once: its weights are
// many, and one product over all rows reads them once.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "nets/layer.h"

#include <string.h>

typedef struct {
    Layer layer;
    int units;
    int activation;
} Dense;

static const Param params[] = {
    PARAM(Dense, units, 10, 1, 1 << 20, "outputs"),
    PARAM_CHOICE(Dense, activation, activation_names, "what follows the sum"),
    {0},
};

static Activation activation(const Layer *layer)
{
    return (Activation)((const Dense *)layer)->activation;
}

static size_t inputs(const Layer *layer)
{
    return shape_size(layer->in);
}

static size_t outputs(const Layer *layer)
{
    return shape_size(layer->out);
}

// W [in, out], then b [out].
static Matrix kernel(const Layer *layer, float *weights)
{
    return matrix(weights, inputs(layer), outputs(layer));
}

static float *bias(const Layer *layer, float *weights)
{
    return weights + inputs(layer) * outputs(layer);
}

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = (Shape){1, 1, ((Dense *)layer)->units};
    layer->multiply_adds = inputs(layer) * outputs(layer);
    layer->weights = layer->multiply_adds + outputs(layer);
    layer->whole_batch = true;
    if (activation_needs_input(activation(layer)))
        layer->kept = outputs(layer) * sizeof(float);
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    Fans fans = {inputs(layer), outputs(layer)};

    init_kernel(layer->init, fans, layer->weight, layer->multiply_adds, rng);
    init_bias(layer->init, fans, bias(layer, layer->weight), outputs(layer),
              rng);
}

// y = activation(x W + b)
static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    size_t count = y.rows * y.cols;

    matmul_parallel(pass->pool, pass->kernels, y, x,
                    kernel(layer, layer->weight), false);
    pass->kernels->add_to_rows(y.data, bias(layer, layer->weight), y.rows,
                               y.cols);
    if (pass->training && layer->kept > 0)
        memcpy(pass->kept, y.data, count * sizeof(float));
    activate(pass->kernels, activation(layer), y.data, count);
}

// With dy taken through the activation: dW = xᵀ dy, db = the sum of dy's rows,
// dx = dy Wᵀ.
static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const float *seen =
        layer->kept > 0 ? (const float *)(const void *)pass->kept : y.data;

    activate_backward(pass->kernels, activation(layer), seen, dy.data,
                      dy.rows * dy.cols);
    matmul_parallel(pass->pool, pass->kernels, kernel(layer, pass->weight_grad),
                    transpose(x), dy, pass->add_grad);
    pass->kernels->sum_rows(bias(layer, pass->weight_grad), dy.data, dy.rows,
                            dy.cols, pass->add_grad);
    if (dx.data)
        matmul_parallel(pass->pool, pass->kernels, dx, dy,
                        transpose(kernel(layer, layer->weight)), false);
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    int in = (int)inputs(layer);
    int out = (int)outputs(layer);
    const Tensor tensors[] = {
        {"kernel", 2, {in, out}, 0, false},
        {"bias", 1, {out}, layer->multiply_adds, false},
    };

    if (i >= sizeof tensors / sizeof *tensors)
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType dense_layer = {
    .entry = {.name = "dense",
              .summary = "every output from every input",
              .params = params,
              .size = sizeof(Dense)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
};
