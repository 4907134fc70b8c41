// What users name, in HTML, Markdown, LaTeX and TSV: read back, it is the
// same text and no markup.
#include "harness/display.h"
#include "harness/format.h"
#include "harness/script.h"
#include "tests/check.h"

static const char *const hostile[] = {
    "<script>alert(\"1\")</script>",
    "' onmouseover='x' \"",
    "a & b &amp; &lt;",
    "\\input{/etc/passwd} $x^2$ 50% #1 a_b ~c {d}",
    "| --- | **bold** `code` [a](http://x) ![i](y) <b>",
    "=1+1",
    "plain",
    "ü → ±",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

// The few entities that text_add_html writes.
static void read_html(const char *html, Text *text)
{
    static const char *const entities[][2] = {{"&amp;", "&"},
                                              {"&lt;", "<"},
                                              {"&gt;", ">"},
                                              {"&quot;", "\""},
                                              {"&#39;", "'"}};

    while (*html) {
        size_t i = 0;

        assert_null(strchr("<>\"'", *html));
        while (i < 5
               && strncmp(html, entities[i][0], strlen(entities[i][0])) != 0)
            i++;
        assert_true(i < 5 || *html != '&');
        if (i < 5)
            text_add(text, entities[i][1]);
        else
            text_add_char(text, *html);
        html += i < 5 ? strlen(entities[i][0]) : 1;
    }
}

static void html_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOSTILE; i++) {
        Text html = {0};
        Text back = {0};

        text_add_html(&html, hostile[i]);
        read_html(text_string(&html), &back);
        assert_string_equal(text_string(&back), hostile[i]);
        text_release(&html);
        text_release(&back);
    }
}

static void markdown_has_no_bare_markup(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOSTILE; i++) {
        Text text = {0};

        text_add_markdown(&text, hostile[i]);
        for (const char *c = text_string(&text); *c; c++) {
            assert_null(strchr("<>", *c));
            if (*c == '\\')
                c++;
            else
                assert_null(strchr("`*_[]|#!$", *c));
        }
        text_release(&text);
    }
}

static void latex_is_escaped(void **state)
{
    Text text = {0};

    (void)state;
    text_add_latex(&text, hostile[3]);
    assert_string_equal(text_string(&text),
                        "\\textbackslash{}input\\{/etc/passwd\\} "
                        "\\$x\\textasciicircum{}2\\$ 50\\% \\#1 a\\_b "
                        "\\textasciitilde{}c \\{d\\}");
    text_clear(&text);
    text_add_latex(&text, "98.9 ± 0.1");
    assert_string_equal(text_string(&text), "98.9 $\\pm$ 0.1");
    text_clear(&text);
    text_add_latex(&text, "ω² †");
    assert_string_equal(text_string(&text), "$\\omega$$^2$ $\\dagger$");
    text_release(&text);
}

static void latex_has_minuses(void **state)
{
    Text text = {0};

    (void)state;
    text_add_latex(&text,
                   "-2.88 [-3.24, -2.51] (-1) a-1 1e-3 2026-11-26 mid-p -");
    assert_string_equal(text_string(&text),
                        "$-$2.88 [$-$3.24, $-$2.51] ($-$1) a-1 1e-3 2026-11-26 "
                        "mid-p -");
    text_release(&text);
}

static Table one_cell(const char *const *cell)
{
    static const char *const heads[] = {"name"};

    return (Table){
        .columns = 1, .rows = 1, .heads = heads, .cells = cell, .types = "t"};
}

static void every_format_keeps_a_cell_on_its_line(void **state)
{
    const char *const cell[] = {"a\nb\tc\x1b[31m"};
    const char *const names[] = {"tsv", "md", "tex", "html"};
    Table table = one_cell(cell);

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Text text = {0};

        format_find(names[i])->write(&table, &text);
        assert_non_null(strstr(text_string(&text), "a b c"));
        assert_null(strchr(text_string(&text), '\x1b'));
        text_release(&text);
    }
}

// Whatever shows a name, to people or to a program that draws it.
static void show_all(const char *name, Text *text)
{
    static const char *const names[] = {"text", "tsv", "md", "tex", "html"};
    Table table = one_cell(&name);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        format_find(names[i])->write(&table, text);
    text_add_plain(text, name);
    script_add_string(text, name);
    (void)display_add(text, name, 80);
}

