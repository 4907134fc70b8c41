#include "harness/picture.h"

#include "harness/format.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const picture_format_names[PICTURE_KINDS] = {"svg", "png", "pdf",
                                                         "tex", "txt"};

// Within this many last bytes the trailer must stand.
enum { TAIL = 64, SMALLEST = 100, LARGEST = 1 << 28 };

static const char *const trailers[PICTURE_KINDS] = {"</svg>", "IEND", "%%EOF",
                                                    "\\endgroup", "\n"};

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

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

// STEM.tex → STEM and the ending. The picture that gnuplot made beside it is
// STEM.pdf; ours is to be STEM-tex.pdf, since STEM.pdf is the whole figure.
static void beside(const char *tex, const char *ending, Text *path)
{
    text_add_part(path, tex, strlen(tex) - strlen(".tex"));
    text_add(path, ending);
}

// How many braces are open at the end of it.
static size_t open_braces(const char *text, size_t length)
{
    size_t open = 0;

    for (size_t i = 0; i < length; i++)
        open += (text[i] == '{') - (size_t)(text[i] == '}');
    return open;
}

// The size of letters that style.gp's `sized` has put before a text; returns
// where the text begins.
static const char *take_size(const char *text, Text *tex)
{
    char *end;
    double size;

    if (text[0] != '\002')
        return text;
    size = strtod(text + 1, &end);
    if (*end != '\003')
        return text;
    text_printf(tex, "\\fontsize{%g}{%g}\\selectfont{}", size, 1.2 * size);
    return end + 1;
}

// gnuplot leaves texts as they are, in `{{\strut{}TEXT}}%`: behind it as many
// braces as were open before.
static void escape_line(const char *line, size_t length, Text *tex)
{
    static const char before[] = "\\strut{}";
    char *whole = memory_text_part(line, length);
    const char *strut = strstr(whole, before);
    size_t start = strut ? (size_t)(strut - whole) + strlen(before) : length;
    size_t behind = strut ? open_braces(whole, start) + 1 : 0;

    if (start + behind > length)
        behind = length - start;
    text_add_part(tex, whole, start);
    whole[length - behind] = '\0';
    text_add_latex(tex, take_size(whole + start, tex));
    text_add_part(tex, line + length - behind, behind);
    text_add_char(tex, '\n');
    free(whole);
}

// The same with texts escaped, and the picture under its new name.
static void tidy_tex(Text *tex, const char *from, const char *to)
{
    static const char command[] = "\\includegraphics";
    const char *line = text_string(tex);
    Text tidied = {0};
    Text old = {0};

    text_add(&old, "{");
    beside(base_of(from), "}", &old);
    while (*line) {
        size_t length = strcspn(line, "\n");
        const char *picture = strstr(line, command);
        const char *name = strstr(line, text_string(&old));

        if (picture && name && picture < name && name < line + length) {
            text_add_part(&tidied, line, (size_t)(name - line) + 1);
            beside(base_of(to), "-tex", &tidied);
            line = name + old.length - 1;
            length = strcspn(line, "\n");
        }
        escape_line(line, length, &tidied);
        line += length + (line[length] == '\n');
    }
    text_release(&old);
    text_release(tex);
    *tex = tidied;
}

static bool read_whole(const char *path, PictureFormat format, Text *bytes,
                       Error *err)
{
    Buffer file = {0};
    bool ok = file_exists(path) || fail(err, "gnuplot did not draw it");

    ok = ok && file_read(path, LARGEST, &file, err);
    if (ok)
        text_add_part(bytes, (const char *)file.bytes, file.count);
    buffer_release(&file);
    return ok
           && ((bytes->length >= SMALLEST && ends_with(bytes, trailers[format]))
               || fail(err, "gnuplot left it unfinished (is the disk full?)"));
}

// The picture that belongs to a tex file.
static bool publish_beside(const char *from, const char *to, Error *err)
{
    Text from_pdf = {0};
    Text to_pdf = {0};
    bool ok;

    beside(from, ".pdf", &from_pdf);
    beside(to, "-tex.pdf", &to_pdf);
    ok = picture_publish(text_string(&from_pdf), text_string(&to_pdf),
                         PICTURE_PDF, err);
    (void)unlink(text_string(&from_pdf));
    text_release(&from_pdf);
    text_release(&to_pdf);
    return ok;
}

bool picture_publish(const char *from, const char *to, PictureFormat format,
                     Error *err)
{
    Text bytes = {0};
    bool ok = read_whole(from, format, &bytes, err);

    if (ok && format == PICTURE_PDF)
        stop_clock(&bytes);
    if (ok && format == PICTURE_SVG)
        tidy_svg(&bytes);
    if (ok && format == PICTURE_TEX)
        tidy_tex(&bytes, from, to);
    ok = ok && (format != PICTURE_TEX || publish_beside(from, to, err))
         && file_write(to, bytes.data, bytes.length, err);
    text_release(&bytes);
    return ok;
}
