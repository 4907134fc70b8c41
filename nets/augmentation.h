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

// One image's draws.
typedef struct {
    double rotation;  // degrees
    double shift_x;   // pixels; positive moves the picture left
    double shift_y;   // pixels; positive moves it up
    double shear;     // degrees
    double zoom_x;    // above 1 shrinks the picture
    double zoom_y;
} AffineDraw;

// Draws for an image of this many pixels. Always six numbers in the order of
// AffineDraw, so that a range of 0 leaves the other five as they are.
AffineDraw augmentation_draw(const Augmentation *augmentation, int height,
                             int width, Rng *rng);

// Where an output pixel reads, both about their images' centres: from v rows
// and u columns off the output's centre, `row[0] v + row[1] u + row[2]` rows
// off the source's, and likewise columns.
typedef struct {
    double row[3];
    double col[3];
} AffineMap;

AffineMap affine_map(const AffineDraw *draw);
