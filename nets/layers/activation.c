// A function of every value on its own.
#include "nets/activation.h"

#include "nets/layer.h"

#include <string.h>

typedef struct {
    Layer layer;
    int kind;
} ActivationLayer;

// Activations, but for ACTIVATION_NONE.
static const char *const kinds[] = {"relu",  "tanh", "sigmoid",
                                    "swish", "gelu", NULL};

static const Param params[] = {
    PARAM_CHOICE(ActivationLayer, kind, kinds, "the function"),
    {0},
};

static Activation activation_of(const Layer *layer)
{
    return (Activation)(ACTIVATION_RELU
                        + ((const ActivationLayer *)layer)->kind);
}

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = layer->in;
    return true;
}

static void copy_rows(Matrix to, Matrix from)
{
    for (size_t row = 0; row < from.rows; row++)
        memcpy(matrix_row(to, row), matrix_row(from, row),
               from.cols * sizeof(float));
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    copy_rows(y, x);
    for (size_t row = 0; row < y.rows; row++)
        activate(pass->kernels, activation_of(layer), matrix_row(y, row),
                 y.cols);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    Activation activation = activation_of(layer);
    Matrix seen = activation_needs_input(activation) ? x : y;

    if (!dx.data)
        return;
    copy_rows(dx, dy);
    for (size_t row = 0; row < dx.rows; row++)
        activate_backward(pass->kernels, activation, matrix_row(seen, row),
                          matrix_row(dx, row), dx.cols);
}

const LayerType activation_layer = {
    .entry = {.name = "activation",
              .summary = "relu, tanh, sigmoid, swish or gelu",
              .params = params,
              .size = sizeof(ActivationLayer)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
