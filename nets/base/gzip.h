// Reading gzip and deflate, from memory. gzip.c alone knows zlib. The reader
// says how much there must be, so that no bomb unpacks.
#pragma once

#include "nets/base/error.h"

#include <stddef.h>
#include <stdint.h>

// Whether the bytes begin as a gzip file does.
bool gzip_begins(const void *bytes, size_t count);

typedef struct Gzip Gzip;

// Both borrow the bytes and the name, which messages use.
Gzip *gzip_open(const char *name, const void *bytes, size_t count);
// Deflated bytes without gzip's wrapping, as zip files have them.
Gzip *gzip_open_raw(const char *name, const void *bytes, size_t count);
void gzip_close(Gzip *gzip);

// The next `count` unpacked bytes; fails when there are fewer.
bool gzip_read(Gzip *gzip, void *out, size_t count, Error *err);
// Fails unless all was read, with the right checksum and length, and no byte
// follows.
bool gzip_end(Gzip *gzip, Error *err);

// The checksum of gzip and zip files.
uint32_t gzip_crc32(const void *bytes, size_t count);
