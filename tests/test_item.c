// Rows of `report:` with a name of the study's own, and of some configurations
// only.
#include "harness/figure.h"
#include "harness/item.h"
#include "harness/report.h"
#include "harness/tabulate.h"
#include "nets/base/memory.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

#include <stdlib.h>

// Adds a row; `config`'s setting `key` is what it is limited to, unless NULL.
static void add_item(Plan *plan, bool table, const char *name,
                     const char *called, const char *key, size_t config)
{
    ReportItem *item = &plan->items[plan->item_count++];

    *item = (ReportItem){.table = table,
                         .name = memory_text(name),
                         .called = memory_text(called)};
    if (!key)
        return;
    item->only = memory_new(2, sizeof(const Setting *));
    item->only[item->only_count++] =
        setting_new(config_find(&plan->configs[config].config, key));
}

static void also(Plan *plan, const char *key, size_t config)
{
    ReportItem *item = &plan->items[plan->item_count - 1];

    item->only[item->only_count++] =
        setting_new(config_find(&plan->configs[config].config, key));
}

// Configurations 0 and 2 are cnns, 1 and 3 mlps; dropout is 0, 0, 0.25, 0.25.
static Store *open_items(Workplace *place)
{
    const char *path = workplace_file(place, "results.db");
    Error err = {0};
    Plan plan;
    int64_t ids[12];
    Store *store;

    synthetic_database(&synthetic_small, path);
    store = store_open(path, STORE_WRITE, &err);
    assert_non_null(store);
    synthetic_plan(&synthetic_small, &plan);
    plan.items = memory_new(4, sizeof *plan.items);
    add_item(&plan, false, "curves", "figure5", "model.name", 1);
    add_item(&plan, true, "accuracy", "half", "dropout", 2);
    add_item(&plan, false, "comparison", "comparison", NULL, 0);
    add_item(&plan, true, "accuracy", "both", "model.name", 0);
    also(&plan, "model.name", 1);
    assert_true(store_add_plan(store, &plan, ids, &err));
    plan_release(&plan);
    return store;
}

static void a_figure_has_the_study_s_name_and_shows_what_it_says(void **state)
{
    Store *store = open_items(*state);
    Figure figure = {0};
    Error err = {0};

    assert_true(figure_prepare(&figure, store, "figure5", "small", NULL, &err));
    assert_string_equal(figure.name, "figure5");
    assert_false(figure.empty);
    assert_non_null(strstr(figure.data.data, "mlp dropout=0"));
    assert_null(strstr(figure.data.data, "cnn"));
    assert_non_null(
        strstr(figure.caption, " Only configurations with model mlp."));
    figure_release(&figure);
    assert_true(figure_prepare(&figure, store, "curves", "small", NULL, &err));
    assert_non_null(strstr(figure.data.data, "cnn"));
    assert_null(strstr(figure.caption, "Only"));
    figure_release(&figure);
    store_close(store);
}

static void a_table_is_limited_likewise(void **state)
{
    Store *store = open_items(*state);
    Tabulation table = {0};
    Error err = {0};

    assert_true(tabulate(&table, store, "half", "small", &err));
    assert_int_equal(table.data.rows, 2);
    assert_non_null(
        strstr(table.caption, "Only configurations with dropout [0.25]."));
    tabulation_release(&table);
    store_close(store);
}

static void several_values_of_one_setting_are_alternatives(void **state)
{
    Store *store = open_items(*state);
    Tabulation table = {0};
    Error err = {0};

    assert_true(tabulate(&table, store, "both", "small", &err));
    assert_int_equal(table.data.rows, 4);
    assert_non_null(strstr(table.caption, "with model cnn or mlp."));
    tabulation_release(&table);
    store_close(store);
}

static void names_that_nothing_has_are_refused(void **state)
{
    Store *store = open_items(*state);
    Error err = {0};

    assert_true(item_check(store, "small", "figure5", true, &err));
    assert_true(item_check(store, "small", "half", false, &err));
    assert_true(item_check(store, "small", "errors", true, &err));
    assert_false(item_check(store, "small", "half", true, &err));
    assert_false(item_check(store, "small", "figure6", true, &err));
    assert_non_null(strstr(err.message, "there is no figure 'figure6'"));
    assert_false(item_check(store, "other", "figure5", true, &err));
    assert_true(item_check(store, NULL, "figure5", true, &err));
    assert_false(item_check(store, NULL, "figure6", true, &err));
    store_close(store);
}

// The plain figure gives way to those that have names, but for one that is
// asked for as it is.
static void a_report_has_them_under_their_names(void **state)
{
    Workplace *place = *state;
    Store *store = open_items(place);
    Text page = {0};
    Error err = {0};

    // Nothing need be drawn.
    (void)setenv("PATH", place->folder.path, 1);
    assert_true(report_write(store, "small", workplace_file(place, "out"),
                             &(DataPlaces){0}, &err));
    store_close(store);
    assert_true(workplace_has(place, "out/figure5.sql"));
    assert_true(workplace_has(place, "out/half.tex"));
    assert_true(workplace_has(place, "out/comparison.sql"));
    assert_false(workplace_has(place, "out/curves.sql"));
    workplace_read(place, "out/index.html", &page);
    assert_non_null(strstr(page.data, "id=\"figure-figure5\""));
    assert_null(strstr(page.data, "id=\"figure-curves\""));
    assert_non_null(strstr(page.data, "Only configurations with model mlp."));
    text_release(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(a_figure_has_the_study_s_name_and_shows_what_it_says),
        WITH_WORKPLACE(a_table_is_limited_likewise),
        WITH_WORKPLACE(several_values_of_one_setting_are_alternatives),
        WITH_WORKPLACE(names_that_nothing_has_are_refused),
        WITH_WORKPLACE(a_report_has_them_under_their_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
