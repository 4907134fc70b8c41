#include "harness/predict_picture.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEVELS = 256,
    GREY_FIRST = 232,  // of the 256 colours, greys from here on
    GREYS = 24,
};

Palette predict_palette(bool colour)
{
    const char *depth = getenv("COLORTERM");

    if (!colour)
        return PALETTE_SHADES;
    return depth
                   && (strcmp(depth, "truecolor") == 0
                       || strcmp(depth, "24bit") == 0)
               ? PALETTE_24_BIT
               : PALETTE_256;
}

// The 24 greys are 8, 18, … 238; below them is black, colour 16, above them
// white, 231.
static int grey_colour(int level)
{
    int which = (level - 3) / 10;

    return level < 3 ? 16 : which >= GREYS ? 231 : GREY_FIRST + which;
}

static void add_colour(int what, int level, Palette palette, Text *text)
{
    if (palette == PALETTE_24_BIT)
        text_printf(text, "\033[%d;2;%d;%d;%dm", what, level, level, level);
    else
        text_printf(text, "\033[%d;5;%dm", what, grey_colour(level));
}

static void add_character(int top, int bottom, Palette palette, Text *text)
{
    static const char *const shades[] = {" ", "░", "▒", "▓", "█"};
    enum { SHADES = sizeof shades / sizeof *shades };

    if (palette == PALETTE_SHADES) {
        text_add(text, shades[(top + bottom) * SHADES / (2 * LEVELS)]);
        return;
    }
    add_colour(38, top, palette, text);
    add_colour(48, bottom, palette, text);
    text_add(text, "▀");
}

void predict_picture(const uint8_t *pixels, int height, int width, int columns,
                     Palette palette, Text *text)
{
    int step = (width + columns - 1) / columns;

    for (int y = 0; y < height; y += 2 * step) {
        const uint8_t *top = pixels + (size_t)y * (size_t)width;
        const uint8_t *bottom = top + (size_t)step * (size_t)width;
        bool last = y + step >= height;

        for (int x = 0; x < width; x += step)
            add_character(top[x], last ? 0 : bottom[x], palette, text);
        text_add(text, palette == PALETTE_SHADES ? "\n" : "\033[0m\n");
    }
}
