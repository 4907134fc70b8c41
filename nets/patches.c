#include "nets/patches.h"

#include <string.h>

size_t patch_size(const Window *window)
{
    return (size_t)window->size * (size_t)window->size
           * (size_t)window->in.channels;
}

// One row of the window: the part of it that lies in the image.
typedef struct {
    size_t before;  // floats of padding
    size_t inside;
} Run;

static Run run_of(const Window *window, Cells columns)
{
    size_t channels = (size_t)window->in.channels;

    return (Run){(size_t)columns.first * channels,
                 (size_t)(columns.end - columns.first) * channels};
}

static void gather_place(const Window *window, const float *image, Cells rows,
                         Cells columns, float *patch)
{
    size_t length = (size_t)window->size * (size_t)window->in.channels;
    Run run = run_of(window, columns);

    if (rows.first > 0 || rows.end < window->size || run.inside < length)
        memset(patch, 0, patch_size(window) * sizeof *patch);
    for (int i = rows.first; i < rows.end; i++)
        memcpy(patch + (size_t)i * length + run.before,
               image + window_cell(window, rows, i, columns, columns.first),
               run.inside * sizeof *patch);
}

void patches_gather(const Window *window, const float *image, float *patches)
{
    for (int i = 0; i < window->height; i++)
        for (int j = 0; j < window->width; j++) {
            gather_place(window, image, window_rows(window, i),
                         window_columns(window, j), patches);
            patches += patch_size(window);
        }
}

static void scatter_place(const Window *window, const float *patch, Cells rows,
                          Cells columns, float *image)
{
    size_t length = (size_t)window->size * (size_t)window->in.channels;
    Run run = run_of(window, columns);

    for (int i = rows.first; i < rows.end; i++) {
        const float *from = patch + (size_t)i * length + run.before;
        float *to =
            image + window_cell(window, rows, i, columns, columns.first);

        for (size_t k = 0; k < run.inside; k++)
            to[k] += from[k];
    }
}

void patches_scatter(const Window *window, const float *patches, float *image)
{
    memset(image, 0, shape_size(window->in) * sizeof *image);
    for (int i = 0; i < window->height; i++)
        for (int j = 0; j < window->width; j++) {
            scatter_place(window, patches, window_rows(window, i),
                          window_columns(window, j), image);
            patches += patch_size(window);
        }
}
