// Means under a window, of one image.
#include "nets/simd/simd.h"

static float share(Cells rows, Cells columns)
{
    return 1.0F
           / (float)((rows.end - rows.first) * (columns.end - columns.first));
}

static void mean_place(const Window *w, const float *x, Cells rows,
                       Cells columns, float *y)
{
    size_t channels = (size_t)w->in.channels;
    float part = share(rows, columns);

    memset(y, 0, channels * sizeof *y);
    for (int i = rows.first; i < rows.end; i++)
        for (int j = columns.first; j < columns.end; j++) {
            const float *cell = x + window_cell(w, rows, i, columns, j);

            SIMD_NAME(add)(y, cell, channels);
        }
    for (size_t c = 0; c < channels; c++)
        y[c] *= part;
}

void SIMD_NAME(average_pool)(const Window *window, const float *x, float *y)
{
    for (int i = 0; i < window->height; i++)
        for (int j = 0; j < window->width; j++) {
            mean_place(window, x, window_rows(window, i),
                       window_columns(window, j), y);
            y += window->in.channels;
        }
}

static void spread_place(const Window *w, const float *dy, Cells rows,
                         Cells columns, float *dx)
{
    float part = share(rows, columns);

    for (int i = rows.first; i < rows.end; i++)
        for (int j = columns.first; j < columns.end; j++) {
            float *cell = dx + window_cell(w, rows, i, columns, j);

            for (int c = 0; c < w->in.channels; c++)
                cell[c] += part * dy[c];
        }
}

void SIMD_NAME(average_pool_back)(const Window *window, const float *dy,
                                  float *dx)
{
    memset(dx, 0, shape_size(window->in) * sizeof *dx);
    for (int i = 0; i < window->height; i++)
        for (int j = 0; j < window->width; j++) {
            spread_place(window, dy, window_rows(window, i),
                         window_columns(window, j), dx);
            dy += window->in.channels;
        }
}
