// While training, keeps each input with probability 1 − rate and scales it by
// 1 / (1 − rate); else y = x. Srivastava et al. 2014, "inverted".
#include "nets/layers/dropout.h"

#include <math.h>
#include <string.h>

typedef struct {
    Layer layer;
    double rate;
} Dropout;

static const Param params[] = {
    PARAM(Dropout, rate, 0.5, 0, 0.95, "fraction of inputs silenced"),
    {0},
};

static bool plan(Layer *layer, Error *err)
{
    const Dropout *dropout = (const Dropout *)layer;

    (void)err;
    layer->out = layer->in;
    layer->kept = dropout->rate > 0 ? shape_size(layer->in) : 0;
    return true;
}

static void copy_rows(Matrix to, Matrix from)
{
    for (size_t row = 0; row < from.rows; row++)
        memcpy(matrix_row(to, row), matrix_row(from, row),
               from.cols * sizeof(float));
}

// The rate in steps of 2^-16, as the kernel takes it.
static uint32_t threshold(const Dropout *dropout)
{
    return (uint32_t)lround(dropout->rate * 0x1p16);
}

static void scale_row(const Dropout *dropout, const Pass *pass, size_t row,
                      Matrix from, Matrix to)
{
    pass->kernels->mask_scale(matrix_row(to, row), matrix_row(from, row),
                              pass->kept + row * dropout->layer.kept,
                              (float)(1 / (1 - dropout->rate)), from.cols);
}

double dropout_rate(const Layer *dropout)
{
    return ((const Dropout *)dropout)->rate;
}

void dropout_draw(const Layer *dropout, const Pass *pass, size_t row,
                  uint8_t *mask)
{
    Rng rng = rng_new(pass->seed, RNG_DROPOUT, dropout->index, pass->epoch,
                      pass->examples[row]);

    pass->kernels->dropout_mask(mask, shape_size(dropout->in), rng.key,
                                rng.counter,
                                threshold((const Dropout *)dropout));
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    const Dropout *dropout = (const Dropout *)layer;

    if (!pass->training || layer->kept == 0) {
        copy_rows(y, x);
        return;
    }
    for (size_t row = 0; row < x.rows; row++) {
        dropout_draw(layer, pass, row, pass->kept + row * layer->kept);
        scale_row(dropout, pass, row, x, y);
    }
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    (void)x;
    (void)y;
    if (!dx.data)
        return;
    if (layer->kept == 0) {
        copy_rows(dx, dy);
        return;
    }
    for (size_t row = 0; row < dy.rows; row++)
        scale_row((const Dropout *)layer, pass, row, dy, dx);
}

const LayerType dropout_layer = {
    .entry = {.name = "dropout",
              .summary = "silences a random fraction while training",
              .params = params,
              .size = sizeof(Dropout)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
