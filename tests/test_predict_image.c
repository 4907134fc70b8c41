// harness/predict_image: files become grey pixels or are refused.
#include "harness/predict_image.h"
#include "tests/check.h"
#include "tests/packed.h"

// PNG's colour types.
enum { GREY = 0, RGB = 2, PALETTE = 3, GREY_ALPHA = 4, RGBA = 6 };

static void add_chunk(Text *png, const char *type, const void *data,
                      size_t count)
{
    size_t start;

    add_big_endian(png, (uint32_t)count);
    start = png->length;
    text_add(png, type);
    text_add_part(png, data, count);
    add_big_endian(png, gzip_crc32(png->data + start, png->length - start));
}

static Text png_begin(uint32_t width, uint32_t height, char depth, char colour)
{
    const char rest[] = {depth, colour, 0, 0, 0};
    Text header = {0};
    Text png = {0};

    add_big_endian(&header, width);
    add_big_endian(&header, height);
    text_add_part(&header, rest, sizeof rest);
    text_add_part(&png, "\x89PNG\r\n\x1a\n", 8);
    add_chunk(&png, "IHDR", header.data, header.length);
    text_release(&header);
    return png;
}

// The rows, each behind its filter's byte, as one stored block.
static void png_end(Text *png, const void *rows, size_t count)
{
    const uint8_t *bytes = rows;
    uint32_t a = 1;
    uint32_t b = 0;
    Text stream = {0};

    text_add_part(&stream, "\x78\x01\x01", 3);
    text_add_char(&stream, (char)count);
    text_add_char(&stream, (char)(count >> 8));
    text_add_char(&stream, (char)~count);
    text_add_char(&stream, (char)(~count >> 8));
    text_add_part(&stream, rows, count);
    for (size_t i = 0; i < count; i++) {
        a = (a + bytes[i]) % 65521;
        b = (b + a) % 65521;
    }
    add_big_endian(&stream, b << 16 | a);
    add_chunk(png, "IDAT", stream.data, stream.length);
    add_chunk(png, "IEND", "", 0);
    text_release(&stream);
}

static bool decode(const void *bytes, size_t count, Grey *grey, Error *err)
{
    Buffer file = {0};
    bool ok;

    buffer_resize(&file, count);
    if (count > 0)
        memcpy(file.bytes, bytes, count);
    ok = grey_decode("a.png", &file, grey, err);
    buffer_release(&file);
    return ok;
}

