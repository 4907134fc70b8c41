#include "harness/png.h"

#include "nets/base/memory.h"

#include <png.h>
#include <stdlib.h>

enum { CHANNELS = 4, OPAQUE = 255, WHITE = 255, THOUSAND = 1000 };

// Brightness as ITU-R BT.601 has it: of grey it is that grey. What is
// transparent shows white.
static uint8_t brightness(const uint8_t *pixel)
{
    int grey = (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + THOUSAND / 2)
               / THOUSAND;
    int alpha = pixel[3];

    return (uint8_t)((grey * alpha + WHITE * (OPAQUE - alpha) + OPAQUE / 2)
                     / OPAQUE);
}

static bool fail_png(const char *name, const png_image *image, Error *err)
{
    return fail(err, "'%s' is damaged: libpng says '%s'", name, image->message);
}

static bool decode(const char *name, png_image *image, Grey *grey, Error *err)
{
    size_t pixels;
    uint8_t *colours;
    bool ok;

    if (image->width > GREY_SIDE_MOST || image->height > GREY_SIDE_MOST)
        return fail(err, "'%s' has %u x %u pixels; at most %d x %d are read",
                    name, (unsigned)image->width, (unsigned)image->height,
                    GREY_SIDE_MOST, GREY_SIDE_MOST);
    image->format = PNG_FORMAT_RGBA;
    image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    pixels = (size_t)image->width * image->height;
    colours = memory_new(pixels, CHANNELS);
    ok = png_image_finish_read(image, NULL, colours, 0, NULL) != 0
         || fail_png(name, image, err);
    if (ok)
        *grey = grey_new((int)image->height, (int)image->width);
    for (size_t i = 0; ok && i < pixels; i++)
        grey->pixels[i] = brightness(colours + i * CHANNELS);
    free(colours);
    return ok;
}

// libpng's simplified interface catches its own errors, and bounds the memory
// of every chunk.
bool grey_from_png(const char *name, const Buffer *file, Grey *grey, Error *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool ok;

    *grey = (Grey){0};
    ok =
        (png_image_begin_read_from_memory(&image, file->bytes, file->count) != 0
         || fail_png(name, &image, err))
        && decode(name, &image, grey, err);
    png_image_free(&image);
    return ok;
}
