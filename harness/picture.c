#include "harness/picture.h"

#include "nets/base/file.h"
#include "nets/base/text.h"

#include <string.h>

const char *const picture_format_names[PICTURE_FORMATS] = {"svg", "png", "pdf"};

// Within this many last bytes the trailer must stand.
enum { TAIL = 64, SMALLEST = 100, LARGEST = 1 << 28 };

static const char *const trailers[PICTURE_FORMATS] = {"</svg>", "IEND",
                                                      "%%EOF"};

static bool ends_with(const Text *bytes, const char *trailer)
{
    size_t length = strlen(trailer);
    size_t first = bytes->length > TAIL ? bytes->length - TAIL : 0;

    for (size_t i = first; i + length <= bytes->length; i++)
        if (memcmp(bytes->data + i, trailer, length) == 0)
            return true;
    return false;
}

// Digits of `/CreationDate (D:20261122154600Z)` become those of one day.
static void stop_clock(Text *pdf)
{
    static const char key[] = "/CreationDate (D:";
    static const char day[] = "20000101000000";
    size_t length = sizeof key - 1;

    for (size_t i = 0; i + length + sizeof day <= pdf->length; i++)
        if (memcmp(pdf->data + i, key, length) == 0)
            memcpy(pdf->data + i + length, day, sizeof day - 1);
}

// Digits are small pictures, shown large: their pixels are to stay pixels.
// gnuplot's titles ("figure_plot_1") would be shown as if they said something.
static void tidy_svg(Text *svg)
{
    static const char image[] = "<image ";
    Text tidied = {0};
    const char *rest = text_string(svg);

    while (*rest) {
        const char *end;

        if (strncmp(rest, "<title>", 7) == 0
            && (end = strstr(rest, "</title>"))) {
            rest = end + 8;
            continue;
        }
        if (strncmp(rest, image, sizeof image - 1) == 0) {
            text_add(&tidied, "<image style='image-rendering:pixelated' ");
            rest += sizeof image - 1;
        }
        end = *rest ? strchr(rest + 1, '<') : NULL;
        text_add_part(&tidied, rest, end ? (size_t)(end - rest) : strlen(rest));
        rest = end ? end : rest + strlen(rest);
    }
    text_release(svg);
    *svg = tidied;
}

bool picture_publish(const char *from, const char *to, PictureFormat format,
                     Error *err)
{
    Buffer file = {0};
    Text bytes = {0};
    bool ok = file_exists(from) || fail(err, "gnuplot did not draw it");

    ok = ok && file_read(from, LARGEST, &file, err);
    if (ok)
        text_add_part(&bytes, (const char *)file.bytes, file.count);
    if (ok && (bytes.length < SMALLEST || !ends_with(&bytes, trailers[format])))
        ok = fail(err, "gnuplot left it unfinished (is the disk full?)");
    if (ok && format == PICTURE_PDF)
        stop_clock(&bytes);
    if (ok && format == PICTURE_SVG)
        tidy_svg(&bytes);
    ok = ok && file_write(to, bytes.data, bytes.length, err);
    buffer_release(&file);
    text_release(&bytes);
    return ok;
}
