// Depthwise convolutions, forward and back to the input. Both fill the cells
// of one image with sums over cells of another, times taps of the kernel:
// places from pixels, pixels from places.
#include "nets/simd/depthwise.h"

typedef struct {
    bool back;
    const Window *window;
    const float *kernel;
    const float *bias;  // or NULL
    const float *from;  // one image
    float *to;
} Sum;

// The cells of `from`, along one axis, that one cell of `to` is summed from:
// `count` of them, and as many taps, each a step after the one before.
typedef struct {
    int count;
    int cell;
    int cell_step;
    int tap;
    int tap_step;
} Line;

static Line forward_line(Cells cells)
{
    return (Line){cells.end - cells.first, cells.start + cells.first, 1,
                  cells.first, 1};
}

// The places from which pixel p, counted with the padding before it, is seen,
// from the last one to the first.
static Line back_line(const Window *w, int p, int places)
{
    int place = p / w->stride < places ? p / w->stride : places - 1;
    int tap = p - place * w->stride;
    int taps = tap < w->size ? (w->size - 1 - tap) / w->stride + 1 : 0;

    return (Line){taps < place + 1 ? taps : place + 1, place, -1, tap,
                  w->stride};
}

static Line line_of_row(const Sum *s, int row)
{
    const Window *w = s->window;

    return s->back ? back_line(w, row + w->top, w->height)
                   : forward_line(window_rows(w, row));
}

static Line line_of_column(const Sum *s, int column)
{
    const Window *w = s->window;

    return s->back ? back_line(w, column + w->left, w->width)
                   : forward_line(window_columns(w, column));
}

static int from_width(const Sum *s)
{
    return s->back ? s->window->width : s->window->in.width;
}

static int to_width(const Sum *s)
{
    return s->back ? s->window->in.width : s->window->width;
}

// One cell, all channels: for what has no compiled tile.
static void sum_cell(const Sum *s, Line rows, Line columns, float *to)
{
    size_t channels = (size_t)s->window->in.channels;

    if (s->bias)
        memcpy(to, s->bias, channels * sizeof *to);
    else
        memset(to, 0, channels * sizeof *to);
    for (int i = 0; i < rows.count; i++)
        for (int j = 0; j < columns.count; j++) {
            int row = rows.cell + i * rows.cell_step;
            int column = columns.cell + j * columns.cell_step;
            int tap = (rows.tap + i * rows.tap_step) * s->window->size
                      + columns.tap + j * columns.tap_step;
            const float *cell =
                s->from + (size_t)(row * from_width(s) + column) * channels;
            const float *weight = s->kernel + (size_t)tap * channels;

            for (size_t c = 0; c < channels; c++)
                to[c] += cell[c] * weight[c];
        }
}

// All that the compiler knows of a tile of `count` columns. Of the `span`
// cells of `from` that it touches in a row, some at both ends are padding.
typedef struct {
    bool back;
    int size;
    int stride;
    int count;
    int phase;  // back: the first column's place modulo the stride,
    int low;    // and how far the first cell lies before that place
    int span;
    int before;
    int after;
} Tile;

// The tap under which cell n of the span meets column m, if it is one.
INLINE int tap_between(Tile t, int n, int m)
{
    return t.back ? t.phase + m - t.stride * (n - t.low) : n - t.stride * m;
}

// Adds one row of the kernel times one row of `from`, whose cell 0 of the span
// is from[x]; it may lie in the padding.
INLINE void add_row(Tile t, ptrdiff_t channels, const float *from, ptrdiff_t x,
                    const float *kernel, Vector *sums)
{
    Vector taps[LARGEST_SIDE];

#pragma GCC unroll 5
    for (int i = 0; i < t.size; i++)
        taps[i] = vector_load(kernel + i * channels);
#pragma GCC unroll 24
    for (int n = t.before; n < t.span - t.after; n++) {
        Vector cell = vector_load(from + (x + n * channels));

        KEEP(cell);
#pragma GCC unroll 8
        for (int m = 0; m < t.count; m++) {
            int tap = tap_between(t, n, m);

            if (tap >= 0 && tap < t.size)
                sums[m] += taps[tap] * cell;
        }
    }
}

