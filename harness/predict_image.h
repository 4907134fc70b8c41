// Pictures in files → grey pixels. What a file holds is told by its first
// bytes, never by its name.
#pragma once

#include "nets/base/buffer.h"
#include "nets/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    GREY_SIDE_MOST = 4096,
    GREY_BYTES_MOST = 1 << 26,  // of a file
};

// Release frees it.
typedef struct {
    int height;
    int width;
    uint8_t *pixels;  // [height, width], 0 black … 255 white
} Grey;

void grey_release(Grey *grey);

// Zeroed pixels. Both sides must be within the bounds.
Grey grey_new(int height, int width);

// Takes a whole PNG or PGM (P2, P5) file; `name` is what messages call it.
// Colours become their brightness, and what is transparent lies on white, as
// on paper. Trusts nothing: on failure *grey is empty.
bool grey_decode(const char *name, const Buffer *file, Grey *grey, Error *err);
