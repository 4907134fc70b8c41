// An image as characters of a terminal.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    PALETTE_SHADES,  // no colours: ░▒▓█
    PALETTE_256,
    PALETTE_24_BIT,
} Palette;

// What a terminal shows, as $COLORTERM says; `colour` is whether it is to show
// colours at all.
Palette predict_palette(bool colour);

// Two rows of pixels [height, width] (0 black … 255 white) to a line. Where
// `columns` are too few, pixels are left out, as many down as across.
void predict_picture(const uint8_t *pixels, int height, int width, int columns,
                     Palette palette, Text *text);
