// y = the mean of each channel over the whole image.
#include "nets/layer.h"

static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = (Shape){1, 1, layer->in.channels};
    return true;
}

static size_t count_pixels(const Layer *layer)
{
    return (size_t)layer->in.height * (size_t)layer->in.width;
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    size_t channels = (size_t)layer->in.channels;
    float part = 1.0F / (float)count_pixels(layer);

    for (size_t row = 0; row < x.rows; row++) {
        float *mean = matrix_row(y, row);

        pass->kernels->sum_rows(mean, matrix_row(x, row), count_pixels(layer),
                                channels, false);
        for (size_t c = 0; c < channels; c++)
            mean[c] *= part;
    }
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    size_t channels = (size_t)layer->in.channels;
    float part = 1.0F / (float)count_pixels(layer);

    (void)pass;
    (void)x;
    (void)y;
    for (size_t row = 0; dx.data && row < dy.rows; row++) {
        const float *slope = matrix_row(dy, row);
        float *to = matrix_row(dx, row);

        for (size_t i = 0; i < count_pixels(layer); i++, to += channels)
            for (size_t c = 0; c < channels; c++)
                to[c] = slope[c] * part;
    }
}

const LayerType global_average_pool_layer = {
    .entry = {.name = "global_average_pool",
              .summary = "the mean of each channel",
              .size = sizeof(Layer)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