static void nothing_turns_the_direction_of_reading(void **state)
{
    static const char *const turning[] = {
        "\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
        "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    char name[64];
    Text text = {0};

    (void)state;
    for (size_t i = 0; i < sizeof turning / sizeof *turning; i++) {
        (void)snprintf(name, sizeof name, "not %s worse", turning[i]);
        text_clear(&text);
        show_all(name, &text);
        if (strstr(text_string(&text), turning[i]))
            print_error("%zu is as it was\n", i);
        assert_null(strstr(text_string(&text), turning[i]));
    }
    assert_non_null(strstr(text_string(&text), "not <U+2069> worse"));
    text_release(&text);
}

// The escape is counted as wide as it is.
static void escapes_keep_columns_aligned(void **state)
{
    static const char *const heads[] = {"name", "n"};
    static const char *const cells[] = {"a\u202eb", "1", "1234567890", "2"};
    const Table table = {.columns = 2,
                         .rows = 2,
                         .heads = heads,
                         .cells = cells,
                         .types = "titi"};
    Text text = {0};

    (void)state;
    format_text(&table, &text);
    assert_string_equal(text_string(&text),
                        "name        n\n"
                        "a<U+202E>b  1\n"
                        "1234567890  2\n");
    text_clear(&text);
    assert_int_equal(display_add(&text, "a\u202eb", 8), 1);
    assert_int_equal(display_add(&text, "a\u202eb", 9), 9);
    text_release(&text);
}

// Were bytes that are no UTF-8 dropped, or kept, those around a character that
// is dropped might become one.
static void what_is_dropped_leaves_no_control_character(void **state)
{
    Text text = {0};

    (void)state;
    text_add_printable(&text, "a\xc2\x9b\x1b[m");
    assert_string_equal(text_string(&text), "a[m");
    text_clear(&text);
    text_add_printable(&text, "\xc2\x01\x9b[31m");
    assert_string_equal(text_string(&text), "??[31m");
    text_clear(&text);
    text_add_plain(&text, "\xc2\x01\x9b\t\xc3\xa9");
    assert_string_equal(text_string(&text), "??\té\n");
    text_release(&text);
}

static void a_head_of_whatever_bytes_is_as_wide_as_it_is_shown(void **state)
{
    const char *const heads[] = {"\x9b\x9b", "b\xc2\x9b"};
    const char *const cells[] = {"a", "bc"};
    const Table table = {
        .columns = 2, .rows = 1, .heads = heads, .cells = cells, .types = "tt"};
    Text text = {0};

    (void)state;
    format_text(&table, &text);
    assert_string_equal(text_string(&text), "??  b\na   bc\n");
    text_release(&text);
}

// Names are broken where they are wider than their columns, and long words in
// columns of sentences.
static void latex_breaks_what_is_wide(void **state)
{
    const char *const heads[] = {"right: only first / second", "seeds", "why"};
    const char *const cells[] = {
        "321 / 33", "5",
        "This sentence is of more than sixty letters, and has a digest in it: "
        "c65580678af93f1ea48c2c0d"};
    const Table table = {.columns = 3,
                         .rows = 1,
                         .heads = heads,
                         .cells = cells,
                         .types = "tit"};
    Text text = {0};

    (void)state;
    format_latex(&table, &text);
    assert_non_null(
        strstr(text_string(&text),
               "{}\\shortstack[r]{right: only\\\\first /\\\\second} & "
               "{}seeds & {}why \\\\\n"));
    assert_non_null(strstr(text_string(&text),
                           "c6558067\\allowbreak{}8af93f1e\\allowbreak{}"
                           "a48c2c0d \\\\\n"));
    assert_non_null(strstr(text_string(&text), "This sentence is of"));
    text_release(&text);
}

static void tsv_holds_no_formulas(void **state)
{
    const char *const cell[] = {"=1+1"};
    Table table = one_cell(cell);
    Text text = {0};

    (void)state;
    format_tsv(&table, &text);
    assert_string_equal(text_string(&text), "name\n'=1+1\n");
    text_release(&text);
}

static void bold_cells_are_marked(void **state)
{
    const char *const cell[] = {"best"};
    const bool bold[] = {true};
    const char *const names[] = {"md", "tex", "html"};
    const char *const marks[] = {"**best**", "\\textbf{{}best}",
                                 "<strong>best</strong>"};
    Table table = one_cell(cell);

    (void)state;
    table.bold = bold;
    for (size_t i = 0; i < 3; i++) {
        Text text = {0};

        format_find(names[i])->write(&table, &text);
        assert_non_null(strstr(text_string(&text), marks[i]));
        text_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_reads_back),
        cmocka_unit_test(markdown_has_no_bare_markup),
        cmocka_unit_test(latex_is_escaped),
        cmocka_unit_test(latex_has_minuses),
        cmocka_unit_test(latex_breaks_what_is_wide),
        cmocka_unit_test(every_format_keeps_a_cell_on_its_line),
        cmocka_unit_test(nothing_turns_the_direction_of_reading),
        cmocka_unit_test(escapes_keep_columns_aligned),
        cmocka_unit_test(what_is_dropped_leaves_no_control_character),
        cmocka_unit_test(a_head_of_whatever_bytes_is_as_wide_as_it_is_shown),
        cmocka_unit_test(tsv_holds_no_formulas),
        cmocka_unit_test(bold_cells_are_marked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
