// v ← ρ v + (1 − ρ) g², w ← w − lr g / √(v + ε): Keras' form of Tieleman &
// Hinton 2012, with ε inside the root. Momentum sums the steps: p ← μ p + step,
// w ← w − p.
#include "nets/optimizer.h"

typedef struct {
    double lr;
    double rho;
    double momentum;
    double epsilon;
    bool epsilon_outside;
    double weight_decay;
} RmsProp;

static const Param params[] = {
    PARAM(RmsProp, lr, 1e-3, 1e-12, 1000, "learning rate"),
    PARAM(RmsProp, rho, 0.9, 0, 0.999999, "share of the mean square kept"),
    PARAM(RmsProp, momentum, 0, 0, 0.9999,
          "share of the last step that is kept"),
    PARAM(RmsProp, epsilon, 1e-7, 1e-12, 1, "keeps the divisor above 0"),
    PARAM(RmsProp, epsilon_outside, false, 0, 1,
          "add epsilon to the root, as older Keras and torch do"),
    PARAM(RmsProp, weight_decay, 0, 0, 1,
          "added to the gradient, times the weight (an L2 penalty)"),
    {0},
};

static void update(const void *settings, const Update *u)
{
    const RmsProp *rmsprop = settings;
    const Rule rule = {.rate = (float)u->lr,
                       .decay = (float)rmsprop->weight_decay,
                       .momentum = (float)rmsprop->momentum,
                       .renew_second = (float)(1 - rmsprop->rho),
                       .epsilon = (float)rmsprop->epsilon,
                       .epsilon_inside = !rmsprop->epsilon_outside};

    u->kernels->rmsprop(&rule, u->weight, u->grad, u->moments[0], u->moments[1],
                        u->count);
}

const OptimizerType rmsprop_optimizer = {
    .entry = {"rmsprop", "steps divided by a running root mean square", params,
              sizeof(RmsProp)},
    .moments = 2,
    .update = update,
};
