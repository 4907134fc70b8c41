// Max-pooling's part of a layer that absorbs it.
#pragma once

#include "nets/layer.h"

// Whether it takes the largest of every 2 × 2, with no cell in the padding; an
// odd row or column at the end is left out.
bool max_pool_halves(const Layer *max_pool);
