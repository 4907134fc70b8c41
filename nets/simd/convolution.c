// Convolutions of one image that has few channels, so that a matrix product
// would be all packing. Lanes are filters; sums stay in registers.
#include "nets/simd/simd.h"

enum {
    TILE = 12,  // pixels summed at once: enough to hide an addition's latency
    // Vectors of kernel gradient summed at once: what the registers hold.
    HELD = LANES == 16 ? 27 : 10,
};

// The kernel's and image's layout, in floats.
typedef struct {
    int size;        // rows of the kernel
    int run;         // of one of its rows: size × channels
    size_t row;      // from one row of the image to the next
    size_t step;     // from one place to the next
    size_t filters;  // from one tap of the kernel to the next
} Layout;

static Layout layout_of(const Window *w, size_t filters)
{
    return (Layout){
        .size = w->size,
        .run = w->size * w->in.channels,
        .row = (size_t)w->in.width * (size_t)w->in.channels,
        .step = (size_t)w->stride * (size_t)w->in.channels,
        .filters = filters,
    };
}

// `count` places side by side, one vector of filters. Where the layout's run
// and step are known to the compiler, a pixel is loaded once for all the taps
// that see it.
INLINE void sum_tile(int count, Layout at, const float *x, const float *kernel,
                     Vector bias, float *y)
{
    Vector sums[TILE];

    for (int p = 0; p < count; p++)
        sums[p] = bias;
    for (int i = 0; i < at.size; i++, x += at.row)
#pragma GCC unroll 5
        for (int j = 0; j < at.run; j++, kernel += at.filters) {
            Vector weight = vector_load(kernel);

            for (int p = 0; p < count; p++)
                sums[p] += weight * x[(size_t)j + (size_t)p * at.step];
        }
    for (int p = 0; p < count; p++)
        vector_store(y + (size_t)p * at.filters, sums[p]);
}

// One row of `width` places.
INLINE void sum_row(Layout at, int width, const float *x, const float *kernel,
                    Vector bias, float *y)
{
    int left = width;

    for (; left >= TILE; left -= TILE, x += TILE * at.step) {
        sum_tile(TILE, at, x, kernel, bias, y);
        y += TILE * at.filters;
    }
    for (; left >= 4; left -= 4, x += 4 * at.step, y += 4 * at.filters)
        sum_tile(4, at, x, kernel, bias, y);
    for (; left > 0; left--, x += at.step, y += at.filters)
        sum_tile(1, at, x, kernel, bias, y);
}

void SIMD_NAME(convolve)(const Window *window, const float *x,
                         const float *kernel, const float *bias, size_t filters,
                         float *y)
{
    Layout at = layout_of(window, filters);
    Layout fives = at;

    fives.run = 5;
    fives.step = 1;
    for (size_t f = 0; f < filters; f += LANES) {
        Vector first = bias ? vector_load(bias + f) : (Vector){0};

        for (size_t i = 0; i < (size_t)window->height; i++) {
            const float *from = x + i * (size_t)window->stride * at.row;
            float *to = y + i * (size_t)window->width * filters + f;

            if (at.run == 5 && at.step == 1)
                sum_row(fives, window->width, from, kernel + f, first, to);
            else
                sum_row(at, window->width, from, kernel + f, first, to);
        }
    }
}

// What the gradient is summed from and where to; one vector of filters.
typedef struct {
    Layout at;
    const Window *window;
    const float *x;
    const float *dy;
    float *grad;
    bool add;
} Gradient;

// The gradient of `rows` × `run` taps, from tap `column` of row `row` on.
INLINE void sum_taps(int rows, int run, const Gradient *g, int row, int column)
{
    const Layout *at = &g->at;
    const float *image = g->x + (size_t)row * at->row + (size_t)column;
    const float *dy = g->dy;
    float *grad = g->grad + (size_t)(row * at->run + column) * at->filters;
    Vector sums[HELD];

    for (int t = 0; t < rows * run; t++)
        sums[t] = (Vector){0};
    for (int i = 0; i < g->window->height; i++) {
        const float *x = image + (size_t)(i * g->window->stride) * at->row;

        for (int j = 0; j < g->window->width; j++, x += at->step) {
            Vector slope = vector_load(dy);

#pragma GCC unroll 9
            for (int r = 0; r < rows; r++)
#pragma GCC unroll 9
                for (int t = 0; t < run; t++)
                    sums[r * run + t] +=
                        slope * x[(size_t)r * at->row + (size_t)t];
            dy += at->filters;
        }
    }
    for (int t = 0; t < rows * run; t++, grad += at->filters)
        vector_store(grad, g->add ? vector_load(grad) + sums[t] : sums[t]);
}

// A kernel of a known run: `rows` of its rows at once, then one by one.
INLINE void sum_known(int rows, int run, const Gradient *g)
{
    int i = 0;

    for (; i + rows <= g->at.size; i += rows)
        sum_taps(rows, run, g, i, 0);
    for (; i < g->at.size; i++)
        sum_taps(1, run, g, i, 0);
}

static void sum_any(const Gradient *g)
{
    for (int i = 0; i < g->at.size; i++) {
        int j = 0;

        for (; j + 8 <= g->at.run; j += 8)
            sum_taps(1, 8, g, i, j);
        for (; j < g->at.run; j++)
            sum_taps(1, 1, g, i, j);
    }
}

static void sum_all(const Gradient *g)
{
    if (g->at.run == 3)
        sum_known(3, 3, g);
    else if (g->at.run == 5)
        sum_known(LANES == 16 ? 5 : 2, 5, g);
    else if (g->at.run == 9)
        sum_known(LANES == 16 ? 3 : 1, 9, g);
    else
        sum_any(g);
}

void SIMD_NAME(convolve_back)(const Window *window, const float *x,
                              const float *dy, size_t filters, float *grad,
                              bool add)
{
    Gradient g = {layout_of(window, filters), window, x, dy, grad, add};

    for (size_t f = 0; f < filters; f += LANES) {
        sum_all(&g);
        g.dy += LANES;
        g.grad += LANES;
    }
}
