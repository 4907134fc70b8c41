// The activations by the C library, in double, for tests to compare with.
#pragma once

#include "nets/activation.h"

#include <math.h>

static inline double exact(Activation activation, double x)
{
    switch (activation) {
    case ACTIVATION_RELU:
        return x < 0 ? 0 : x;
    case ACTIVATION_TANH:
        return tanh(x);
    case ACTIVATION_SIGMOID:
        return 1 / (1 + exp(-x));
    case ACTIVATION_SWISH:
        return x / (1 + exp(-x));
    case ACTIVATION_GELU:
        return x * 0.5 * erfc(-x * sqrt(0.5));
    default:
        return x;
    }
}
