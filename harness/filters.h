// The kernels of networks' first layers, for figures, from their checkpoints.
#pragma once

#include "harness/store.h"

typedef struct {
    Text lines;    // "x y weight", a block for each kernel
    Text strips;   // "strip top shown all", a row for each checkpoint
    size_t count;  // kernels
    size_t rows;   // of tiles, all strips together
} Filters;

// For every row of a result with a column `checkpoint`, a file's path: the
// first layer's kernels, up to 48, as tiles in lines of sixteen, each in a unit
// square, y downwards, their channels averaged. A dense layer's are shown as
// the images that they are laid over, where these are square. Weights are
// scaled to −1 … 1 in every strip. A network without such kernels has no strip,
// one whose file cannot be read a strip of none. Fails where there are no
// kernels at all. Release the filters, failed or not.
bool filters_read(Filters *filters, const Result *result, Error *err);
void filters_release(Filters *filters);
