// Convolutions by way of patches, several images at a time but few enough to
// stay in the cache, and a matrix product.
#include "nets/layers/conv2d.h"

// Floats of a round of patches, unless one image's are more.
enum { PATCHES_FLOATS = 1 << 16 };

// W [kernel, kernel, in, filters] as a matrix [patch, filters], then b.
static Matrix kernel(const Conv2d *c, float *weights)
{
    return matrix(weights, patch_size(&c->window), (size_t)c->filters);
}

static size_t patches_floats(const Conv2d *c)
{
    return conv2d_is_pointwise(c) ? 0
                                  : conv2d_places(c) * patch_size(&c->window);
}

void conv2d_plan_patches(Conv2d *c)
{
    size_t patches = patches_floats(c);

    c->group = c->layer.whole_batch ? SIZE_MAX : BLOCK_ROWS;
    while (c->group > 1 && c->group * patches > PATCHES_FLOATS)
        c->group /= 2;
    c->patches_first = c->layer.scratch;
    c->layer.scratch += c->group * patches;
}

// Some of a block's images, as matrices with a row for every place.
typedef struct {
    size_t first;
    size_t count;
    Matrix patches;
} Group;

static Matrix by_places(const Conv2d *c, Matrix m, const Group *group)
{
    return matrix(matrix_row(m, group->first), group->count * conv2d_places(c),
                  (size_t)c->filters);
}

// Patches without their values, which the caller gathers or computes. A
// pointwise convolution's are the image itself: `images` says which.
static Group group_from(const Conv2d *c, const Pass *pass, Matrix images,
                        size_t first)
{
    size_t left = images.rows - first;
    size_t count = left < c->group ? left : c->group;
    float *patches = conv2d_is_pointwise(c) ? matrix_row(images, first)
                                            : pass->scratch + c->patches_first;

    return (Group){
        first, count,
        matrix(patches, count * conv2d_places(c), patch_size(&c->window))};
}

static void gather(const Conv2d *c, Matrix x, const Group *group)
{
    for (size_t i = 0; i < group->count && !conv2d_is_pointwise(c); i++)
        patches_gather(&c->window, matrix_row(x, group->first + i),
                       group->patches.data + i * patches_floats(c));
}

static void scatter(const Conv2d *c, const Group *group, Matrix dx)
{
    for (size_t i = 0; i < group->count && !conv2d_is_pointwise(c); i++)
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

void conv2d_sum_patches(const Conv2d *c, const Pass *pass, Matrix x, Matrix y)
{
    for (size_t row = 0; row < x.rows; row += c->group) {
        Group group = group_from(c, pass, x, row);
        Matrix sums = by_places(c, y, &group);

        gather(c, x, &group);
        multiply(c, pass, sums, group.patches, kernel(c, c->layer.weight),
                 false);
        if (c->bias)
            pass->kernels->add_to_rows(sums.data,
                                       conv2d_bias(c, c->layer.weight),
                                       sums.rows, sums.cols);
    }
}

void conv2d_learn_patches(const Conv2d *c, const Pass *pass, Matrix x,
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

void conv2d_pass_back(const Conv2d *c, const Pass *pass, Matrix dy, Matrix dx)
{
    for (size_t row = 0; row < dy.rows; row += c->group) {
        Group group = group_from(c, pass, dx, row);

        multiply(c, pass, group.patches, by_places(c, dy, &group),
                 transpose(kernel(c, c->layer.weight)), false);
        scatter(c, &group, dx);
    }
}