// `column` is the span's first.
INLINE void sum_tile(Tile t, const Sum *s, const Line *rows, int column,
                     float *to)
{
    // Copies, which the compiler knows that no store changes.
    const float *const from = s->from;
    const float *const bias = s->bias;
    const ptrdiff_t channels = s->window->in.channels;
    const ptrdiff_t row = from_width(s) * channels;
    const ptrdiff_t taps = t.size * channels;
    const ptrdiff_t step = rows->cell_step * row;
    const ptrdiff_t taps_step = rows->tap_step * taps;
    const ptrdiff_t first = rows->cell * row + column * channels;
    const float *const kernel = s->kernel + rows->tap * taps;
    const int count = rows->count;

    for (size_t c = 0; c < (size_t)channels; c += LANES) {
        size_t at = vector_at(c, (size_t)channels);
        ptrdiff_t x = first + (ptrdiff_t)at;
        const float *weight = kernel + at;
        Vector sums[TILE];

#pragma GCC unroll 8
        for (int m = 0; m < t.count; m++)
            sums[m] = bias ? vector_load(bias + at) : (Vector){0};
        for (int i = 0; i < count; i++, x += step, weight += taps_step)
            add_row(t, channels, from, x, weight, sums);
#pragma GCC unroll 8
        for (int m = 0; m < t.count; m++)
            vector_store(to + m * channels + at, sums[m]);
    }
}

// Where a tile begins, and how much of its span is padding.
typedef struct {
    int column;
    int before;
    int after;
} Span;

static Span span_at(Tile t, const Window *w, int column)
{
    int first = t.back ? (column + w->left) / t.stride - t.low
                       : column * t.stride - w->left;
    int end = first + t.span;
    int limit = t.back ? w->width : w->in.width;

    return (Span){first, first < 0 ? -first : 0, end > limit ? end - limit : 0};
}

// Sums the tile if its edges are one of the compiled pairs: none, or all the
// padding that "same" gives.
INLINE bool sum_edges(Tile t, const Sum *s, const Line *rows, int column,
                      float *to)
{
    const int before = t.stride == 1 ? t.size / 2
                       : t.back      ? t.low
                                     : t.size / 2 - 1;
    const int after = t.stride == 1 || !t.back ? t.size / 2 : t.phase;
    Span span = span_at(t, s->window, column);
    Tile left = t;
    Tile right = t;
    Tile both = t;

    left.before = both.before = before;
    right.after = both.after = after;
    if (span.before == 0 && span.after == 0)
        sum_tile(t, s, rows, span.column, to);
    else if (span.before == before && span.after == 0)
        sum_tile(left, s, rows, span.column, to);
    else if (span.before == 0 && span.after == after)
        sum_tile(right, s, rows, span.column, to);
    else if (span.before == before && span.after == after)
        sum_tile(both, s, rows, span.column, to);
    else
        return false;
    return true;
}

// A tile of no columns yet.
INLINE Tile kind_of(bool back, int size, int stride)
{
    const int phase = back && stride == 2 && size == 5;

    return (Tile){.back = back,
                  .size = size,
                  .stride = stride,
                  .phase = phase,
                  .low = back ? (size - 1 - phase) / stride : 0};
}

INLINE Tile tile_of(Tile t, int count)
{
    t.count = count;
    t.span = t.back ? t.low + (t.phase + count - 1) / t.stride + 1
                    : (count - 1) * t.stride + t.size;
    return t;
}

