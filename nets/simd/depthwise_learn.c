// The kernel's gradient of a depthwise convolution: for every tap, the sum of
// dy times what the tap saw, over the places of all images.
#include "nets/simd/depthwise.h"

enum {
    // Floats of x that are gone through, all channels, before the next images:
    // what the cache holds.
    GROUP_FLOATS = 1 << 15,
};

typedef struct {
    const Window *window;
    const float *x;
    const float *dy;
    size_t images;
    float *grad;
} Learn;

static size_t places_size(const Window *w)
{
    return (size_t)w->height * (size_t)w->width * (size_t)w->in.channels;
}

// One tap at one place of all images, all channels.
static void learn_tap(const Learn *l, size_t x, size_t dy, float *restrict grad)
{
    size_t channels = (size_t)l->window->in.channels;

    for (size_t image = 0; image < l->images; image++) {
        for (size_t c = 0; c < channels; c++)
            grad[c] += l->dy[dy + c] * l->x[x + c];
        x += shape_size(l->window->in);
        dy += places_size(l->window);
    }
}

// One column of places: for what has no compiled tile.
static void learn_column(const Learn *l, int column)
{
    const Window *w = l->window;
    size_t channels = (size_t)w->in.channels;
    Cells columns = window_columns(w, column);

    for (int row = 0; row < w->height; row++) {
        Cells rows = window_rows(w, row);

        for (int i = rows.first; i < rows.end; i++)
            for (int j = columns.first; j < columns.end; j++)
                learn_tap(l, window_cell(w, rows, i, columns, j),
                          (size_t)(row * w->width + column) * channels,
                          l->grad + (size_t)(i * w->size + j) * channels);
    }
}

// All that the compiler knows of a tile of `count` columns of places, and of
// the `rows` rows of the kernel whose taps are summed together. Of the cells
// that a row of it covers, some at both ends are padding.
typedef struct {
    int size;
    int stride;
    int rows;
    int count;
    int before;
    int after;
} Tile;

INLINE int span(Tile t)
{
    return (t.count - 1) * t.stride + t.size;
}

// Adds one row of the image, of whose cells the tile covers some from x[at]
// on, to the gradient of one row of taps.
INLINE void add_row(Tile t, ptrdiff_t channels, const float *x, ptrdiff_t at,
                    const Vector *slopes, Vector *sums)
{
#pragma GCC unroll 24
    for (int n = t.before; n < span(t) - t.after; n++) {
        Vector cell = vector_load(x + (at + n * channels));

#pragma GCC unroll 8
        for (int m = 0; m < t.count; m++) {
            int tap = n - t.stride * m;

            if (tap >= 0 && tap < t.size)
                sums[tap] += slopes[m] * cell;
        }
    }
}

// What of an image one tile works on.
typedef struct {
    int tap_row;  // the first of its rows of taps
    int column;   // of places
    size_t channel;
} Part;

INLINE void add_image(Tile t, const Learn *l, Part part, size_t image,
                      Vector *sums)
{
    const Window *w = l->window;
    ptrdiff_t channels = w->in.channels;
    const float *x = l->x + image * shape_size(w->in) + part.channel;
    const float *dy = l->dy + image * places_size(w)
                      + (size_t)(part.column * channels) + part.channel;
    int row = part.tap_row - w->top;
    ptrdiff_t first = part.column * t.stride - w->left;

    for (int i = 0; i < w->height; i++, row += t.stride) {
        Vector slopes[TILE];

#pragma GCC unroll 8
        for (int m = 0; m < t.count; m++)
            slopes[m] = vector_load(dy + m * channels);
        dy += (size_t)w->width * (size_t)channels;
#pragma GCC unroll 5
        for (int r = 0; r < t.rows; r++)
            if (row + r >= 0 && row + r < w->in.height)
                add_row(t, channels, x,
                        ((ptrdiff_t)(row + r) * w->in.width + first) * channels,
                        slopes, sums + (ptrdiff_t)r * t.size);
    }
}

// All of one tile's taps, for the channels of one vector; those before `fresh`
// are done already.
INLINE void learn_vector(Tile t, const Learn *l, Part part, size_t fresh)
{
    size_t channels = (size_t)l->window->in.channels;
    size_t done = fresh - part.channel;
    float *grad = l->grad + (size_t)(part.tap_row * t.size) * channels;
    Vector sums[LARGEST_SIDE * LARGEST_SIDE];

#pragma GCC unroll 25
    for (int k = 0; k < t.rows * t.size; k++)
        sums[k] = vector_load(grad + (size_t)k * channels + part.channel);
    for (size_t image = 0; image < l->images; image++)
        add_image(t, l, part, image, sums);
#pragma GCC unroll 25
    for (int k = 0; k < t.rows * t.size; k++)
        if (done == 0)
            vector_store(grad + (size_t)k * channels + fresh, sums[k]);
        else
            memcpy(grad + (size_t)k * channels + fresh,
                   (const float *)&sums[k] + done,
                   (LANES - done) * sizeof(float));
}

