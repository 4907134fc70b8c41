// Images that a query names, laid out on one large one.
#pragma once

#include "harness/images.h"

typedef struct {
    Text lines;  // a line of grey levels, 0 … 255, for each row of pixels
    int tile;    // pixels that a unit of the query's columns is wide
} Mosaic;

// Lays out the images that a result's column `image` names (see images_grey),
// each in the middle of the unit square at its `column` and `row`, to which it
// is moved by less than a pixel; row 0 is above, and what lies between them is
// 0. Empty where there is no such column. Release it, made or not.
bool mosaic_make(Mosaic *mosaic, Images *images, const Result *result,
                 Error *err);
void mosaic_release(Mosaic *mosaic);
