// What a user may name as an image → its pixels.
#pragma once

#include "harness/predict_image.h"
#include "harness/setup.h"

typedef struct {
    Grey grey;
    int truth;  // its class; -1: not known
    bool data;  // out of a data set or an IDX file: it needs no inverting
} Picture;

// A PNG or PGM file; FILE:NUMBER, from 0, in an IDX file of images, packed or
// not; or NAME:SPLIT:NUMBER in a data set. The trial's own set has the splits
// train, validation and test, with the settings and numbers of that trial (so
// `test` is as in the view `predictions`); others have train and test. Release
// the picture, failed or not.
bool picture_read(const char *argument, const Config *config,
                  const Setup *setup, const DataPlaces *places,
                  Picture *picture, Error *err);
void picture_release(Picture *picture);
