// Stochastic gradient descent, as Keras has it:
// v ← μ v − lr g, w ← w + v; Nesterov: w ← w + μ v − lr g. The learning rate
// stands inside v, so a schedule's change is felt gradually.
#include "nets/optimizer.h"

typedef struct {
    double lr;
    double momentum;
    bool nesterov;
    double weight_decay;
} Sgd;

static const Param params[] = {
    PARAM(Sgd, lr, 0.01, 1e-12, 1000, "learning rate"),
    PARAM(Sgd, momentum, 0, 0, 0.9999, "share of the last step that is kept"),
    PARAM(Sgd, nesterov, false, 0, 1, "look ahead along the momentum"),
    PARAM(Sgd, weight_decay, 0, 0, 1,
          "added to the gradient, times the weight (an L2 penalty)"),
    {0},
};

static void update(const void *settings, const Update *u)
{
    const Sgd *sgd = settings;
    const Rule rule = {.rate = (float)u->lr,
                       .decay = (float)sgd->weight_decay,
                       .momentum = (float)sgd->momentum,
                       .nesterov = sgd->nesterov};

    if (sgd->momentum > 0)
        u->kernels->momentum(&rule, u->weight, u->grad, u->moments[0],
                             u->count);
    else
        u->kernels->sgd(&rule, u->weight, u->grad, u->count);
}

const OptimizerType sgd_optimizer = {
    .entry = {"sgd", "gradient descent, with momentum or Nesterov's", params,
              sizeof(Sgd)},
    .moments = 1,
    .update = update,
};
