// PNG files; png.c alone knows libpng.
#pragma once

#include "harness/predict_image.h"

// As grey_decode. Of images with 16 bits the upper 8 are taken; gamma is
// ignored where the file says none.
bool grey_from_png(const char *name, const Buffer *file, Grey *grey,
                   Error *err);
