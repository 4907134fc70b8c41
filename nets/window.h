// A square window that slides over an image: what convolutions and pooling
// have in common.
#pragma once

#include "nets/base/error.h"
#include "nets/shape.h"

typedef enum {
    PADDING_VALID,  // the window stays inside the image
    PADDING_SAME,   // as many places as the image has pixels, over the stride
} Padding;
extern const char *const padding_names[];  // ends in NULL

// Place (row, column) covers the image's rows from row × stride − top on, and
// its columns from column × stride − left on; what lies outside is padding.
typedef struct {
    Shape in;
    int height;  // of the grid of places
    int width;
    int size;
    int stride;
    int top;
    int left;
} Window;

// Fails when the window does not fit. PADDING_SAME is TensorFlow's: an odd row
// or column of padding comes after the image.
bool window_plan(Window *window, Shape in, int size, int stride,
                 Padding padding, Error *err);

// One axis of a place: which of the window's `size` cells lie in the image.
typedef struct {
    int start;  // where cell 0 lies; may be negative
    int first;  // the first cell inside
    int end;    // one after the last
} Cells;

static inline Cells window_span(const Window *window, int start, int limit)
{
    return (Cells){start, start < 0 ? -start : 0,
                   start + window->size > limit ? limit - start : window->size};
}

static inline Cells window_rows(const Window *window, int row)
{
    return window_span(window, row * window->stride - window->top,
                       window->in.height);
}

static inline Cells window_columns(const Window *window, int column)
{
    return window_span(window, column * window->stride - window->left,
                       window->in.width);
}

// Where a cell's first channel lies in the image, in floats.
static inline size_t window_cell(const Window *window, Cells rows, int i,
                                 Cells columns, int j)
{
    return ((size_t)(rows.start + i) * (size_t)window->in.width
            + (size_t)(columns.start + j))
           * (size_t)window->in.channels;
}
