// harness/predict_*: files become grey pixels or are refused, pictures are
// made as MNIST was made, and shown in characters.
#include "harness/predict_fit.h"
#include "harness/predict_picture.h"
#include "tests/check.h"
#include "tests/packed.h"

enum { SIDE = 28, BOX = 20 };

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

static void only_what_is_dark_on_light_is_inverted(void **state)
{
    Grey grey = grey_new(4, 4);

    (void)state;
    memset(grey.pixels, 200, 16);
    grey.pixels[5] = 10;
    assert_true(fit_is_dark_on_light(&grey));
    fit_invert(&grey);
    assert_int_equal(grey.pixels[0], 55);
    assert_int_equal(grey.pixels[5], 245);
    assert_false(fit_is_dark_on_light(&grey));
    // Light things may reach the border.
    memset(grey.pixels, 255, 5);
    assert_false(fit_is_dark_on_light(&grey));
    grey_release(&grey);
}

// Where a picture's pixels lie that are not 0: [top, left, height, width].
static void find_box(const Grey *grey, int box[4])
{
    int bottom = -1;
    int right = -1;

    box[0] = box[1] = SIDE;
    for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++) {
            if (grey->pixels[y * grey->width + x] == 0)
                continue;
            box[0] = y < box[0] ? y : box[0];
            box[1] = x < box[1] ? x : box[1];
            bottom = y > bottom ? y : bottom;
            right = x > right ? x : right;
        }
    box[2] = bottom - box[0] + 1;
    box[3] = right - box[1] + 1;
}

static void fill(Grey *grey, int top, int left, int height, int width)
{
    for (int y = top; y < top + height; y++)
        memset(grey->pixels + y * grey->width + left, 200, (size_t)width);
}

static void pictures_fit_a_box_of_20_in_28(void **state)
{
    Grey grey = grey_new(300, 400);
    Grey out = grey_new(SIDE, SIDE);
    int box[4];
    Error err = {0};

    (void)state;
    // Grey paper, on which something far off the middle is twice as high as
    // wide.
    memset(grey.pixels, 40, 300 * 400);
    fill(&grey, 5, 250, 200, 100);
    assert_true(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    find_box(&out, box);
    assert_int_equal(box[0], 4);
    assert_int_equal(box[1], 9);
    assert_int_equal(box[2], BOX);
    assert_int_equal(box[3], BOX / 2);
    assert_int_equal(out.pixels[14 * SIDE + 14], 255);
    grey_release(&grey);
    grey_release(&out);
}

// Of a square of 20 whose left half is twice as heavy, the centre of mass is
// 5 / 3 left of the middle.
static void the_centre_of_mass_is_in_the_middle(void **state)
{
    Grey grey = grey_new(100, 100);
    Grey out = grey_new(SIDE, SIDE);
    int box[4];
    Error err = {0};

    (void)state;
    fill(&grey, 20, 30, 60, 60);
    for (int y = 20; y < 80; y++)
        memset(grey.pixels + y * 100 + 60, 100, 30);
    assert_true(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    find_box(&out, box);
    assert_int_equal(box[0], 4);
    assert_int_equal(box[1], 4 + 2);
    assert_int_equal(box[3], BOX);
    grey_release(&grey);
    grey_release(&out);
}

static void thin_lines_stay_visible(void **state)
{
    Grey grey = grey_new(1000, 1000);
    Grey out = grey_new(SIDE, SIDE);
    int most = 0;
    Error err = {0};

    (void)state;
    for (int i = 100; i < 900; i++)
        grey.pixels[i * 1000 + i] = 255;
    assert_true(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    for (int i = 0; i < SIDE * SIDE; i++)
        most = out.pixels[i] > most ? out.pixels[i] : most;
    assert_int_equal(most, 255);
    grey_release(&grey);
    grey_release(&out);
}

static void what_shows_nothing_is_refused(void **state)
{
    Grey grey = grey_new(9, 9);
    Grey out = grey_new(SIDE, SIDE);
    Error err = {0};

    (void)state;
    memset(grey.pixels, 77, 81);
    assert_false(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    assert_non_null(strstr(err.message, "'a' shows nothing"));
    grey_release(&grey);
    grey_release(&out);
}

static void stretching_fills_the_whole(void **state)
{
    Grey grey = {1, 2, (uint8_t[]){0, 200}};
    Grey out = grey_new(2, 4);
    Error err = {0};

    (void)state;
    assert_true(fit_grey(FIT_STRETCH, "a", &grey, &out, &err));
    assert_memory_equal(out.pixels,
                        ((uint8_t[]){0, 50, 150, 200, 0, 50, 150, 200}), 8);
    grey_release(&out);
}

static void pictures_are_kept_only_in_their_size(void **state)
{
    Grey grey = {2, 2, (uint8_t[]){1, 2, 3, 4}};
    Grey same = grey_new(2, 2);
    Grey other = grey_new(2, 3);
    Error err = {0};

    (void)state;
    assert_true(fit_grey(FIT_NONE, "a", &grey, &same, &err));
    assert_memory_equal(same.pixels, grey.pixels, 4);
    assert_false(fit_grey(FIT_NONE, "a", &grey, &other, &err));
    assert_non_null(strstr(err.message, "the network wants 3 x 2"));
    grey_release(&same);
    grey_release(&other);
}

static void assert_shown(int columns, Palette palette, const char *wanted)
{
    static const uint8_t pixels[] = {0, 255, 255, 255, 128, 0};
    Text text = {0};

    predict_picture(pixels, 3, 2, columns, palette, &text);
    assert_string_equal(text_string(&text), wanted);
    text_release(&text);
}

static void pictures_show_two_rows_to_a_line(void **state)
{
    (void)state;
    assert_shown(80, PALETTE_SHADES, "▒█\n░ \n");
    assert_shown(80, PALETTE_256,
                 "\033[38;5;16m\033[48;5;231m▀\033[38;5;231m\033[48;5;231m▀"
                 "\033[0m\n\033[38;5;244m\033[48;5;16m▀\033[38;5;16m"
                 "\033[48;5;16m▀\033[0m\n");
    assert_shown(1, PALETTE_24_BIT,
                 "\033[38;2;0;0;0m\033[48;2;128;128;128m▀\033[0m\n");
}

static void the_terminal_says_how_many_colours_there_are(void **state)
{
    (void)state;
    (void)setenv("COLORTERM", "truecolor", 1);
    assert_int_equal(predict_palette(true), PALETTE_24_BIT);
    assert_int_equal(predict_palette(false), PALETTE_SHADES);
    (void)unsetenv("COLORTERM");
    assert_int_equal(predict_palette(true), PALETTE_256);
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
        cmocka_unit_test(only_what_is_dark_on_light_is_inverted),
        cmocka_unit_test(pictures_fit_a_box_of_20_in_28),
        cmocka_unit_test(the_centre_of_mass_is_in_the_middle),
        cmocka_unit_test(thin_lines_stay_visible),
        cmocka_unit_test(what_shows_nothing_is_refused),
        cmocka_unit_test(stretching_fills_the_whole),
        cmocka_unit_test(pictures_are_kept_only_in_their_size),
        cmocka_unit_test(pictures_show_two_rows_to_a_line),
        cmocka_unit_test(the_terminal_says_how_many_colours_there_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
