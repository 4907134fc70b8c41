// The shape of one example: an image, row by row, its channels innermost
// (NHWC). A plain vector is 1 × 1 × n.
#pragma once

#include <stddef.h>

typedef struct {
    int height;
    int width;
    int channels;
} Shape;

static inline size_t shape_size(Shape shape)
{
    return (size_t)shape.height * (size_t)shape.width * (size_t)shape.channels;
}
