// A table without rows says why there are none, where that is known.
#include "harness/tabulate.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

static Store *open_one(Workplace *place)
{
    const char *path = workplace_file(place, "results.db");
    Synthetic one = synthetic_small;
    Store *store;
    Error err;

    one.configs = 1;
    synthetic_database(&one, path);
    store = store_open(path, STORE_READ, &err);
    assert_non_null(store);
    return store;
}

static Tabulation ask(Store *store, const char *name)
{
    Tabulation table;
    Error err;

    assert_true(tabulate(&table, store, name, "small", &err));
    return table;
}

static void an_empty_table_says_why(void **state)
{
    static const char *const reasons[][2] = {
        {"failures",
         "No trial failed, timed out, diverged or was interrupted."},
        {"mcnemar",
         "This study has one configuration, so no two networks can be "
         "compared."},
        {"interaction",
         "Fewer than two settings vary between the finished trials, so that "
         "none can interact."},
        {"confirmed",
         "This study has no `confirm:`, so no winner is trained again on "
         "fresh seeds."},
    };
    Store *store = open_one(*state);

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        Tabulation table = ask(store, reasons[i][0]);

        assert_int_equal(table.data.rows, 0);
        assert_non_null(table.why);
        assert_string_equal(table.why, reasons[i][1]);
        tabulation_release(&table);
    }
    store_close(store);
}

static void a_table_with_rows_does_not(void **state)
{
    Store *store = open_one(*state);
    Tabulation table = ask(store, "accuracy");

    assert_int_equal(table.data.rows, 1);
    assert_null(table.why);
    tabulation_release(&table);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(an_empty_table_says_why),
        WITH_WORKPLACE(a_table_with_rows_does_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
