// A convolution that absorbed the max-pooling after it, and perhaps a dropout:
// neither the sums nor their activation are ever stored. What decided about a
// pooled value is kept in one byte, see nets/simd/pooled.h.
#include "nets/layers/conv2d.h"
#include "nets/layers/dropout.h"
#include "nets/layers/max_pool.h"

#include <string.h>

static void plan_pooled(Conv2d *c, Shape out)
{
    c->pools = true;
    c->pooled = (Pooled){.window = c->padded,
                         .height = out.height,
                         .width = out.width,
                         .filters = (size_t)c->filters,
                         .bias = c->bias,
                         .relu = conv2d_activation(c) == ACTIVATION_RELU,
                         .scale = 1};
    c->layer.kept = pooled_size(&c->pooled);
    c->pooled_first = whole_lines(c->layer.scratch);
    c->layer.scratch = c->pooled_first + pooled_scratch(&c->pooled);
}

// The largest of some values is the same before a rectifier or after it.
static bool can_pool(const Conv2d *c)
{
    return c->direct && !c->pools
           && (conv2d_activation(c) == ACTIVATION_RELU
               || conv2d_activation(c) == ACTIVATION_NONE);
}

bool conv2d_absorb(Layer *layer, const Layer *next)
{
    Conv2d *c = (Conv2d *)layer;

    if (next->type == &max_pool_layer && can_pool(c) && max_pool_halves(next)) {
        plan_pooled(c, next->out);
        return true;
    }
    if (next->type == &dropout_layer && c->pools && !c->dropout) {
        c->dropout = next;
        c->pooled.scale = (float)(1 / (1 - dropout_rate(next)));
        return true;
    }
    return false;
}

// What dropout keeps of one image, in the scratch; NULL where it does nothing.
static const uint8_t *draw(const Conv2d *c, const Pass *pass, size_t row)
{
    uint8_t *mask = (uint8_t *)(pass->scratch + c->pooled_first);

    if (!pass->training || !c->dropout || dropout_rate(c->dropout) <= 0)
        return NULL;
    dropout_draw(c->dropout, pass, row, mask);
    return mask;
}

void conv2d_forward_pooled(const Conv2d *c, const Pass *pass, Matrix x,
                           Matrix y)
{
    Pooled pooled = c->pooled;

    if (!pass->training)
        pooled.scale = 1;
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->convolve_pool(
            &pooled, conv2d_padded(c, pass, matrix_row(x, row)),
            c->layer.weight, draw(c, pass, row), matrix_row(y, row),
            pass->training ? pass->kept + row * c->layer.kept : NULL);
}

// dx by way of the sums' map.
static void pass_map_back(const Conv2d *c, const Pass *pass, size_t row,
                          Matrix dy, Matrix dx)
{
    float *map = pass->scratch + c->pooled_first;

    pass->kernels->unpool(&c->pooled, matrix_row(dy, row),
                          pass->kept + row * c->layer.kept, map);
    conv2d_pass_back(c, pass, matrix(map, 1, shape_size(c->layer.out)),
                     matrix_rows(dx, row, 1));
}

void conv2d_backward_pooled(const Conv2d *c, const Pass *pass, Matrix x,
                            Matrix dy, Matrix dx)
{
    if (!pass->add_grad)
        memset(pass->weight_grad, 0, c->layer.weights * sizeof(float));
    for (size_t row = 0; row < x.rows; row++) {
        pass->kernels->convolve_pool_back(
            &c->pooled, conv2d_padded(c, pass, matrix_row(x, row)),
            matrix_row(dy, row), pass->kept + row * c->layer.kept,
            pass->scratch + c->pooled_first, pass->weight_grad);
        if (dx.data)
            pass_map_back(c, pass, row, dy, dx);
    }
}
