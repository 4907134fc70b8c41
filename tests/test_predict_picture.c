// harness/predict_picture: pictures are shown in characters.
#include "harness/predict_picture.h"
#include "tests/check.h"

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
        cmocka_unit_test(pictures_show_two_rows_to_a_line),
        cmocka_unit_test(the_terminal_says_how_many_colours_there_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
