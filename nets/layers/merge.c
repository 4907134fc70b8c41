// Where a residual block ends: y = x + what came into its branch. He et al.
// 2015.
//
// Where the layers between have made the image smaller by a stride, or given
// it more channels, the branch is taken at every stride-th pixel, its channels
// in the middle of zeros: the paper's shortcut A, which has no weights.
#include "nets/layer.h"

#include <string.h>

typedef struct {
    Layer layer;
    size_t stride;
    size_t before;  // channels of zeros before the branch's
} Merge;

static bool plan(Layer *layer, Error *err)
{
    Merge *merge = (Merge *)layer;
    Shape in = layer->in;
    Shape skip = layer->skip;
    int stride = skip.height / in.height;

    if (stride < 1 || (skip.height + stride - 1) / stride != in.height
        || (skip.width + stride - 1) / stride != in.width
        || skip.channels > in.channels)
        return fail_misuse(err,
                           "a residual block of %d×%d×%d cannot end as "
                           "%d×%d×%d; sides must shrink by a whole number, and "
                           "channels must not become fewer",
                           skip.height, skip.width, skip.channels, in.height,
                           in.width, in.channels);
    merge->stride = (size_t)stride;
    merge->before = (size_t)(in.channels - skip.channels) / 2;
    layer->out = in;
    layer->again = true;
    return true;
}

static bool is_plain(const Layer *layer)
{
    return ((const Merge *)layer)->stride == 1
           && layer->skip.channels == layer->in.channels;
}

// Where the branch's pixel for output pixel (i, j) begins.
static size_t skip_pixel(const Layer *layer, int i, int j)
{
    size_t stride = ((const Merge *)layer)->stride;
    size_t place =
        (size_t)i * stride * (size_t)layer->skip.width + (size_t)j * stride;

    return place * (size_t)layer->skip.channels;
}

static void add_row(const Layer *layer, const Kernels *kernels, float *y,
                    const float *skip)
{
    size_t count = (size_t)layer->skip.channels;

    y += ((const Merge *)layer)->before;
    for (int i = 0; i < layer->in.height; i++)
        for (int j = 0; j < layer->in.width; j++, y += layer->in.channels)
            kernels->add(y, skip + skip_pixel(layer, i, j), count);
}

static void take_row(const Layer *layer, float *skip, const float *dy)
{
    size_t count = (size_t)layer->skip.channels;

    memset(skip, 0, shape_size(layer->skip) * sizeof *skip);
    dy += ((const Merge *)layer)->before;
    for (int i = 0; i < layer->in.height; i++)
        for (int j = 0; j < layer->in.width; j++, dy += layer->in.channels)
            memcpy(skip + skip_pixel(layer, i, j), dy, count * sizeof *dy);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    size_t bytes = x.cols * sizeof(float);

    for (size_t row = 0; row < x.rows; row++) {
        const float *skip = matrix_row(pass->skip, row);

        memcpy(matrix_row(y, row), matrix_row(x, row), bytes);
        if (is_plain(layer))
            pass->kernels->add(matrix_row(y, row), skip, x.cols);
        else
            add_row(layer, pass->kernels, matrix_row(y, row), skip);
    }
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    size_t bytes = dy.cols * sizeof(float);

    (void)x;
    (void)y;
    for (size_t row = 0; row < dy.rows; row++) {
        float *skip = matrix_row(pass->skip_grad, row);

        if (dx.data)
            memcpy(matrix_row(dx, row), matrix_row(dy, row), bytes);
        if (is_plain(layer))
            memcpy(skip, matrix_row(dy, row), bytes);
        else
            take_row(layer, skip, matrix_row(dy, row));
    }
}

const LayerType merge_layer = {
    .entry = {.name = "merge",
              .summary = "a residual block ends: what came into it is added",
              .size = sizeof(Merge)},
    .plan = plan,
    .forward = forward,
    .backward = backward,
};
