// The tables of statistics: each has something sensible to say of any study.
#include "harness/tabulate.h"
#include "tests/tables.h"

static const char *const tables[] = {
    "ablation", "interaction",   "importance", "mcnemar",   "scores", "halves",
    "classes",  "worst_classes", "cost",       "confirmed", NULL};

static void a_column_is_of_numbers_though_one_is_missing(void **state)
{
    const char *const cells[] = {"98.9 ± 0.1", "n/a", "n/a",
                                 NULL,         "n/a", "fine"};
    const Table table = {
        .columns = 3, .rows = 2, .cells = cells, .types = "tttntt"};

    (void)state;
    assert_true(table_is_numeric(&table, 0));
    assert_false(table_is_numeric(&table, 1));
    assert_false(table_is_numeric(&table, 2));
}

static void check_all(Workplace *place, const Synthetic *synthetic)
{
    Store *store = open_made_up(place, synthetic);

    for (size_t i = 0; tables[i]; i++) {
        Tabulation table = ask(store, tables[i]);

        assert_int_equal(table.caption != NULL, table.data.rows > 0);
        for (const Format *format = formats; format->name; format++) {
            Text text = {0};

            tabulation_write(&table, format, true, &text);
            assert_true(table.data.rows == 0 || text.length > 50);
            text_release(&text);
        }
        tabulation_release(&table);
    }
    store_close(store);
}

static void a_full_study_and_a_single_trial_give_tables_or_nothing(void **state)
{
    Synthetic synthetic = synthetic_small;

    check_all(*state, &synthetic);
    assert_int_equal(remove(workplace_file(*state, "results.db")), 0);
    synthetic.configs = 1;
    synthetic.seeds = 1;
    synthetic.matrices = false;
    synthetic.validation_is_test = true;
    check_all(*state, &synthetic);
}

static void a_study_without_results_has_nothing_to_show(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);

    change(*state, "UPDATE trial SET state = 'failed'");
    for (size_t i = 0; tables[i]; i++) {
        Tabulation table = ask(store, tables[i]);

        assert_int_equal(table.data.rows, 0);
        assert_null(table.caption);
        tabulation_release(&table);
    }
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_of_numbers_though_one_is_missing),
        WITH_WORKPLACE(a_full_study_and_a_single_trial_give_tables_or_nothing),
        WITH_WORKPLACE(a_study_without_results_has_nothing_to_show),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
