// What adam and adamw share.
#pragma once

#include "nets/optimizer.h"

typedef struct {
    double lr;
    double beta1;
    double beta2;
    double epsilon;
    double weight_decay;
} Adam;

// The rows that both have.
#define ADAM_PARAMS                                                     \
    PARAM(Adam, lr, 1e-3, 1e-12, 1000, "learning rate"),                \
        PARAM(Adam, beta1, 0.9, 0, 0.999999, "share of the mean kept"), \
        PARAM(Adam, beta2, 0.999, 0, 0.999999999,                       \
              "share of the mean square kept"),                         \
        PARAM(Adam, epsilon, 1e-7, 1e-12, 1,                            \
              "keeps the divisor above 0; beside the uncorrected root")

// One step; `decoupled`: weights shrink apart from the gradient.
void adam_update(const Adam *adam, const Update *update, bool decoupled);
