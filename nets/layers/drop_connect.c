// While training, keeps the whole row of an example with probability 1 − rate
// and scales it by 1 / (1 − rate), else makes it 0; in inference y = x. Put
// before the sum of a residual block, it drops the branch. Huang et al. 2016,
// "Deep networks with stochastic depth".
#include "nets/layer.h"

typedef struct {
    Layer layer;
    double rate;
} DropConnect;

static const Param params[] = {
    PARAM(DropConnect, rate, 0.2, 0, 0.95, "fraction of examples silenced"),
    {0},
};

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = layer->in;
    layer->again = true;
    return true;
}

// One draw per example, the same in backward as in forward.
static float factor(const Layer *layer, const Pass *pass, size_t row)
{
    double rate = ((const DropConnect *)layer)->rate;
    Rng rng;

    if (!pass->training || rate <= 0)
        return 1;
    rng = rng_new(pass->seed, RNG_DROP_CONNECT, layer->index, pass->epoch,
                  pass->examples[row]);
    return rng_double(&rng) < rate ? 0 : (float)(1 / (1 - rate));
}

static void scale_rows(const Layer *layer, const Pass *pass, Matrix to,
                       Matrix from)
{
    for (size_t row = 0; row < from.rows; row++)
        pass->kernels->scale(matrix_row(to, row), matrix_row(from, row),
                             factor(layer, pass, row), from.cols);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    scale_rows(layer, pass, y, x);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    (void)x;
    (void)y;
    if (dx.data)
        scale_rows(layer, pass, dx, dy);
}

const LayerType drop_connect_layer = {
    .entry = {.name = "drop_connect",
              .summary = "silences random examples while training",
              .params = params,
              .size = sizeof(DropConnect)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
