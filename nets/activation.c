#include "nets/activation.h"

const char *const activation_names[] = {"none",  "relu", "tanh", "sigmoid",
                                        "swish", "gelu", NULL};

void activate(const Kernels *kernels, Activation activation, float *y,
              size_t count)
{
    switch (activation) {
    case ACTIVATION_NONE:
        break;
    case ACTIVATION_RELU:
        kernels->relu(y, count);
        break;
    case ACTIVATION_TANH:
        kernels->tanh(y, count);
        break;
    case ACTIVATION_SIGMOID:
        kernels->sigmoid(y, count);
        break;
    case ACTIVATION_SWISH:
        kernels->swish(y, count);
        break;
    case ACTIVATION_GELU:
        kernels->gelu(y, count);
        break;
    }
}

bool activation_needs_input(Activation activation)
{
    return activation == ACTIVATION_SWISH || activation == ACTIVATION_GELU;
}

void activate_backward(const Kernels *kernels, Activation activation,
                       const float *y_or_x, float *dy, size_t count)
{
    switch (activation) {
    case ACTIVATION_NONE:
        break;
    case ACTIVATION_RELU:
        kernels->relu_backward(y_or_x, dy, count);
        break;
    case ACTIVATION_TANH:
        kernels->tanh_backward(y_or_x, dy, count);
        break;
    case ACTIVATION_SIGMOID:
        kernels->sigmoid_backward(y_or_x, dy, count);
        break;
    case ACTIVATION_SWISH:
        kernels->swish_backward(y_or_x, dy, count);
        break;
    case ACTIVATION_GELU:
        kernels->gelu_backward(y_or_x, dy, count);
        break;
    }
}
