// nets/base/utf8: what a character is, by writing every one there is.
#include "nets/base/utf8.h"
#include "tests/check.h"

// As RFC 3629 has it; surrogates, and what it allows no more, too.
static size_t write_code(uint32_t code, char *bytes)
{
    static const uint32_t limits[] = {0x80, 0x800, 0x10000, 0x200000};
    static const unsigned char marks[] = {0, 0xC0, 0xE0, 0xF0};
    size_t length = 1;

    while (code >= limits[length - 1])
        length++;
    for (size_t i = length; i-- > 1; code >>= 6)
        bytes[i] = (char)(unsigned char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(unsigned char)(marks[length - 1] | code);
    return length;
}

static void every_character_is_as_long_as_it_is_written(void **state)
{
    char bytes[UTF8_BYTES_MAX];

    (void)state;
    for (uint32_t code = 0; code < 0x120000; code++) {
        size_t length = write_code(code, bytes);
        bool legal = code < 0x110000 && (code < 0xD800 || code > 0xDFFF);

        assert_int_equal(utf8_length(bytes, UTF8_BYTES_MAX),
                         legal ? length : 0);
        assert_int_equal(utf8_length(bytes, length - (length > 1)),
                         length == 1);
        assert_int_equal(utf8_count(bytes, length), 1);
    }
}

static void what_is_no_character_has_no_length(void **state)
{
    static const char *const wrong[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xe0\x80\x80",
        "\xe0\x9f\xbf",
        "\xc2",
        "\xe2\x80",
        "\xf0\x8f\xbf\xbf",
        "\xf8\x88\x80\x80",
        "\xff",
        "\xc2\xc2",
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(utf8_length(wrong[i], UTF8_BYTES_MAX), 0);
}

// C0, DEL and C1 are 65; the direction is turned by 12.
static void control_characters_are_those_of_unicode(void **state)
{
    static const char *const controls[] = {"\t", "\n", "\x7f", "\xc2\x80",
                                           "\xc2\x9f"};
    static const char *const turning[] = {
        "\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
        "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    char bytes[UTF8_BYTES_MAX];
    int count = 0;
    int turn_count = 0;

    (void)state;
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
        assert_true(utf8_is_control(controls[i], strlen(controls[i])));
    for (size_t i = 0; i < sizeof turning / sizeof *turning; i++)
        assert_true(utf8_turns(turning[i], strlen(turning[i])));
    for (uint32_t code = 0; code < 0x110000; code++) {
        size_t length = write_code(code, bytes);

        count += utf8_is_control(bytes, length);
        turn_count += utf8_turns(bytes, length);
    }
    assert_int_equal(count, 65);
    assert_int_equal(turn_count, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_is_as_long_as_it_is_written),
        cmocka_unit_test(what_is_no_character_has_no_length),
        cmocka_unit_test(control_characters_are_those_of_unicode),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
