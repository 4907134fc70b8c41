// Largest values under a window, of one image.
#include "nets/simd/simd.h"

// Halving both sides, by far the most common window: no cell is shared, none
// is padding, and what can be is compared by whole vectors of channels.
static bool is_halving(const Window *w)
{
    return w->size == 2 && w->stride == 2 && w->top == 0 && w->left == 0
           && w->height == w->in.height / 2 && w->width == w->in.width / 2;
}

static void halve_vector(const float *x, size_t right, size_t down, float *y,
                         uint8_t *places)
{
    const size_t cells[] = {right, down, down + right};
    Vector most = vector_load(x);
    Integers place = {0};

    for (int i = 0; i < 3; i++) {
        Vector value = vector_load(x + cells[i]);
        Integers more = value > most;

        most = vector_pick(more, value, most);
        place = (more & (i + 1)) | (~more & place);
    }
    vector_store(y, most);
    bytes_store(places, place);
}

static void halve_one(const float *x, size_t right, size_t down, float *y,
                      uint8_t *places)
{
    float top = x[right] > x[0] ? x[right] : x[0];
    float bottom = x[down + right] > x[down] ? x[down + right] : x[down];
    int place_top = x[right] > x[0];
    int place_bottom = 2 + (x[down + right] > x[down]);

    *y = bottom > top ? bottom : top;
    *places = (uint8_t)(bottom > top ? place_bottom : place_top);
}

static void halve(const Window *w, const float *x, float *y, uint8_t *places)
{
    size_t channels = (size_t)w->in.channels;
    size_t row = (size_t)w->in.width * channels;

    for (int i = 0; i < w->height; i++) {
        const float *from = x + 2 * (size_t)i * row;

        for (int j = 0; j < w->width; j++) {
            size_t c = 0;

            for (; c + LANES <= channels; c += LANES)
                halve_vector(from + c, channels, row, y + c, places + c);
            for (; c < channels; c++)
                halve_one(from + c, channels, row, y + c, places + c);
            from += 2 * channels;
            y += channels;
            places += channels;
        }
    }
}

static void halve_back(const Window *w, const uint8_t *places, const float *dy,
                       float *dx)
{
    size_t channels = (size_t)w->in.channels;
    size_t row = (size_t)w->in.width * channels;
    size_t over = (size_t)(w->in.width % 2) * channels;

    for (int i = 0; i < w->height; i++, dx += 2 * row) {
        float *to = dx;

        for (int j = 0; j < w->width; j++, to += 2 * channels) {
            for (size_t c = 0; c < channels; c += LANES) {
                Vector slope = vector_load(dy + c);
                Integers place = bytes_load(places + c);
                Vector none = {0};

                vector_store(to + c, vector_pick(place == 0, slope, none));
                vector_store(to + c + channels,
                             vector_pick(place == 1, slope, none));
                vector_store(to + c + row,
                             vector_pick(place == 2, slope, none));
                vector_store(to + c + row + channels,
                             vector_pick(place == 3, slope, none));
            }
            dy += channels;
            places += channels;
        }
        memset(to, 0, over * sizeof *to);
        memset(to + row, 0, over * sizeof *to);
    }
    if (w->in.height % 2)
        memset(dx, 0, row * sizeof *dx);
}

// The first cell that counts is taken whatever it holds; then whoever is more.
static void take_more(const float *x, int place, float *y, uint8_t *places,
                      size_t channels)
{
    for (size_t c = 0; c < channels; c++) {
        bool more = x[c] > y[c];

        y[c] = more ? x[c] : y[c];
        places[c] = more ? (uint8_t)place : places[c];
    }
}

static void pool_place(const Window *w, const float *x, Cells rows,
                       Cells columns, float *y, uint8_t *places)
{
    size_t channels = (size_t)w->in.channels;
    int first = rows.first * w->size + columns.first;

    memcpy(y, x + window_cell(w, rows, rows.first, columns, columns.first),
           channels * sizeof *y);
    memset(places, first, channels);
    for (int i = rows.first; i < rows.end; i++)
        for (int j = columns.first; j < columns.end; j++)
            take_more(x + window_cell(w, rows, i, columns, j), i * w->size + j,
                      y, places, channels);
}

void SIMD_NAME(max_pool)(const Window *window, const float *x, float *y,
                         uint8_t *places)
{
    if (is_halving(window)) {
        halve(window, x, y, places);
        return;
    }
    for (int i = 0; i < window->height; i++)
        for (int j = 0; j < window->width; j++) {
            pool_place(window, x, window_rows(window, i),
                       window_columns(window, j), y, places);
            y += window->in.channels;
            places += window->in.channels;
        }
}

static void scatter_place(const Window *w, const uint8_t *places,
                          const float *dy, float *dx, Cells rows, Cells columns)
{
    for (int c = 0; c < w->in.channels; c++) {
        int i = places[c] / w->size;
        int j = places[c] % w->size;

        dx[window_cell(w, rows, i, columns, j) + (size_t)c] += dy[c];
    }
}

void SIMD_NAME(max_pool_back)(const Window *window, const uint8_t *places,
                              const float *dy, float *dx)
{
    if (is_halving(window) && window->in.channels % LANES == 0) {
        halve_back(window, places, dy, dx);
        return;
    }
    memset(dx, 0, shape_size(window->in) * sizeof *dx);
    for (int i = 0; i < window->height; i++)
        for (int j = 0; j < window->width; j++) {
            scatter_place(window, places, dy, dx, window_rows(window, i),
                          window_columns(window, j));
            dy += window->in.channels;
            places += window->in.channels;
        }
}
