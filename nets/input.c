#include "nets/input.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <stdlib.h>

enum { TASK_ROWS = 16, CHANNELS_MAX = 3, SIDE_MAX = 1024 };

static const char *const resize_names[] = {"bilinear", "nearest", "pad", NULL};
static const char *const normalize_names[] = {"unit", "imagenet", "literal",
                                              "mnist", NULL};

const Param input_params[] = {
    PARAM(Input, size, 0, 0, SIDE_MAX, "side in pixels; 0: as the data"),
    PARAM_CHOICE(Input, resize, resize_names, "how images get that side"),
    PARAM(Input, channels, 0, 0, CHANNELS_MAX,
          "channels, grey copied to each; 0: as the data"),
    PARAM_CHOICE(Input, normalize, normalize_names, "the scale of pixels"),
    {0},
};

Shape input_shape(const Input *input, Shape images)
{
    if (input->size > 0)
        images.height = images.width = input->size;
    if (input->channels > 0)
        images.channels = input->channels;
    return images;
}

// What is prepared for all tasks of all batches. The three planes of a worker
// are one channel of one image: as in the data, resized, and augmented. Each
// has a row and a float more, zeros, which `warp` reads and ignores, and which
// padding takes its zeros from.
struct Filling {
    const ImageSource *source;
    const uint32_t *examples;  // of this batch
    Matrix x;
    Shape in;
    Shape out;
    float scale[CHANNELS_MAX];
    float shift[CHANNELS_MAX];
    Warp resize;      // for RESIZE_BILINEAR
    uint32_t *index;  // for the other two: where each pixel comes from
    float *memory;
    float *v;  // the output pixels' places about the centre
    float *u;
    float *planes;
    size_t in_floats;  // of a plane
    size_t out_floats;
};

static size_t area(Shape shape)
{
    return (size_t)shape.height * (size_t)shape.width;
}

static bool resized(const Filling *fill)
{
    return fill->in.height != fill->out.height
           || fill->in.width != fill->out.width;
}

// μ and σ are ImageNet's; another number of channels than three gets their
// means.
Normalization input_normalization(const Input *input, int channels, int channel)
{
    static const double means[] = {0.485, 0.456, 0.406, 0.449};
    static const double deviations[] = {0.229, 0.224, 0.225, 0.226};
    int column = channels == 3 ? channel : 3;
    double mean = means[column];
    double deviation = deviations[column];

    switch ((Normalize)input->normalize) {
    case NORMALIZE_UNIT:
        break;
    case NORMALIZE_IMAGENET:
        return (Normalization){(float)(1 / deviation),
                               (float)(-mean / deviation)};
    case NORMALIZE_LITERAL:
        return (Normalization){(float)deviation, (float)-mean};
    case NORMALIZE_MNIST:
        return (Normalization){(float)(1 / 0.3081), (float)(-0.1307 / 0.3081)};
    }
    return (Normalization){1, 0};
}

static void set_normalization(Filling *fill)
{
    for (int i = 0; i < fill->out.channels; i++) {
        Normalization n =
            input_normalization(fill->source->input, fill->out.channels, i);

        fill->scale[i] = n.scale;
        fill->shift[i] = n.shift;
    }
}

int input_pixel(Resize resize, int i, int in, int out)
{
    int at;

    if (resize == RESIZE_NEAREST)
        return (2 * i + 1) * in / (2 * out);
    // Floored, so that an odd difference falls to the same side both ways.
    at = i + (in - out + (in < out ? -1 : 0)) / 2;
    return at < in ? at : -1;
}

static void set_index(Filling *fill)
{
    Resize resize = (Resize)fill->source->input->resize;
    uint32_t zero = (uint32_t)area(fill->in);  // the first float past the image
    uint32_t *index = memory_new(area(fill->out), sizeof *index);

    fill->index = index;
    for (int i = 0; i < fill->out.height; i++)
        for (int j = 0; j < fill->out.width; j++) {
            int row = input_pixel(resize, i, fill->in.height, fill->out.height);
            int col = input_pixel(resize, j, fill->in.width, fill->out.width);

            *index++ = row < 0 || col < 0
                           ? zero
                           : (uint32_t)(row * fill->in.width + col);
        }
}

static void set_places(Filling *fill)
{
    float *v = fill->v;
    float *u = fill->u;

    for (int i = 0; i < fill->out.height; i++)
        for (int j = 0; j < fill->out.width; j++) {
            *v++ = (float)i - (float)(fill->out.height - 1) / 2;
            *u++ = (float)j - (float)(fill->out.width - 1) / 2;
        }
}

// ImageSource (i + ½) in / out − ½ is in / out times the way from the centre: a
// zoom.
static void set_resize(Filling *fill)
{
    fill->resize = (Warp){
        .count = area(fill->out),
        .v = fill->v,
        .u = fill->u,
        .row = {(float)fill->in.height / (float)fill->out.height, 0, 0},
        .col = {0, (float)fill->in.width / (float)fill->out.width, 0},
        .height = fill->in.height,
        .width = fill->in.width,
    };
}

static size_t plane_floats(Shape shape)
{
    size_t floats = area(shape) + (size_t)shape.width + 1;

    return (floats + 15) / 16 * 16;
}

static bool needs_planes(const Filling *fill)
{
    return resized(fill) || fill->source->augmentation
           || fill->out.channels > 1;
}

