// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
// w ← w − lr √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε).
// Kingma & Ba 2015, the form at the end of their section 2, which Keras uses:
// ε stands beside the uncorrected root ("epsilon hat").
#include "nets/optimizers/adam.h"

#include <math.h>

static const Param params[] = {
    ADAM_PARAMS,
    PARAM(Adam, weight_decay, 0, 0, 1,
          "added to the gradient, times the weight (an L2 penalty)"),
    {0},
};

void adam_update(const Adam *adam, const Update *u, bool decoupled)
{
    double t = (double)u->t;
    double correction =
        sqrt(1 - pow(adam->beta2, t)) / (1 - pow(adam->beta1, t));
    const Rule rule = {
        .rate = (float)(u->lr * correction),
        .decay = decoupled ? 0 : (float)adam->weight_decay,
        .shrink = decoupled ? (float)(u->lr * adam->weight_decay) : 0,
        .renew_first = (float)(1 - adam->beta1),
        .renew_second = (float)(1 - adam->beta2),
        .epsilon = (float)adam->epsilon,
    };

    u->kernels->adam(&rule, u->weight, u->grad, u->moments[0], u->moments[1],
                     u->count);
}

static void update(const void *settings, const Update *u)
{
    adam_update(settings, u, false);
}

const OptimizerType adam_optimizer = {
    .entry = {"adam", "steps by running mean and mean square", params,
              sizeof(Adam)},
    .moments = 2,
    .update = update,
};
