#include "harness/predict_image.h"

#include "harness/png.h"
#include "nets/base/memory.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { BYTE_MOST = 255, NUMBER_MOST = 1000000 };

void grey_release(Grey *grey)
{
    free(grey->pixels);
    *grey = (Grey){0};
}

Grey grey_new(int height, int width)
{
    return (Grey){height, width, memory_new((size_t)height * (size_t)width, 1)};
}

// A PGM file from the front.
typedef struct {
    const char *name;
    const uint8_t *next;
    const uint8_t *end;
} Reader;

// Spaces, and comments from # to the end of their line.
static void skip_space(Reader *reader)
{
    while (reader->next < reader->end
           && (isspace(*reader->next) || *reader->next == '#')) {
        bool comment = *reader->next == '#';

        while (comment && reader->next < reader->end && *reader->next != '\n')
            reader->next++;
        if (reader->next < reader->end)
            reader->next++;
    }
}

static bool read_number(Reader *reader, const char *what, int *number,
                        Error *err)
{
    int value = 0;

    skip_space(reader);
    if (reader->next == reader->end)
        return fail(err, "'%s' is truncated: its %s is missing", reader->name,
                    what);
    if (!isdigit(*reader->next))
        return fail(err, "'%s' is damaged: its %s is no number", reader->name,
                    what);
    for (; reader->next < reader->end && isdigit(*reader->next); reader->next++)
        if (value <= NUMBER_MOST)
            value = 10 * value + (*reader->next - '0');
    *number = value;
    return true;
}

static bool check_sides(const char *name, int height, int width, Error *err)
{
    if (height < 1 || width < 1)
        return fail(err, "'%s' has no pixels", name);
    return (height <= GREY_SIDE_MOST && width <= GREY_SIDE_MOST)
           || fail(err, "'%s' is larger than %d x %d pixels", name,
                   GREY_SIDE_MOST, GREY_SIDE_MOST);
}

static bool read_header(Reader *reader, int *height, int *width, int *most,
                        Error *err)
{
    *height = *width = *most = 0;
    if (!read_number(reader, "width", width, err)
        || !read_number(reader, "height", height, err)
        || !read_number(reader, "largest value", most, err)
        || !check_sides(reader->name, *height, *width, err))
        return false;
    if (*most < 1 || *most > BYTE_MOST)
        return fail(err,
                    "'%s' has values up to %d; they must go up to 255 at most",
                    reader->name, *most);
    // One space ends the header; what follows it may be pixels already.
    if (reader->next == reader->end || !isspace(*reader->next))
        return fail(err, "'%s' is damaged: no space ends its header",
                    reader->name);
    reader->next++;
    return true;
}

static bool read_pixel(Reader *reader, bool plain, int *value, Error *err)
{
    if (plain)
        return read_number(reader, "next pixel", value, err);
    *value = *reader->next++;
    return true;
}

static bool read_pixels(Reader *reader, bool plain, int most, Grey *grey,
                        Error *err)
{
    size_t count = (size_t)grey->height * (size_t)grey->width;
    int value = 0;

    assert(most > 0);
    for (size_t i = 0; i < count; i++) {
        if (!read_pixel(reader, plain, &value, err))
            return false;
        if (value > most)
            return fail(err, "'%s' has the value %d, but says %d is the most",
                        reader->name, value, most);
        grey->pixels[i] = (uint8_t)((value * BYTE_MOST + most / 2) / most);
    }
    if (plain)
        skip_space(reader);
    return reader->next == reader->end
           || fail(err, "'%s' has %zu bytes more than its header says",
                   reader->name, (size_t)(reader->end - reader->next));
}

// netpbm.sourceforge.net/doc/pgm.html
static bool decode_pgm(const char *name, const Buffer *file, Grey *grey,
                       Error *err)
{
    Reader reader = {name, file->bytes + 2, file->bytes + file->count};
    bool plain = file->bytes[1] == '2';
    int height;
    int width;
    int most;
    size_t left;
    size_t least;

    if (!read_header(&reader, &height, &width, &most, err))
        return false;
    left = (size_t)(reader.end - reader.next);
    // A plain pixel is a digit and, but for the last, a space.
    least = (size_t)height * (size_t)width * (plain ? 2 : 1) - plain;
    if (left < least)
        return fail(err, "'%s' is truncated: it needs %zu bytes more", name,
                    least - left);
    *grey = grey_new(height, width);
    return read_pixels(&reader, plain, most, grey, err);
}

static bool begins(const Buffer *file, const char *bytes, size_t count)
{
    return file->count >= count && memcmp(file->bytes, bytes, count) == 0;
}

bool grey_decode(const char *name, const Buffer *file, Grey *grey, Error *err)
{
    bool ok;

    *grey = (Grey){0};
    if (begins(file, "\x89PNG", 4))
        ok = grey_from_png(name, file, grey, err);
    else if (begins(file, "P2", 2) || begins(file, "P5", 2))
        ok = decode_pgm(name, file, grey, err);
    else if (begins(file, "\0\0\x08\x03", 4) || begins(file, "\x1f\x8b", 2))
        ok = fail_misuse(err,
                         "'%s' may be an IDX file; say which of its images, "
                         "from 0: '%s:0'",
                         name, name);
    else if (begins(file, "P", 1) && file->count > 1 && file->bytes[1] >= '1'
             && file->bytes[1] <= '7')
        ok = fail_misuse(err, "'%s' is a P%c file; only P2 and P5 are read",
                         name, file->bytes[1]);
    else
        ok = fail_misuse(err, "'%s' is no image: neither PNG, PGM nor IDX",
                         name);
    if (!ok)
        grey_release(grey);
    return ok;
}
