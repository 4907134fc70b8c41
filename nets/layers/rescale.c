// y = scale x.
#include "nets/layer.h"

typedef struct {
    Layer layer;
    double scale;
} Rescale;

static const Param params[] = {
    PARAM(Rescale, scale, 0.5, -1e6, 1e6, "what every value is multiplied by"),
    {0},
};

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = layer->in;
    layer->again = true;
    layer->idle = ((const Rescale *)layer)->scale == 1;
    return true;
}

static void scale_rows(const Layer *layer, const Pass *pass, Matrix to,
                       Matrix from)
{
    float scale = (float)((const Rescale *)layer)->scale;

    for (size_t row = 0; row < from.rows; row++)
        pass->kernels->scale(matrix_row(to, row), matrix_row(from, row), scale,
                             from.cols);
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

const LayerType rescale_layer = {
    .entry = {.name = "rescale",
              .summary = "multiplies every value by a number",
              .params = params,
              .size = sizeof(Rescale)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
