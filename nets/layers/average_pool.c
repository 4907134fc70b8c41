// y = the mean under the window, channel by channel; padding does not count.
#include "nets/layer.h"

typedef struct {
    Layer layer;
    int size;
    int stride;
    int padding;
    Window window;
} AveragePool;

static const Param params[] = {
    PARAM(AveragePool, size, 2, 1, 1024, "side of the window"),
    PARAM(AveragePool, stride, 0, 0, 1024, "step of the window; 0: its side"),
    PARAM_CHOICE(AveragePool, padding, padding_names,
                 "valid: inside the image; same: with a border"),
    {0},
};

static bool plan(Layer *layer, Error *err)
{
    AveragePool *pool = (AveragePool *)layer;
    int stride = pool->stride ? pool->stride : pool->size;

    if (!window_plan(&pool->window, layer->in, pool->size, stride,
                     (Padding)pool->padding, err))
        return false;
    layer->out =
        (Shape){pool->window.height, pool->window.width, layer->in.channels};
    return true;
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    const AveragePool *pool = (const AveragePool *)layer;

    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->average_pool(&pool->window, matrix_row(x, row),
                                    matrix_row(y, row));
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const AveragePool *pool = (const AveragePool *)layer;

    (void)x;
    (void)y;
    for (size_t row = 0; dx.data && row < dy.rows; row++)
        pass->kernels->average_pool_back(&pool->window, matrix_row(dy, row),
                                         matrix_row(dx, row));
}

const LayerType average_pool_layer = {
    .entry = {.name = "average_pool",
              .summary = "the mean under a window",
              .params = params,
              .size = sizeof(AveragePool)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
