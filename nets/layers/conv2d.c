// A convolution: y = activation(Σ over the window of x × kernel + bias).
//
// An image with few channels goes to kernels of our own, from a copy with its
// padding drawn in. Any other becomes patches, several images at a time but
// few enough to stay in the cache, and then a matrix product. A pointwise
// convolution of a few places only is much like a dense layer, many weights for
// little data, and takes the whole batch at once.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "nets/layer.h"
#include "nets/patches.h"

#include <assert.h>
#include <string.h>

enum {
    FEW_CHANNELS = 4,
    FEW_PLACES = 4,
    WHOLE_VECTORS = 16,  // filters that our own kernels take at once
    PATCHES_FLOATS =
        1 << 16,  // of a round of patches, unless one image's is more
};

typedef struct {
    Layer layer;
    int filters;
    int kernel;
    int stride;
    int padding;
    int activation;
    bool bias;
    int initializer;

    Window window;
    bool direct;    // by our own kernels
    Window padded;  // the window on the copy with padding
    size_t group;   // images that become patches together
} Conv2d;

static const Param params[] = {
    PARAM(Conv2d, filters, 16, 1, 1 << 16, "channels of the output"),
    PARAM(Conv2d, kernel, 3, 1, 255, "side of the window"),
    PARAM(Conv2d, stride, 1, 1, 255, "step of the window"),
    PARAM_CHOICE(Conv2d, padding, padding_names,
                 "valid: inside the image; same: with a border of zeros"),
    PARAM_CHOICE(Conv2d, activation, activation_names, "what follows the sum"),
    PARAM(Conv2d, bias, true, 0, 1, "whether a bias is added"),
    PARAM_CHOICE(Conv2d, initializer, initializer_names,
                 "default: as the network's; fan_out: variance 2 / fan_out"),
    {0},
};

static const Conv2d *conv(const Layer *layer)
{
    return (const Conv2d *)layer;
}

static Activation activation(const Layer *layer)
{
    return (Activation)conv(layer)->activation;
}

static size_t places(const Conv2d *c)
{
    return (size_t)c->window.height * (size_t)c->window.width;
}

// W [kernel, kernel, in, filters] as a matrix [patch, filters], then b.
static Matrix kernel(const Conv2d *c, float *weights)
{
    return matrix(weights, patch_size(&c->window), (size_t)c->filters);
}

static float *bias(const Conv2d *c, float *weights)
{
    return c->bias ? weights + patch_size(&c->window) * (size_t)c->filters
                   : NULL;
}

static bool is_pointwise(const Conv2d *c)
{
    return c->kernel == 1 && c->stride == 1;
}

// How large an image with its padding has to be for the window.
static int reach(int places, int stride, int size, int in)
{
    int most = (places - 1) * stride + size;

    return most > in ? most : in;
}

static void plan_padded(Conv2d *c)
{
    const Window *w = &c->window;

    c->padded = *w;
    c->padded.top = 0;
    c->padded.left = 0;
    c->padded.in.height =
        w->top + reach(w->height, w->stride, w->size, w->in.height);
    c->padded.in.width =
        w->left + reach(w->width, w->stride, w->size, w->in.width);
}

// Scratch: the padded image, then a group's patches.
static size_t padded_floats(const Conv2d *c)
{
    bool same = c->padded.in.height == c->window.in.height
                && c->padded.in.width == c->window.in.width;

    return c->direct && !same ? shape_size(c->padded.in) : 0;
}

static size_t patches_floats(const Conv2d *c)
{
    return is_pointwise(c) ? 0 : places(c) * patch_size(&c->window);
}

static void plan_memory(Conv2d *c)
{
    size_t patches = patches_floats(c);

    c->direct = c->layer.in.channels <= FEW_CHANNELS
                && c->filters % WHOLE_VECTORS == 0 && !c->layer.whole_batch;
    plan_padded(c);
    c->group = c->layer.whole_batch ? SIZE_MAX : BLOCK_ROWS;
    while (c->group > 1 && c->group * patches > PATCHES_FLOATS)
        c->group /= 2;
    c->layer.scratch = padded_floats(c) + c->group * patches;
}

static bool plan(Layer *layer, Error *err)
{
    Conv2d *c = (Conv2d *)layer;

    if (!window_plan(&c->window, layer->in, c->kernel, c->stride,
                     (Padding)c->padding, err))
        return false;
    layer->out = (Shape){c->window.height, c->window.width, c->filters};
    layer->weights = (patch_size(&c->window) + c->bias) * (size_t)c->filters;
    layer->multiply_adds =
        places(c) * patch_size(&c->window) * (size_t)c->filters;
    if (activation_needs_input(activation(layer)))
        layer->kept = shape_size(layer->out) * sizeof(float);
    layer->whole_batch = is_pointwise(c) && places(c) <= FEW_PLACES;
    plan_memory(c);
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    const Conv2d *c = conv(layer);
    size_t area = (size_t)c->kernel * (size_t)c->kernel;
    Fans fans = {patch_size(&c->window), area * (size_t)c->filters};

    init_kernel_by((Initializer)c->initializer, layer->init, fans,
                   layer->weight, patch_size(&c->window) * (size_t)c->filters,
                   rng);
    if (c->bias)
        init_bias(layer->init, fans, bias(c, layer->weight), (size_t)c->filters,
                  rng);
}

// The image with its padding; itself where there is none.
static const float *padded_image(const Conv2d *c, const float *image,
                                 float *scratch)
{
    const Shape *in = &c->window.in;
    size_t row = (size_t)in->width * (size_t)in->channels;
    size_t padded_row = (size_t)c->padded.in.width * (size_t)in->channels;
    float *to = scratch + (size_t)c->window.top * padded_row
                + (size_t)c->window.left * (size_t)in->channels;

    if (padded_floats(c) == 0)
        return image;
    memset(scratch, 0, padded_floats(c) * sizeof *scratch);
    for (int i = 0; i < in->height; i++, to += padded_row, image += row)
        memcpy(to, image, row * sizeof *to);
    return scratch;
}

