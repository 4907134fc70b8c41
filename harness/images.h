// Pixels for figures. The database holds no images: a query names them, and
// they are taken from the data set that its configuration was trained on.
#pragma once

#include "harness/config.h"
#include "harness/store.h"
#include "nets/dataset.h"

// Keeps the data sets it has loaded. Both are borrowed.
typedef struct Images Images;
Images *images_new(Store *store, const DataPlaces *places);
void images_free(Images *images);
const DataPlaces *images_places(const Images *images);
// A configuration by its short name; release it, read or not.
bool images_config(const Images *images, const char *name, Config *config,
                   Error *err);

typedef struct {
    int width;
    int height;
    float *levels;  // [height, width], 0 … 255; free it
} Grey;

// The image that a query's cell names, which is CONFIG/SPLIT/NUMBER (number
// from 0, split train, validation or test) or CONFIG/SPLIT/NUMBER/EPOCH for
// that image augmented as in that epoch of seed 1; the mean of its channels.
bool images_grey(Images *images, const char *cell, Grey *grey, Error *err);