Filling *filling_new(const ImageSource *source)
{
    Filling *fill = memory_new(1, sizeof *fill);
    size_t workers = (size_t)pool_threads(source->pool);
    size_t pixels;

    fill->source = source;
    fill->in = source->set->shape;
    fill->out = input_shape(source->input, fill->in);
    assert(fill->in.channels == 1 || fill->in.channels == fill->out.channels);
    assert(fill->out.channels <= CHANNELS_MAX);
    set_normalization(fill);
    if (!needs_planes(fill))
        return fill;
    pixels = area(fill->out);
    fill->in_floats = plane_floats(fill->in);
    fill->out_floats = plane_floats(fill->out);
    fill->memory = memory_new(
        2 * pixels + workers * (fill->in_floats + 2 * fill->out_floats),
        sizeof *fill->memory);
    fill->v = fill->memory;
    fill->u = fill->v + pixels;
    fill->planes = fill->u + pixels;
    set_places(fill);
    set_resize(fill);
    if (resized(fill) && source->input->resize != RESIZE_BILINEAR)
        set_index(fill);
    return fill;
}

void filling_free(Filling *filling)
{
    free(filling->memory);
    free(filling->index);
    free(filling);
}

static void load(const Filling *fill, const uint8_t *image, int channel,
                 float *y)
{
    size_t channels = (size_t)fill->in.channels;

    if (channels == 1)
        fill->source->kernels->bytes_to_units(y, image, area(fill->in), 1, 0);
    else
        for (size_t i = 0; i < area(fill->in); i++)
            y[i] = (float)image[i * channels + (size_t)channel] / 255.0F;
}

static void resize(const Filling *fill, float *y, const float *x)
{
    if (fill->source->input->resize == RESIZE_BILINEAR)
        fill->source->kernels->warp(y, x, &fill->resize);
    else
        for (size_t i = 0; i < area(fill->out); i++)
            y[i] = x[fill->index[i]];
}

static Warp example_warp(const Filling *fill, uint32_t example)
{
    const ImageSource *source = fill->source;
    Rng rng = rng_new(source->seed, RNG_AUGMENT, 0, source->epoch, example);
    AffineDraw draw = augmentation_draw(source->augmentation, fill->out.height,
                                        fill->out.width, &rng);
    AffineMap map = affine_map(&draw);
    Warp warp = {
        .count = area(fill->out),
        .v = fill->v,
        .u = fill->u,
        .height = fill->out.height,
        .width = fill->out.width,
    };

    for (int i = 0; i < 3; i++) {
        warp.row[i] = (float)map.row[i];
        warp.col[i] = (float)map.col[i];
    }
    return warp;
}

// One channel of an image, resized and augmented, in the worker's memory.
static const float *prepare(const Filling *fill, const uint8_t *image,
                            int channel, const Warp *warp, float *memory)
{
    float *plane = memory;
    float *next = plane + fill->in_floats;

    load(fill, image, channel, plane);
    if (resized(fill)) {
        resize(fill, next, plane);
        plane = next;
    }
    if (!fill->source->augmentation)
        return plane;
    next = memory + fill->in_floats + fill->out_floats;
    fill->source->kernels->warp(next, plane, warp);
    return next;
}

// Normalises a plane into channel `channel` of y, or, a grey one, into all.
static void write_plane(const Filling *fill, const float *plane, int channel,
                        float *y)
{
    const Kernels *kernels = fill->source->kernels;
    bool grey = fill->in.channels == 1;
    int end = grey ? fill->out.channels : channel + 1;

    if (grey && end == 3)
        kernels->spread_3(y, plane, area(fill->out), fill->scale, fill->shift);
    else
        for (int i = channel; i < end; i++)
            kernels->spread(y + i, plane, area(fill->out),
                            (size_t)fill->out.channels, fill->scale[i],
                            fill->shift[i]);
}

static void fill_row(const Filling *fill, size_t row, float *memory)
{
    const ImageSource *source = fill->source;
    const uint32_t example = fill->examples[row];
    const uint8_t *image = source->set->images + example * shape_size(fill->in);
    float *y = matrix_row(fill->x, row);
    Warp warp = {0};

    if (!needs_planes(fill)) {
        source->kernels->bytes_to_units(y, image, area(fill->in),
                                        fill->scale[0], fill->shift[0]);
        return;
    }
    if (source->augmentation)
        warp = example_warp(fill, example);
    if (source->augmentation && !resized(fill) && fill->out.channels == 1) {
        source->kernels->warp_bytes(y, image, (uint32_t *)(void *)memory, &warp,
                                    fill->scale[0], fill->shift[0]);
        return;
    }
    for (int i = 0; i < fill->in.channels; i++)
        write_plane(fill, prepare(fill, image, i, &warp, memory), i, y);
}

static void fill_rows(void *context, size_t task, int worker)
{
    const Filling *fill = context;
    size_t floats = fill->in_floats + 2 * fill->out_floats;
    size_t end = (task + 1) * TASK_ROWS;

    if (end > fill->x.rows)
        end = fill->x.rows;
    for (size_t row = task * TASK_ROWS; row < end; row++)
        fill_row(fill, row, fill->planes + (size_t)worker * floats);
}

void filling_run(Filling *filling, const uint32_t *examples, Matrix x)
{
    assert(x.cols == shape_size(filling->out));
    filling->examples = examples;
    filling->x = x;
    pool_run(filling->source->pool, (x.rows + TASK_ROWS - 1) / TASK_ROWS,
             fill_rows, filling);
}

void input_fill(const ImageSource *source, const uint32_t *examples, Matrix x)
{
    Filling *filling = filling_new(source);

    filling_run(filling, examples, x);
    filling_free(filling);
}
