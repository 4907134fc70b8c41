// Any picture → one like those that a network was trained on: light on dark,
// of their size.
#pragma once

#include "harness/predict_image.h"

#include <stddef.h>

// Whether most of the border is light: then what is written is dark.
bool fit_is_dark_on_light(const Grey *grey);
void fit_invert(Grey *grey);

typedef enum {
    FIT_MNIST,    // as MNIST was made: see fit_mnist
    FIT_STRETCH,  // to the whole, whatever becomes of its proportions
    FIT_NONE,     // it must have the size
} Fit;

// As the command line has them; ends in NULL.
extern const char *const fit_names[];

// Fills *out, zeroed pixels of the size that is wanted. Fails, naming the
// picture, where FIT_NONE finds another size, or FIT_MNIST nothing to fit.
bool fit_grey(Fit fit, const char *name, const Grey *in, Grey *out, Error *err);
