// harness/fit: tables on terminals that may be too narrow for them.
#include "harness/fit.h"
#include "tests/check.h"

#include <string.h>

static const char *const heads[] = {"n", "words", "more"};
static const char *const cells[] = {
    "1",
    "zwölf Zeichen und einige",
    "kurz",  //
    "2",
    NULL,
    "a text that is as long as this",
};
static const Table table = {
    .columns = 3, .rows = 2, .heads = heads, .cells = cells, .types = "ittint"};

static void assert_fits(size_t width, bool blocks, const char *expected)
{
    Text out = {0};

    fit_table(&table, width, blocks, &out);
    assert_string_equal(text_string(&out), expected);
    text_release(&out);
}

static void what_fits_is_left_alone(void **state)
{
    const char *whole =
        "n  words                     more\n"
        "1  zwölf Zeichen und einige  kurz\n"
        "2  -                         a text that is as long as this\n";

    (void)state;
    assert_fits(0, true, whole);
    assert_fits(59, true, whole);
}

static void the_widest_texts_are_cut_first(void **state)
{
    (void)state;
    assert_fits(51, true,
                "n  words                    more\n"
                "1  zwölf Zeichen und eini…  kurz\n"
                "2  -                        a text that is as long…\n");
    assert_fits(29, true,
                "n  words         more\n"
                "1  zwölf Zeich…  kurz\n"
                "2  -             a text that…\n");
}

static void what_cannot_be_cut_goes_line_by_line(void **state)
{
    (void)state;
    assert_fits(28, true,
                "-- row 1\n"
                "n      1\n"
                "words  zwölf Zeichen und einige\n"
                "more   kurz\n"
                "\n"
                "-- row 2\n"
                "n      2\n"
                "words  -\n"
                "more   a text that is as long as this\n");
}

static void tables_of_commands_stay_tables(void **state)
{
    (void)state;
    assert_fits(10, false,
                "n  words         more\n"
                "1  zwölf Zeich…  kurz\n"
                "2  -             a text that…\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_left_alone),
        cmocka_unit_test(the_widest_texts_are_cut_first),
        cmocka_unit_test(tables_of_commands_stay_tables),
        cmocka_unit_test(what_cannot_be_cut_goes_line_by_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
