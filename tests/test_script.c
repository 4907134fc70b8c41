// harness/script: what a user wrote is never run.
#include "harness/gnuplot.h"
#include "harness/script.h"
#include "tests/workplace.h"

// Each tries to write the file `canary`, whose name stands for %s.
static const char *const hostile[] = {
    "`touch %s`",
    "\"`touch %s`\"",
    "'.system('touch %s').'",
    "''.system('touch %s').''",
    "x'\nsystem('touch %s')\n'",
    "x\n!touch %s\n",
    "x'\r!touch %s\r'",
    "end\n!touch %s",
    "\\'.system('touch %s').'",
    "\\",
    "x\\\n!touch %s",
    "<touch %s",
    "'<touch %s'",
    "|touch %s",
    "@begin",
    "%%n%%s%%d {/Symbol a}_b^c",
    "$data << EOD",
    "\xff\xfe'`touch %s`",
    "\xc2\x85!touch %s",
    "\xe2\x80\xa8!touch %s",
    "'''''`touch %s`",
    "''''''''''''''''''''''''''''''''''''''''''''''''''''''''",
    "\\\\'.system('touch %s').'\\",
    "<script>alert(1)</script><svg onload='x'>",
    "]]> & \" < >",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

static const char body_with_texts[] =
    "width = 3\nheight = 3\neval begin\n"
    "set xrange [0:100]\nset yrange [0:100]\n"
    "set title text_word[1]\nset xlabel text_word[count_word]\n"
    "plot for [i=1:rows_data] $data using \"x\":\"word\" with lines"
    " title text_word[i], $data using \"x\":\"x\":(text_word[int(column("
    "\"word\"))]) with labels title ''\n";

static void hostile_texts_are_only_texts(void **state)
{
    Script script = {0};
    Text cells[HOSTILE][2] = {0};
    char *pointers[HOSTILE * 2];
    char types[HOSTILE * 2];
    char *names[] = {(char[]){"x"}, (char[]){"word"}};
    Result result = {2, HOSTILE, names, pointers, types, NULL};
    char canary[500];
    char path[500];
    Picture drawn;

    (void)snprintf(canary, sizeof canary, "%s",
                   workplace_file(*state, "canary"));
    (void)snprintf(path, sizeof path, "%s", workplace_file(*state, "a.svg"));
    for (size_t i = 0; i < HOSTILE; i++) {
        const char *mark = strstr(hostile[i], "%s");

        text_printf(&cells[i][0], "%zu", i);
        text_add_part(&cells[i][1], hostile[i],
                      mark ? (size_t)(mark - hostile[i]) : strlen(hostile[i]));
        if (mark) {
            text_add(&cells[i][1], canary);
            text_add(&cells[i][1], mark + 2);
        }
        for (size_t j = 0; j < 2; j++)
            pointers[2 * i + j] = cells[i][j].data;
        types[2 * i] = 'i';
        types[2 * i + 1] = 't';
    }
    script_add_result(&script, "data", &result);
    script_finish(&script);
    drawn = (Picture){.data = text_string(&script.text),
                      .body = body_with_texts,
                      .format = PICTURE_SVG,
                      .path = path};
    gnuplot_draw(&drawn, 1, GNUPLOT_SECONDS);
    if (!drawn.drawn)
        print_error("%s\n", drawn.why.message);
    assert_true(drawn.drawn);
    assert_false(workplace_has(*state, "canary"));
    for (size_t i = 0; i < HOSTILE; i++) {
        text_release(&cells[i][0]);
        text_release(&cells[i][1]);
    }
    script_release(&script);
}

static void strings_are_quoted_as_gnuplot_reads_them(void **state)
{
    const char *const written[] = {"it's",
                                   "a\nb\tc",
                                   "\xff",
                                   ("é\xc2\x85"
                                    "x"),
                                   "\\n `x`",
                                   "\xe0\x80\x80"};
    const char *const expected[] = {"'it'.\"'\".'s'", "'a b c'",   "'?'",
                                    "'é x'",          "'\\n `x`'", "'?\?\?'"};
    Text text = {0};
    char many[1000];

    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        text_clear(&text);
        script_add_string(&text, written[i]);
        assert_string_equal(text_string(&text), expected[i]);
    }
    memset(many, 'm', sizeof many - 1);
    many[sizeof many - 1] = '\0';
    text_clear(&text);
    script_add_string(&text, many);
    assert_true(text.length < SCRIPT_STRING_MAX + 8);
    text_release(&text);
}

static void results_become_numbers_and_arrays(void **state)
{
    char *names[] = {(char[]){"model"}, (char[]){"a b"}};
    char *cells[] = {(char[]){"cnn"}, (char[]){"0.5"}, (char[]){"rnn"}, NULL,
                     (char[]){"cnn"}, (char[]){"inf"}};
    char types[] = "tftntf";
    Result result = {2, 3, names, cells, types, NULL};
    Script script = {0};
    const char *text;

    (void)state;
    script_add_result(&script, "data", &result);
    script_finish(&script);
    text = text_string(&script.text);
    assert_non_null(strstr(text, "model a_b\n1 0.5\n2 NaN\n1 NaN\nend_"));
    assert_non_null(strstr(text, "rows_data = 3\n"));
    assert_non_null(strstr(text,
                           "count_model = 2\narray text_model[2]\n"
                           "text_model[1] = 'cnn'\n"
                           "text_model[2] = 'rnn'\n"));
    script_release(&script);
}

// Each panel's rows follow the block of all, under its column names.
static void panels_are_blocks_of_their_own(void **state)
{
    char *names[] = {(char[]){"panel"}, (char[]){"x"}};
    char *cells[] = {(char[]){"b"}, (char[]){"1"}, (char[]){"a"},
                     (char[]){"2"}, (char[]){"b"}, (char[]){"3"}};
    char of_texts[] = "tititi";
    char of_numbers[] = "iiiiii";
    const Result panels = {2, 3, names, cells, of_texts, NULL};
    const Result numbers = {2, 3, names, cells, of_numbers, NULL};
    Script script = {0};
    const char *text;

    (void)state;
    script_add_result(&script, "data", &panels);
    text = text_string(&script.text);
    assert_non_null(strstr(text, "$data << "));
    assert_non_null(strstr(text, "panel x\n1 1\n2 2\n1 3\nend_"));
    text = strstr(text, "$data_1 << ");
    assert_non_null(text);
    assert_non_null(strstr(text, "panel x\n1 1\n1 3\nend_"));
    text = strstr(text, "$data_2 << ");
    assert_non_null(text);
    assert_non_null(strstr(text, "panel x\n2 2\nend_"));
    script_release(&script);
    script_add_result(&script, "data", &numbers);
    assert_null(strstr(text_string(&script.text), "$data_"));
    script_release(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(hostile_texts_are_only_texts),
        cmocka_unit_test(strings_are_quoted_as_gnuplot_reads_them),
        cmocka_unit_test(results_become_numbers_and_arrays),
        cmocka_unit_test(panels_are_blocks_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
