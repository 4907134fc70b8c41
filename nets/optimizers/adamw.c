// Adam whose weights shrink apart from the gradient: w ← w − lr λ w, then the
// step of Adam. Loshchilov & Hutter 2019, with the rate in the decay, as in
// Keras and torch. λ's default is Keras'.
#include "nets/optimizers/adam.h"

static const Param params[] = {
    ADAM_PARAMS,
    PARAM(Adam, weight_decay, 0.004, 0, 1,
          "share of each weight taken away per step, times lr"),
    {0},
};

static void update(const void *settings, const Update *u)
{
    adam_update(settings, u, true);
}

const OptimizerType adamw_optimizer = {
    .entry = {"adamw", "adam with decoupled weight decay", params,
              sizeof(Adam)},
    .moments = 2,
    .update = update,
};