// Sums as many columns as a tile takes from this one on, and returns how many.
INLINE int sum_columns(Tile t, const Sum *s, const Line *rows, int column,
                       float *to)
{
    int left = to_width(s) - column;

    if (t.back && (column + s->window->left) % t.stride != t.phase)
        return 0;
    if (left >= 8 && sum_edges(tile_of(t, 8), s, rows, column, to))
        return 8;
    if (left >= 4 && sum_edges(tile_of(t, 4), s, rows, column, to))
        return 4;
    if (left >= 2 && sum_edges(tile_of(t, 2), s, rows, column, to))
        return 2;
    return sum_edges(tile_of(t, 1), s, rows, column, to);
}

static int no_columns(const Sum *s, const Line *rows, int column, float *to)
{
    (void)s;
    (void)rows;
    (void)column;
    (void)to;
    return 0;
}

#define COLUMNS(name, back, size, stride)                                     \
    static int name(const Sum *s, const Line *rows, int column, float *to)    \
    {                                                                         \
        return sum_columns(kind_of(back, size, stride), s, rows, column, to); \
    }
COLUMNS(forward_3_1, false, 3, 1)
COLUMNS(forward_3_2, false, 3, 2)
COLUMNS(forward_5_1, false, 5, 1)
COLUMNS(forward_5_2, false, 5, 2)
COLUMNS(back_3_1, true, 3, 1)
COLUMNS(back_3_2, true, 3, 2)
COLUMNS(back_5_1, true, 5, 1)
COLUMNS(back_5_2, true, 5, 2)

typedef int (*Columns)(const Sum *s, const Line *rows, int column, float *to);

static Columns columns_for(const Sum *s)
{
    static const Columns known[2][2][2] = {
        {{forward_3_1, forward_3_2}, {forward_5_1, forward_5_2}},
        {{back_3_1, back_3_2}, {back_5_1, back_5_2}},
    };
    const Window *w = s->window;

    return has_tiles(w) ? known[s->back][w->size == 5][w->stride == 2]
                        : no_columns;
}

static void sum_image(const Sum *s)
{
    int height = s->back ? s->window->in.height : s->window->height;
    size_t channels = (size_t)s->window->in.channels;
    Columns columns = columns_for(s);
    float *to = s->to;

    for (int row = 0; row < height; row++) {
        Line rows = line_of_row(s, row);

        for (int column = 0; column < to_width(s);) {
            int done = columns(s, &rows, column, to);

            if (done == 0) {
                sum_cell(s, rows, line_of_column(s, column), to);
                done = 1;
            }
            column += done;
            to += (size_t)done * channels;
        }
    }
}

// to [images, channels] ← from × the one tap, + bias.
static void scale_points(const Sum *s, size_t images)
{
    size_t channels = (size_t)s->window->in.channels;
    const float *restrict tap = s->kernel + point_tap(s->window);
    const float *restrict from = s->from;
    float *restrict to = s->to;

    for (size_t i = 0; i < images; i++, from += channels, to += channels)
        for (size_t c = 0; c < channels; c++)
            to[c] = from[c] * tap[c];
    if (s->bias)
        SIMD_NAME(add_to_rows)(s->to, s->bias, images, channels);
}

static void sum_images(Sum s, size_t images)
{
    size_t pixels = shape_size(s.window->in);
    size_t places = (size_t)s.window->height * (size_t)s.window->width
                    * (size_t)s.window->in.channels;

    if (is_point(s.window)) {
        scale_points(&s, images);
        return;
    }
    for (size_t i = 0; i < images; i++) {
        sum_image(&s);
        s.from += s.back ? places : pixels;
        s.to += s.back ? pixels : places;
    }
}

void SIMD_NAME(depthwise)(const Window *window, const float *x,
                          const float *kernel, const float *bias, size_t images,
                          float *y)
{
    sum_images((Sum){.window = window,
                     .kernel = kernel,
                     .bias = bias,
                     .from = x,
                     .to = y},
               images);
}

void SIMD_NAME(depthwise_back)(const Window *window, const float *dy,
                               const float *kernel, size_t images, float *dx)
{
    sum_images((Sum){.back = true,
                     .window = window,
                     .kernel = kernel,
                     .from = dy,
                     .to = dx},
               images);
}
