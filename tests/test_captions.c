// Captions of figures and tables of a study with a single seed.
#include "harness/figure.h"
#include "harness/places.h"
#include "harness/plots.h"
#include "harness/tabulate.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

static void assert_one_seed(const char *name, const char *caption)
{
    if (!caption || !strstr(caption, "1 seeds"))
        return;
    print_error("%s: %s\n", name, caption);
    _fail(__FILE__, __LINE__);
}

static void check_figure(Store *store, const char *name)
{
    Places places = {0};
    Images *images = images_new(store, &places.data);
    Figure figure;
    Error err;

    assert_true(figure_prepare(&figure, store, name, "small", images, &err));
    assert_one_seed(name, figure.caption);
    figure_release(&figure);
    images_free(images);
}

static void check_table(Store *store, const char *name)
{
    Tabulation table;
    Error err;

    assert_true(tabulate(&table, store, name, "small", &err));
    assert_one_seed(name, table.caption);
    tabulation_release(&table);
}

static void one_seed_is_no_seeds(void **state)
{
    const char *path = workplace_file(*state, "results.db");
    Synthetic single = synthetic_small;
    Store *store;
    Error err;

    single.seeds = 1;
    synthetic_database(&single, path);
    store = store_open(path, STORE_READ, &err);
    assert_non_null(store);
    for (int figure = 0; figure < 2; figure++) {
        Text lines = {0};

        plots_list(figure, &lines);
        for (char *line = lines.data, *next; *line; line = next) {
            next = line + strcspn(line, "\n") + 1;
            line[strcspn(line, "\t")] = '\0';
            if (figure)
                check_figure(store, line);
            else
                check_table(store, line);
        }
        text_release(&lines);
    }
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(one_seed_is_no_seeds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