static void assert_pixels(const Text *file, int height, int width,
                          const uint8_t *pixels)
{
    Grey grey;
    Error err = {0};

    (void)decode(file->data, file->length, &grey, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(grey.height, height);
    assert_int_equal(grey.width, width);
    assert_memory_equal(grey.pixels, pixels, (size_t)height * (size_t)width);
    grey_release(&grey);
}

static void assert_refused(const void *bytes, size_t count, const char *why)
{
    Grey grey;
    Error err = {0};

    assert_false(decode(bytes, count, &grey, &err));
    assert_null(grey.pixels);
    if (!strstr(err.message, why))
        assert_string_equal(err.message, why);
}

static void assert_refused_text(const char *text, const char *why)
{
    assert_refused(text, strlen(text), why);
}

static void grey_png_files_keep_their_pixels(void **state)
{
    static const uint8_t rows[] = {0, 0, 1, 127, 0, 128, 254, 255};
    static const uint8_t wide[] = {0, 0, 9, 128, 128};
    static const uint8_t bits[] = {0, 0x80};
    Text png = png_begin(3, 2, 8, GREY);

    (void)state;
    png_end(&png, rows, sizeof rows);
    assert_pixels(&png, 2, 3, (uint8_t[]){0, 1, 127, 128, 254, 255});
    text_release(&png);
    png = png_begin(2, 1, 16, GREY);
    png_end(&png, wide, sizeof wide);
    assert_pixels(&png, 1, 2, (uint8_t[]){0, 128});
    text_release(&png);
    png = png_begin(2, 1, 1, GREY);
    png_end(&png, bits, sizeof bits);
    assert_pixels(&png, 1, 2, (uint8_t[]){255, 0});
    text_release(&png);
}

// 0.299, 0.587 and 0.114 of 255, rounded.
static void colours_become_their_brightness(void **state)
{
    static const uint8_t rows[] = {0, 255, 0, 0, 0, 255, 0, 0, 0, 255};
    static const uint8_t indices[] = {0, 0, 1};
    Text png = png_begin(3, 1, 8, RGB);

    (void)state;
    png_end(&png, rows, sizeof rows);
    assert_pixels(&png, 1, 3, (uint8_t[]){76, 150, 29});
    text_release(&png);
    png = png_begin(2, 1, 8, PALETTE);
    add_chunk(&png, "PLTE", "\xff\xff\xff\x10\x10\x10", 6);
    png_end(&png, indices, sizeof indices);
    assert_pixels(&png, 1, 2, (uint8_t[]){255, 16});
    text_release(&png);
}

static void what_is_transparent_lies_on_white(void **state)
{
    static const uint8_t rows[] = {0, 0, 255, 0, 0, 0, 51};
    static const uint8_t colours[] = {0, 255, 0, 0, 128};
    Text png = png_begin(3, 1, 8, GREY_ALPHA);

    (void)state;
    png_end(&png, rows, sizeof rows);
    assert_pixels(&png, 1, 3, (uint8_t[]){0, 255, 204});
    text_release(&png);
    png = png_begin(1, 1, 8, RGBA);
    png_end(&png, colours, sizeof colours);
    assert_pixels(&png, 1, 1, (uint8_t[]){(76 * 128 + 255 * 127 + 127) / 255});
    text_release(&png);
}

static void damaged_png_files_are_refused(void **state)
{
    static const uint8_t rows[] = {0, 1, 2, 0, 3, 4};
    Text png = png_begin(2, 2, 8, GREY);
    Text huge = png_begin(5000, 2, 8, GREY);
    Text bomb = png_begin(2000000000, 2000000000, 8, RGBA);

    (void)state;
    png_end(&png, rows, sizeof rows);
    png_end(&huge, rows, sizeof rows);
    png_end(&bomb, rows, sizeof rows);
    for (size_t length = 4; length < png.length - 12; length++)
        assert_refused(png.data, length, "'a.png' is damaged: libpng says");
    assert_refused(huge.data, huge.length, "at most 4096 x 4096 are read");
    assert_refused(bomb.data, bomb.length, "libpng says");
    png.data[png.length - 20] ^= 1;
    assert_refused(png.data, png.length, "libpng says");
    text_release(&png);
    text_release(&huge);
    text_release(&bomb);
}

static void pgm_files_are_read_in_both_forms(void **state)
{
    static const char raw[] = "P5\n# made by hand\n2 2\n255\n\0\x0a\x23\xff";
    Text pgm = {0};

    (void)state;
    text_add_part(&pgm, raw, sizeof raw - 1);
    assert_pixels(&pgm, 2, 2, (uint8_t[]){0, 10, 35, 255});
    text_clear(&pgm);
    text_add(&pgm, "P2 3 # wide\n1 15\n0 7\n15");
    assert_pixels(&pgm, 1, 3, (uint8_t[]){0, 119, 255});
    text_add(&pgm, "\n# the end");
    assert_pixels(&pgm, 1, 3, (uint8_t[]){0, 119, 255});
    text_release(&pgm);
}

static void damaged_pgm_files_are_refused(void **state)
{
    (void)state;
    assert_refused_text("P5 2 2 65535\nabcdefgh", "values up to 65535");
    assert_refused_text("P5 2 2 0\nabcd", "values up to 0");
    assert_refused_text("P5 2 2 255\nabc", "needs 1 bytes more");
    assert_refused_text("P5 2 2 255\nabcde", "1 bytes more than its header");
    assert_refused_text("P5 2 2 99\nabc\x7f", "127, but says 99 is the most");
    assert_refused_text("P5 2 2 255", "no space ends its header");
    assert_refused_text("P5 2 2 255x", "no space ends its header");
    assert_refused_text("P5 5000 2 255\nabcd", "larger than 4096 x 4096");
    assert_refused_text("P5 99999999999999999999 1 255\n", "larger than");
    assert_refused_text("P5 0 2 255\n", "has no pixels");
    assert_refused_text("P5 -1 2 255\n", "its width is no number");
    assert_refused_text("P5 2", "its height is missing");
    assert_refused_text("P2 2 1 255\n1 ", "needs 1 bytes more");
    assert_refused_text("P2 2 1 255\n1 2 3", "1 bytes more");
    assert_refused_text("P2 2 1 255\n1 x", "its next pixel is no number");
}

static void other_files_are_refused_by_what_they_are(void **state)
{
    (void)state;
    assert_refused_text("", "is no image");
    assert_refused_text("study: tiny", "is no image");
    assert_refused_text("Paper", "is no image");
    assert_refused_text("P6 1 1 255\nabc", "a P6 file; only P2 and P5");
    assert_refused("\0\0\x08\x03....", 8, "say which of its images");
    assert_refused_text("\x1f\x8b", "'a.png:0'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grey_png_files_keep_their_pixels),
        cmocka_unit_test(colours_become_their_brightness),
        cmocka_unit_test(what_is_transparent_lies_on_white),
        cmocka_unit_test(damaged_png_files_are_refused),
        cmocka_unit_test(pgm_files_are_read_in_both_forms),
        cmocka_unit_test(damaged_pgm_files_are_refused),
        cmocka_unit_test(other_files_are_refused_by_what_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
