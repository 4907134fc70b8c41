// Random affine maps of images, as Keras' ImageDataGenerator draws them
// (nearest fill, bilinear).
#pragma once

#include "nets/base/param.h"
#include "nets/base/rng.h"

// Ranges of the uniform draws; all 0: none.
typedef struct {
    double rotate;   // degrees
    double shift_x;  // of the width, columns
    double shift_y;  // of the height, rows
    double shear;    // degrees
    double zoom;     // fraction around 1
} Augmentation;

extern const Param augmentation_params[];
