// Files of figures: their formats, and what makes one whole.
#pragma once

#include "nets/base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    PICTURE_SVG,
    PICTURE_PNG,
    PICTURE_PDF,
    PICTURE_TEX,  // for \input, and a picture without letters beside it
    PICTURE_FORMATS,
    PICTURE_TERM = PICTURE_FORMATS,  // letters, for a terminal
    PICTURE_KINDS
} PictureFormat;

// "svg", "png", "pdf", "tex"; also their suffix. "txt" for PICTURE_TERM.
extern const char *const picture_format_names[PICTURE_KINDS];

// Copies a finished picture to its place, if it is whole: large enough, and
// ending as its format ends (gnuplot exits well on a full disk). What tells
// the time in it is overwritten first, so that the same figure is the same
// bytes. NAME.tex has its picture beside it as NAME-tex.pdf; what is written in
// it is text, whatever LaTeX would make of it.
bool picture_publish(const char *from, const char *to, PictureFormat format,
                     Error *err);
