// IDX and gzip files made in memory, for tests. Included after tests/check.h.
#pragma once

#include "nets/base/gzip.h"
#include "nets/base/text.h"

static inline void add_big_endian(Text *bytes, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        text_add_char(bytes, (char)(number >> shift));
}

static inline void add_little_endian(Text *bytes, uint32_t number)
{
    for (int shift = 0; shift < 32; shift += 8)
        text_add_char(bytes, (char)(number >> shift));
}

// The header of an IDX file with up to three sizes; 0 ends them.
static inline Text idx_header(uint32_t magic, uint32_t a, uint32_t b,
                              uint32_t c)
{
    const uint32_t sizes[] = {a, b, c, 0};
    Text bytes = {0};

    add_big_endian(&bytes, magic);
    for (int i = 0; sizes[i] != 0; i++)
        add_big_endian(&bytes, sizes[i]);
    return bytes;
}

// `count` images of side × side whose pixels count up.
static inline Text idx_images(uint32_t count, uint32_t side)
{
    Text bytes = idx_header(2051, count, side, side);

    for (uint32_t i = 0; i < count * side * side; i++)
        text_add_char(&bytes, (char)(i % 251));
    return bytes;
}

// Labels first, first + 1, …, first + classes − 1, and again.
static inline Text idx_labels(uint32_t count, uint32_t first, uint32_t classes)
{
    Text bytes = idx_header(2049, count, 0, 0);

    for (uint32_t i = 0; i < count; i++)
        text_add_char(&bytes, (char)(first + i % classes));
    return bytes;
}

// A gzip file of the bytes, in one stored block: at most 65,535.
static inline Text packed(const Text *bytes)
{
    static const char header[] = {0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1};
    uint32_t length = (uint32_t)bytes->length;
    Text out = {0};

    assert_true(length < 65536);
    text_add_part(&out, header, sizeof header);
    text_add_char(&out, (char)length);
    text_add_char(&out, (char)(length >> 8));
    text_add_char(&out, (char)~length);
    text_add_char(&out, (char)(~length >> 8));
    text_add_part(&out, bytes->data, length);
    add_little_endian(&out, gzip_crc32(bytes->data, length));
    add_little_endian(&out, length);
    return out;
}