// Some of a block's images, as matrices with a row for every place.
typedef struct {
    size_t first;
    size_t count;
    Matrix patches;
} Group;

static Matrix by_places(const Conv2d *c, Matrix m, const Group *group)
{
    return matrix(matrix_row(m, group->first), group->count * places(c),
                  (size_t)c->filters);
}

// Patches without their values, which the caller gathers or computes. A
// pointwise convolution's are the image itself: `images` says which.
static Group group_from(const Conv2d *c, const Pass *pass, Matrix images,
                        size_t first)
{
    size_t left = images.rows - first;
    size_t count = left < c->group ? left : c->group;
    float *patches = is_pointwise(c) ? matrix_row(images, first)
                                     : pass->scratch + padded_floats(c);

    return (Group){first, count,
                   matrix(patches, count * places(c), patch_size(&c->window))};
}

static void gather(const Conv2d *c, Matrix x, const Group *group)
{
    for (size_t i = 0; i < group->count && !is_pointwise(c); i++)
        patches_gather(&c->window, matrix_row(x, group->first + i),
                       group->patches.data + i * patches_floats(c));
}

static void scatter(const Conv2d *c, const Group *group, Matrix dx)
{
    for (size_t i = 0; i < group->count && !is_pointwise(c); i++)
        patches_scatter(&c->window, group->patches.data + i * patches_floats(c),
                        matrix_row(dx, group->first + i));
}

static void multiply(const Conv2d *c, const Pass *pass, Matrix to, Matrix a,
                     Matrix b, bool add)
{
    if (c->layer.whole_batch)
        matmul_parallel(pass->pool, pass->kernels, to, a, b, add);
    else
        matmul(pass->kernels, to, a, b, add);
}

static void sum_direct(const Conv2d *c, const Pass *pass, Matrix x, Matrix y)
{
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->convolve(
            &c->padded, padded_image(c, matrix_row(x, row), pass->scratch),
            c->layer.weight, bias(c, c->layer.weight), (size_t)c->filters,
            matrix_row(y, row));
}

static void sum_patches(const Conv2d *c, const Pass *pass, Matrix x, Matrix y)
{
    for (size_t row = 0; row < x.rows; row += c->group) {
        Group group = group_from(c, pass, x, row);
        Matrix sums = by_places(c, y, &group);

        gather(c, x, &group);
        multiply(c, pass, sums, group.patches, kernel(c, c->layer.weight),
                 false);
        if (c->bias)
            pass->kernels->add_to_rows(sums.data, bias(c, c->layer.weight),
                                       sums.rows, sums.cols);
    }
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    const Conv2d *c = conv(layer);
    size_t count = y.rows * y.cols;

    assert(x.stride == x.cols && y.stride == y.cols);
    if (c->direct)
        sum_direct(c, pass, x, y);
    else
        sum_patches(c, pass, x, y);
    if (pass->training && layer->kept > 0)
        memcpy(pass->kept, y.data, count * sizeof(float));
    activate(pass->kernels, activation(layer), y.data, count);
}

static void learn_direct(const Conv2d *c, const Pass *pass, Matrix x, Matrix dy)
{
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->convolve_back(
            &c->padded, padded_image(c, matrix_row(x, row), pass->scratch),
            matrix_row(dy, row), (size_t)c->filters, pass->weight_grad,
            pass->add_grad || row > 0);
}

static void learn_patches(const Conv2d *c, const Pass *pass, Matrix x,
                          Matrix dy)
{
    for (size_t row = 0; row < x.rows; row += c->group) {
        Group group = group_from(c, pass, x, row);

        gather(c, x, &group);
        multiply(c, pass, kernel(c, pass->weight_grad),
                 transpose(group.patches), by_places(c, dy, &group),
                 pass->add_grad || row > 0);
    }
}

static void pass_back(const Conv2d *c, const Pass *pass, Matrix dy, Matrix dx)
{
    for (size_t row = 0; row < dy.rows; row += c->group) {
        Group group = group_from(c, pass, dx, row);

        multiply(c, pass, group.patches, by_places(c, dy, &group),
                 transpose(kernel(c, c->layer.weight)), false);
        scatter(c, &group, dx);
    }
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const Conv2d *c = conv(layer);
    const float *seen =
        layer->kept > 0 ? (const float *)(const void *)pass->kept : y.data;

    activate_backward(pass->kernels, activation(layer), seen, dy.data,
                      dy.rows * dy.cols);
    if (c->direct)
        learn_direct(c, pass, x, dy);
    else
        learn_patches(c, pass, x, dy);
    if (c->bias)
        pass->kernels->sum_rows(bias(c, pass->weight_grad), dy.data,
                                dy.rows * places(c), (size_t)c->filters,
                                pass->add_grad);
    if (dx.data)
        pass_back(c, pass, dy, dx);
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    const Conv2d *c = conv(layer);
    int side = c->kernel;
    const Tensor tensors[] = {
        {"kernel", 4, {side, side, layer->in.channels, c->filters}, 0, false},
        {"bias",
         1,
         {c->filters},
         patch_size(&c->window) * (size_t)c->filters,
         false},
    };

    if (i >= (c->bias ? 2 : 1))
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType conv2d_layer = {
    .entry = {.name = "conv2d",
              .summary = "a convolution, with its activation",
              .params = params,
              .size = sizeof(Conv2d)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
};
