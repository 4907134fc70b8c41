#include "nets/base/gzip.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
// zlib then promises not to write into what it reads.
#define ZLIB_CONST
#include <zlib.h>

// zlib's code for a window of 32 KiB with gzip's wrapping, or with none.
enum { WINDOW_GZIP = 15 + 16, WINDOW_RAW = -15 };

struct Gzip {
    const char *name;
    z_stream stream;
    const uint8_t *next;  // what the stream was not given yet
    size_t left;
    bool ended;
};

bool gzip_begins(const void *bytes, size_t count)
{
    const uint8_t *first = bytes;

    return count >= 2 && first[0] == 0x1f && first[1] == 0x8b;
}

static Gzip *open_window(const char *name, const void *bytes, size_t count,
                         int window)
{
    Gzip *gzip = memory_new(1, sizeof *gzip);
    int status;

    gzip->name = name;
    gzip->next = bytes;
    gzip->left = count;
    status = inflateInit2(&gzip->stream, window);
    assert(status == Z_OK);
    return gzip;
}

Gzip *gzip_open(const char *name, const void *bytes, size_t count)
{
    return open_window(name, bytes, count, WINDOW_GZIP);
}

Gzip *gzip_open_raw(const char *name, const void *bytes, size_t count)
{
    return open_window(name, bytes, count, WINDOW_RAW);
}

void gzip_close(Gzip *gzip)
{
    if (!gzip)
        return;
    (void)inflateEnd(&gzip->stream);
    free(gzip);
}

// zlib counts in unsigned int, so both ends are fed piece by piece.
static unsigned piece(size_t left)
{
    return left > INT_MAX ? INT_MAX : (unsigned)left;
}

// Unpacks into at most `count` bytes and says how many came.
static bool unpack(Gzip *gzip, void *out, size_t count, size_t *got, Error *err)
{
    z_stream *stream = &gzip->stream;
    unsigned given = piece(gzip->left);
    unsigned room = piece(count);
    int status;

    stream->next_in = gzip->next;
    stream->avail_in = given;
    stream->next_out = out;
    stream->avail_out = room;
    status = inflate(stream, Z_NO_FLUSH);
    gzip->next += given - stream->avail_in;
    gzip->left -= given - stream->avail_in;
    *got = room - stream->avail_out;
    gzip->ended = status == Z_STREAM_END;
    if (status == Z_OK || status == Z_STREAM_END)
        return true;
    if (status == Z_BUF_ERROR)
        return fail(err, "'%s' is truncated: its gzip stream does not end",
                    gzip->name);
    return fail(err, "'%s' is damaged: gzip says '%s'", gzip->name,
                stream->msg ? stream->msg : zError(status));
}

bool gzip_read(Gzip *gzip, void *out, size_t count, Error *err)
{
    uint8_t *next = out;
    size_t got;

    while (count > 0) {
        if (gzip->ended)
            return fail(err, "'%s' is truncated: %zu bytes are missing",
                        gzip->name, count);
        if (!unpack(gzip, next, count, &got, err))
            return false;
        next += got;
        count -= got;
    }
    return true;
}

bool gzip_end(Gzip *gzip, Error *err)
{
    uint8_t more;
    size_t got = 0;

    while (!gzip->ended && got == 0)
        if (!unpack(gzip, &more, 1, &got, err))
            return false;
    if (got > 0)
        return fail(err, "'%s' unpacks to more bytes than it says", gzip->name);
    return gzip->left == 0
           || fail(err, "'%s' has %zu bytes after its gzip stream", gzip->name,
                   gzip->left);
}

uint32_t gzip_crc32(const void *bytes, size_t count)
{
    return (uint32_t)crc32_z(0, bytes, count);
}
