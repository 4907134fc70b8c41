// A convolution of one image whose sums are pooled at once: what its kernels
// are told.
#pragma once

#include "nets/window.h"

#include <stdbool.h>
#include <stddef.h>

// Of the sums' map only the largest of every 2 × 2 is kept, after a rectifier
// perhaps, and then random ones are silenced. The sums are never stored.
typedef struct {
    Window window;  // of the convolution, on an image that has its padding
    int height;     // of the pooled map, half of the window's
    int width;
    size_t filters;  // a multiple of 16
    bool bias;       // [filters], follows the kernel and its gradient
    bool relu;
    float scale;  // of what is not silenced
} Pooled;

// What is kept of a pooled value, for the way back.
enum {
    CELL_COLUMN = 1,  // it came from the right column
    CELL_ROW = 8,     // from the lower row
    CELL_ALIVE = 16,  // it was neither rectified nor silenced
};

static inline size_t pooled_size(const Pooled *p)
{
    return (size_t)p->height * (size_t)p->width * p->filters;
}

// Floats that convolve_pool_back needs: the sums' map, or 16 pixels for every
// row of the image and column of the pooled map.
static inline size_t pooled_scratch(const Pooled *p)
{
    size_t map =
        (size_t)p->window.height * (size_t)p->window.width * p->filters;
    size_t pairs = (size_t)p->window.in.height * (size_t)p->width * 16;

    return map > pairs ? map : pairs;
}
