// What a window sees at each of its places, laid out as the rows of a matrix:
// convolutions become matrix products.
#pragma once

#include "nets/window.h"

// Floats of one place: size × size × channels.
size_t patch_size(const Window *window);
// image [window->in] → patches [height × width, patch_size]; padding is 0.
void patches_gather(const Window *window, const float *image, float *patches);
// The gradient back: every value is added to the pixel it came from.
void patches_scatter(const Window *window, const float *patches, float *image);
