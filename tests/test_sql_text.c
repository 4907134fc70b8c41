// harness/sql_text: where statements end, and values written into queries.
#include "harness/sql_text.h"
#include "tests/check.h"

#include <string.h>

static const char *const names[] = {":study", ":state", NULL};

static void assert_filled(const char *sql, const char *const *values,
                          const char *expected)
{
    Text out = {0};

    sql_fill(sql, names, values, &out);
    assert_string_equal(text_string(&out), expected);
    text_release(&out);
}

static void values_take_the_place_of_parameters(void **state)
{
    const char *const values[] = {"it's", NULL, NULL};

    (void)state;
    assert_filled("SELECT :study, :state", values, "SELECT 'it''s', NULL;\n");
    assert_filled("SELECT :studying, :, :study;", values,
                  "SELECT :studying, :, 'it''s';\n");
}

static void what_is_quoted_or_a_comment_stays(void **state)
{
    const char *const values[] = {"x", "y", NULL};

    (void)state;
    assert_filled(
        "SELECT ':study', \":study\" /* :study */ -- :study\n, :study", values,
        "SELECT ':study', \":study\" /* :study */ -- :study\n, "
        "'x';\n");
}

static void a_query_gets_one_semicolon_that_counts(void **state)
{
    const char *const values[] = {"x", "y", NULL};

    (void)state;
    assert_filled("SELECT 1 ;\n \n", values, "SELECT 1;\n");
    assert_filled("SELECT 1 -- one;\n", values, "SELECT 1 -- one;\n;\n");
    assert_filled("SELECT 1 -- one", values, "SELECT 1 -- one\n;\n");
    assert_filled("SELECT ';'", values, "SELECT ';';\n");
}

static void statements_end_at_semicolons_outside_of_quotes(void **state)
{
    const char *sql = "select ';', \";\" /* ; */ -- ;\n; rest";

    (void)state;
    assert_string_equal(sql_statement_end(sql), " rest");
    assert_null(sql_statement_end("select 'a; b"));
    assert_null(sql_statement_end("select 1 -- ;"));
    assert_true(sql_is_blank(" ;\n;"));
    assert_false(sql_is_blank("; 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_take_the_place_of_parameters),
        cmocka_unit_test(what_is_quoted_or_a_comment_stays),
        cmocka_unit_test(a_query_gets_one_semicolon_that_counts),
        cmocka_unit_test(statements_end_at_semicolons_outside_of_quotes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
