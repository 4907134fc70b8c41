// What the kernel `warp` is told.
#pragma once

#include <stddef.h>

// Output pixel i lies v[i] rows and u[i] columns off the output's centre, and
// is read at `row[0] v + row[1] u + row[2]` and likewise `col` in the source,
// both then clamped to it.
typedef struct {
    size_t count;    // of output pixels
    const float *v;  // [count]
    const float *u;
    float row[3];
    float col[3];
    int height;  // of the source
    int width;
} Warp;
