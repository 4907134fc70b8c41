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

// A zip archive being made, of members as they are given: `method` 0 is
// stored, 8 deflated.
typedef struct {
    Text bytes;
    Text directory;
    uint16_t count;
} Zip;

typedef struct {
    const char *name;
    const void *bytes;
    uint32_t count;
    uint16_t method;
    uint32_t size;   // unpacked
    uint32_t crc32;  // of that
} ZipMember;

static inline void add_two(Text *bytes, uint32_t number)
{
    text_add_char(bytes, (char)number);
    text_add_char(bytes, (char)(number >> 8));
}

// What a member's own header and its directory entry have in common.
static inline void zip_add_fields(Text *bytes, const ZipMember *member)
{
    add_two(bytes, 20);
    add_two(bytes, 0);
    add_two(bytes, member->method);
    add_little_endian(bytes, 0);
    add_little_endian(bytes, member->crc32);
    add_little_endian(bytes, member->count);
    add_little_endian(bytes, member->size);
    add_two(bytes, (uint32_t)strlen(member->name));
    add_two(bytes, 0);
}

static inline void zip_add(Zip *zip, const ZipMember *member)
{
    uint32_t offset = (uint32_t)zip->bytes.length;

    text_add(&zip->bytes, "PK\3\4");
    zip_add_fields(&zip->bytes, member);
    text_add(&zip->bytes, member->name);
    text_add_part(&zip->bytes, member->bytes, member->count);
    text_add(&zip->directory, "PK\1\2");
    add_two(&zip->directory, 20);
    zip_add_fields(&zip->directory, member);
    for (int i = 0; i < 5; i++)
        add_two(&zip->directory, 0);
    add_little_endian(&zip->directory, offset);
    text_add(&zip->directory, member->name);
    zip->count++;
}

static inline void zip_add_stored(Zip *zip, const char *name, const Text *bytes)
{
    zip_add(zip, &(ZipMember){name, bytes->data, (uint32_t)bytes->length, 0,
                              (uint32_t)bytes->length,
                              gzip_crc32(bytes->data, bytes->length)});
}

// The finished archive; releases the rest.
static inline Text zip_end(Zip *zip)
{
    uint32_t offset = (uint32_t)zip->bytes.length;

    text_add_part(&zip->bytes, zip->directory.data, zip->directory.length);
    text_add(&zip->bytes, "PK\5\6");
    add_little_endian(&zip->bytes, 0);
    add_two(&zip->bytes, zip->count);
    add_two(&zip->bytes, zip->count);
    add_little_endian(&zip->bytes, (uint32_t)zip->directory.length);
    add_little_endian(&zip->bytes, offset);
    add_two(&zip->bytes, 0);
    text_release(&zip->directory);
    return zip->bytes;
}
