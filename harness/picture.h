// Files of figures: their formats, and what makes one whole.
#pragma once

#include "nets/base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    PICTURE_SVG,
    PICTURE_PNG,
    PICTURE_PDF,
    PICTURE_FORMATS
} PictureFormat;

// "svg", "png", "pdf"; also their suffix.
extern const char *const picture_format_names[PICTURE_FORMATS];

// Copies a finished picture to its place, if it is whole: large enough, and
// ending as its format ends (gnuplot exits well on a full disk). What tells
// the time in it is overwritten first, so that the same figure is the same
// bytes.
bool picture_publish(const char *from, const char *to, PictureFormat format,
                     Error *err);
