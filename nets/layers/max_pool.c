// y = the largest value under the window, channel by channel. The gradient
// goes to the first of equals, row by row.
#include "nets/layers/max_pool.h"

typedef struct {
    Layer layer;
    int size;
    int stride;
    int padding;
    Window window;
} MaxPool;

static const Param params[] = {
    PARAM(MaxPool, size, 2, 1, 16, "side of the window"),
    PARAM(MaxPool, stride, 0, 0, 1024, "step of the window; 0: its side"),
    PARAM_CHOICE(MaxPool, padding, padding_names,
                 "valid: inside the image; same: with a border"),
    {0},
};

static bool plan(Layer *layer, Error *err)
{
    MaxPool *pool = (MaxPool *)layer;
    int stride = pool->stride ? pool->stride : pool->size;

    if (!window_plan(&pool->window, layer->in, pool->size, stride,
                     (Padding)pool->padding, err))
        return false;
    layer->out =
        (Shape){pool->window.height, pool->window.width, layer->in.channels};
    layer->kept = shape_size(layer->out);
    layer->scratch = (layer->kept + sizeof(float) - 1) / sizeof(float);
    return true;
}

bool max_pool_halves(const Layer *max_pool)
{
    const Window *w = &((const MaxPool *)max_pool)->window;

    return w->size == 2 && w->stride == 2 && w->height == w->in.height / 2
           && w->width == w->in.width / 2;
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    const MaxPool *pool = (const MaxPool *)layer;

    for (size_t row = 0; row < x.rows; row++) {
        uint8_t *places = pass->training ? pass->kept + row * layer->kept
                                         : (uint8_t *)pass->scratch;

        pass->kernels->max_pool(&pool->window, matrix_row(x, row),
                                matrix_row(y, row), places);
    }
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const MaxPool *pool = (const MaxPool *)layer;

    (void)x;
    (void)y;
    for (size_t row = 0; dx.data && row < dy.rows; row++)
        pass->kernels->max_pool_back(&pool->window,
                                     pass->kept + row * layer->kept,
                                     matrix_row(dy, row), matrix_row(dx, row));
}

const LayerType max_pool_layer = {
    .entry = {.name = "max_pool",
              .summary = "the largest value under a window",
              .params = params,
              .size = sizeof(MaxPool)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