INLINE void learn_tile(Tile t, const Learn *l, int column)
{
    const int most = LANES == 16 || t.size == 3 ? t.size : 2;
    size_t channels = (size_t)l->window->in.channels;

    for (size_t c = 0; c < channels; c += LANES) {
        Part part = {0, column, vector_at(c, channels)};

        t.rows = most;
        for (; part.tap_row + most <= t.size; part.tap_row += most)
            learn_vector(t, l, part, c);
        t.rows = t.size % most;
        if (t.rows > 0)
            learn_vector(t, l, part, c);
    }
}

// Does the tile if its edges are one of the compiled pairs: none, or all the
// padding that "same" gives.
INLINE bool learn_edges(Tile t, const Learn *l, int column)
{
    const int before = t.size / 2 - (t.stride - 1);
    const int after = t.size / 2;
    int first = column * t.stride - l->window->left;
    int outside = first + span(t) - l->window->in.width;
    Tile left = t;
    Tile right = t;
    Tile both = t;

    left.before = both.before = before;
    right.after = both.after = after;
    if (first >= 0 && outside <= 0)
        learn_tile(t, l, column);
    else if (first == -before && outside <= 0)
        learn_tile(left, l, column);
    else if (first >= 0 && outside == after)
        learn_tile(right, l, column);
    else if (first == -before && outside == after)
        learn_tile(both, l, column);
    else
        return false;
    return true;
}

// Does as many columns as a tile takes from this one on, and returns how many.
INLINE int learn_columns(int size, int stride, const Learn *l, int column)
{
    const Tile tiles[] = {{size, stride, 0, 8, 0, 0},
                          {size, stride, 0, 4, 0, 0},
                          {size, stride, 0, 2, 0, 0},
                          {size, stride, 0, 1, 0, 0}};
    int left = l->window->width - column;

    // So many sums and slopes fit into the registers.
    if (LANES == 16 && size == 3 && left >= 8
        && learn_edges(tiles[0], l, column))
        return 8;
    if (left >= 4 && learn_edges(tiles[1], l, column))
        return 4;
    if (left >= 2 && learn_edges(tiles[2], l, column))
        return 2;
    return learn_edges(tiles[3], l, column);
}

static int no_columns(const Learn *l, int column)
{
    (void)l;
    (void)column;
    return 0;
}

#define COLUMNS(name, size, stride)                    \
    static int name(const Learn *l, int column)        \
    {                                                  \
        return learn_columns(size, stride, l, column); \
    }
COLUMNS(columns_3_1, 3, 1)
COLUMNS(columns_3_2, 3, 2)
COLUMNS(columns_5_1, 5, 1)
COLUMNS(columns_5_2, 5, 2)

typedef int (*Columns)(const Learn *l, int column);

static Columns columns_for(const Window *w)
{
    static const Columns known[2][2] = {{columns_3_1, columns_3_2},
                                        {columns_5_1, columns_5_2}};

    return has_tiles(w) ? known[w->size == 5][w->stride == 2] : no_columns;
}

static void learn_images(const Learn *l)
{
    Columns columns = columns_for(l->window);

    for (int column = 0; column < l->window->width;) {
        int done = columns(l, column);

        if (done == 0) {
            learn_column(l, column);
            done = 1;
        }
        column += done;
    }
}

void SIMD_NAME(depthwise_learn)(const Window *window, const float *x,
                                const float *dy, size_t images, float *grad,
                                bool add)
{
    size_t kernel =
        (size_t)(window->size * window->size) * (size_t)window->in.channels;
    size_t most = GROUP_FLOATS / shape_size(window->in);
    size_t group = most > 0 ? most : 1;

    if (!add)
        memset(grad, 0, kernel * sizeof *grad);
    if (is_point(window)) {
        learn_tap(&(Learn){window, x, dy, images, grad}, 0, 0,
                  grad + point_tap(window));
        return;
    }
    for (size_t i = 0; i < images; i += group) {
        Learn l = {window, x + i * shape_size(window->in),
                   dy + i * places_size(window),
                   images - i < group ? images - i : group, grad};

        learn_images(&l);
    }
}
