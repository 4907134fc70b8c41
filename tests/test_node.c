// harness/node: YAML to places; bombs are refused before they cost anything.
#include "harness/node.h"
#include "nets/base/text.h"
#include "tests/check.h"

#include <time.h>

static SourceText source_of(const char *text)
{
    return (SourceText){"test.yaml", text, strlen(text)};
}

static void places_are_lines_and_columns_in_characters(void **state)
{
    const SourceText source = source_of("a: 1\n\xc3\xa9t\xc3\xa9: {b: two}\n");
    Diagnostics diagnostics = {0};
    const Node *inner;
    Node root;

    (void)state;
    assert_true(node_read(&source, &root, &diagnostics));
    inner = node_find(node_value(&root, 1), "b");
    assert_string_equal(inner->text, "two");
    assert_int_equal(inner->span.line, 2);
    assert_int_equal(inner->span.column, 10);
    assert_int_equal(inner->span.end_column, 13);
    node_release(&root);
    diagnostics_release(&diagnostics);
}

static void an_alias_stands_where_it_is_written(void **state)
{
    const SourceText source = source_of("a: &x [1, 2]\nb: *x\n");
    Diagnostics diagnostics = {0};
    const Node *alias;
    Node root;

    (void)state;
    assert_true(node_read(&source, &root, &diagnostics));
    alias = node_find(&root, "b");
    assert_int_equal(alias->count, 2);
    assert_string_equal(alias->items[1].text, "2");
    assert_int_equal(alias->span.line, 2);
    node_release(&root);
}

// Reads the text, which must be refused with `words`; how long that took.
static double seconds_to_refuse_once(const char *text, const char *words)
{
    const SourceText source = source_of(text);
    Diagnostics diagnostics = {0};
    struct timespec start;
    struct timespec end;
    Node root;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    assert_false(node_read(&source, &root, &diagnostics));
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    assert_non_null(strstr(diagnostics.items[0].text, words));
    diagnostics_release(&diagnostics);
    return (double)(end.tv_sec - start.tv_sec)
           + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
}

static double seconds_to_refuse(const char *text, const char *words)
{
    double least = seconds_to_refuse_once(text, words);

    for (int i = 1; i < TRIES && least >= AT_ONCE_SECONDS; i++)
        least = fmin(least, seconds_to_refuse_once(text, words));
    return least;
}

static void nesting_bombs_are_refused_at_once(void **state)
{
    static const char *const units[] = {"[", "{a: ", "- ", "? ", "[\n"};

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Text text = {0};

        while (text.length < 200000)
            text_add(&text, units[i]);
        assert_true(seconds_to_refuse(text_string(&text), "deep")
                    < AT_ONCE_SECONDS);
        text_release(&text);
    }
}

static void alias_bombs_are_refused_at_once(void **state)
{
    Text text = {0};

    (void)state;
    text_add(&text, "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 10; i++) {
        text_printf(&text, "a%d: &a%d [", i, i);
        for (int j = 0; j < 10; j++)
            text_printf(&text, "%s*a%d", j ? ", " : "", i - 1);
        text_add(&text, "]\n");
    }
    assert_true(seconds_to_refuse(text_string(&text), "aliases")
                < AT_ONCE_SECONDS);
    text_release(&text);
}

static void texts_that_are_no_grid_are_refused(void **state)
{
    static const struct {
        const char *text;
        const char *words;
    } cases[] = {
        {"", "empty"},
        {"# only this\n", "nothing is written"},
        {"a: 1\na: 2\n", "twice"},
        {"a: !x 1\n", "tag"},
        {"a: 1\n---\nb: 2\n", "second document"},
        {"a: [1\n", "not finished"},
        {"a: \xff\n", "UTF-8"},
        {"a: \x01\n", "control"},
        {"a: \"\\0\"\n", "NUL"},
        {"[a]: 1\n", "a key must be a word"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        (void)seconds_to_refuse(cases[i].text, cases[i].words);
}

static void more_than_a_mebibyte_is_refused(void **state)
{
    Text text = {0};

    (void)state;
    text_add(&text, "a: ");
    while (text.length <= NODE_BYTES_MAX)
        text_add(&text, "0123456789");
    assert_true(seconds_to_refuse(text_string(&text), "1 MiB")
                < AT_ONCE_SECONDS);
    text_release(&text);
}

static void numbers_are_what_people_write(void **state)
{
    static const struct {
        const char *text;
        double value;
    } numbers[] = {{"1e-3", 0.001}, {"1E-3", 0.001}, {"0.001", 0.001},
                   {".001", 0.001}, {"+1", 1},       {"-2.5", -2.5}};
    static const char *const others[] = {
        "0123", "1_000", "12:30", ".nan", ".inf", "1e400", "\"64\"", "'1'",
        "yes",  "0x10",  "1e",    "-",    ".",    "1 2",   "~"};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const SourceText source = source_of(numbers[i].text);
        Diagnostics diagnostics = {0};
        double value;
        Node root;

        assert_true(node_read(&source, &root, &diagnostics));
        assert_true(node_number(&root, &value));
        assert_float_equal(value, numbers[i].value, 0);
        node_release(&root);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const SourceText source = source_of(others[i]);
        Diagnostics diagnostics = {0};
        double value;
        Node root;

        if (node_read(&source, &root, &diagnostics))
            assert_false(node_number(&root, &value));
        node_release(&root);
        diagnostics_release(&diagnostics);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_lines_and_columns_in_characters),
        cmocka_unit_test(an_alias_stands_where_it_is_written),
        cmocka_unit_test(nesting_bombs_are_refused_at_once),
        cmocka_unit_test(alias_bombs_are_refused_at_once),
        cmocka_unit_test(texts_that_are_no_grid_are_refused),
        cmocka_unit_test(more_than_a_mebibyte_is_refused),
        cmocka_unit_test(numbers_are_what_people_write),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
