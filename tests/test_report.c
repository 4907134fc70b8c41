// Figures, tables and the report, from a made-up record.
#include "harness/report.h"

#include "harness/figure.h"
#include "harness/plots.h"
#include "harness/tabulate.h"
#include "tests/made_up.h"

static const char *const figures[] = {"samples",   "curves", "comparison",
                                      "confusion", "errors", NULL};
static const char *const tables[] = {"accuracy", "per_class",  "settings",
                                     "trials",   "provenance", "checklist",
                                     NULL};

static void write_report(Store *store, const char *study, const char *folder)
{
    Error err = {0};

    assert_well(report_write(store, study, folder, &(DataPlaces){0}, &err),
                &err);
}

// Where it matters only what is written: nothing is drawn, which takes long.
static void write_words(Workplace *place, Store *store, const char *study)
{
    (void)setenv("PATH", place->folder.path, 1);
    write_report(store, study, workplace_file(place, "out"));
}

// Two reports of the same record, in a and b, for the tests that look at what
// was drawn.
static int draw_twice(void **state)
{
    Workplace *place;
    Store *store;

    (void)workplace_set_up(state);
    place = *state;
    store = open_made_up(place, &synthetic_small);
    write_report(store, "small", workplace_file(place, "a"));
    write_report(store, "small", workplace_file(place, "b"));
    store_close(store);
    return 0;
}

static size_t occurrences(const Text *text, const char *part)
{
    size_t count = 0;

    for (const char *at = text_string(text); (at = strstr(at, part)); at++)
        count++;
    return count;
}

static void every_file_of_a_report_is_there(void **state)
{
    static const char *const pictures[] = {"svg", "png", "pdf", "sql"};
    static const char *const forms[] = {"md",  "tex",  "csv",
                                        "tsv", "json", "sql"};
    Workplace *place = *state;
    char name[64];

    assert_true(workplace_has(place, "a/index.html"));
    assert_true(workplace_has(place, "a/report.md"));
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; figures[j]; j++) {
            (void)snprintf(name, sizeof name, "a/%s.%s", figures[j],
                           pictures[i]);
            assert_true(workplace_has(place, name));
        }
        for (size_t j = 0; tables[j]; j++) {
            (void)snprintf(name, sizeof name, "a/%s.%s", tables[j], forms[i]);
            assert_true(workplace_has(place, name));
        }
    }
}

static void the_page_is_whole_and_alone(void **state)
{
    Workplace *place = *state;
    Text page = {0};

    workplace_read(place, "a/index.html", &page);
    assert_true(holds(&page, "<html lang=\"en\">"));
    assert_true(holds(&page, "Content-Security-Policy"));
    assert_false(holds(&page, "<script"));
    assert_false(holds(&page, "src=\"http"));
    assert_int_equal(occurrences(&page, "<svg role=\"img\" aria-label=\""),
                     occurrences(&page, "<figure id="));
    assert_int_equal(occurrences(&page, "<h1>"), 1);
    assert_true(holds(&page, "id=\"curves-gnuplot_canvas\""));
    assert_int_equal(occurrences(&page, "id='gpDot'"), 0);
    assert_true(holds(&page, "study: small"));
    assert_true(page.length < 1500000);
    text_release(&page);
}

// Figures that a study has no use for are not in its way, but what always
// belongs to a report is.
static void what_has_nothing_to_show_is_left_out(void **state)
{
    Workplace *place = *state;
    Store *store = open_made_up(place, &synthetic_small);
    Text page = {0};

    assert_true(file_make_folder(workplace_file(place, "out"), &(Error){0}));
    assert_true(file_write(workplace_file(place, "out/data_size.svg"), "old", 3,
                           &(Error){0}));
    write_words(place, store, "small");
    store_close(store);
    workplace_read(place, "out/index.html", &page);
    for (size_t i = 0; figures[i]; i++) {
        char id[64];

        (void)snprintf(id, sizeof id, "id=\"figure-%s\"", figures[i]);
        assert_true(holds(&page, id));
    }
    assert_false(holds(&page, "id=\"figure-data_size\""));
    assert_false(holds(&page, "Amount of data"));
    assert_false(workplace_has(place, "out/data_size.svg"));
    text_release(&page);
}

// Every id once, and every reference to one that is there.
static void ids_in_the_page_do_not_clash(void **state)
{
    Workplace *place = *state;
    Text page = {0};
    char *at;

    workplace_read(place, "a/index.html", &page);
    at = page.data;
    while ((at = strpbrk(at, "\"'"))) {
        Text id = {0};

        at++;
        if (at - page.data < 5 || strncmp(at - 5, " id=", 4) != 0)
            continue;
        text_printf(&id, " id=%c%.*s%c", at[-1], (int)strcspn(at, "\"'"), at,
                    at[-1]);
        assert_int_equal(occurrences(&page, text_string(&id)), 1);
        text_release(&id);
    }
    text_release(&page);
}

static void the_same_database_gives_the_same_bytes(void **state)
{
    static const char *const names[] = {
        "index.html", "report.md",    "curves.pdf",   "confusion.png",
        "errors.svg", "accuracy.tex", "checklist.csv"};
    Workplace *place = *state;
    Text first = {0};
    Text second = {0};
    char name[64];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(name, sizeof name, "a/%s", names[i]);
        workplace_read(place, name, &first);
        name[0] = 'b';
        workplace_read(place, name, &second);
        assert_int_equal(first.length, second.length);
        assert_memory_equal(first.data, second.data, first.length);
    }
    text_release(&first);
    text_release(&second);
}

static void a_study_without_results_has_placeholders(void **state)
{
    Workplace *place = *state;
    const char *path = workplace_file(place, "results.db");
    Error err = {0};
    Plan plan;
    int64_t *ids;
    Text page = {0};
    Store *store = store_open(path, STORE_WRITE, &err);

    synthetic_plan(&synthetic_small, &plan);
    ids = calloc(plan.trial_count, sizeof *ids);
    assert_true(store_add_plan(store, &plan, ids, &err));
    write_report(store, "small", workplace_file(place, "out"));
    store_close(store);
    workplace_read(place, "out/index.html", &page);
    assert_int_equal(occurrences(&page, "class=\"missing\""), 5);
    assert_true(holds(&page, "no data yet"));
    assert_true(holds(&page, "No trial has finished yet"));
    assert_true(workplace_has(place, "out/curves.svg"));
    text_release(&page);
    free(ids);
    plan_release(&plan);
}

static void without_gnuplot_tables_and_report_still_come(void **state)
{
    static const char *const pictures[] = {
        "out/curves.svg", "out/curves.png", "out/curves.pdf",
        "out/curves-figure.tex", "out/curves-figure-tex.pdf"};
    Workplace *place = *state;
    Store *store = open_made_up(place, &synthetic_small);
    Text page = {0};

    assert_true(file_make_folder(workplace_file(place, "out"), &(Error){0}));
    for (size_t i = 0; i < 5; i++)
        assert_true(file_write(workplace_file(place, pictures[i]), "old", 3,
                               &(Error){0}));
    write_words(place, store, "small");
    store_close(store);
    workplace_read(place, "out/index.html", &page);
    assert_true(occurrences(&page, "<figure id=") > 5);
    assert_int_equal(occurrences(&page, "gnuplot is not installed"),
                     occurrences(&page, "<figure id="));
    assert_true(holds(&page, "cnn dropout=0.25"));
    for (size_t i = 0; i < 5; i++)
        assert_false(workplace_has(place, pictures[i]));
    assert_true(workplace_has(place, "out/accuracy.tex"));
    text_release(&page);
}

static void an_unknown_study_is_refused(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Error err = {0};

    assert_false(report_write(store, "none", workplace_file(*state, "out"),
                              &(DataPlaces){0}, &err));
    assert_int_equal(err.exit_code, EXIT_MISUSED);
    assert_false(workplace_has(*state, "out"));
    store_close(store);
}

static void a_folder_that_cannot_be_made_is_named(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Error err = {0};

    assert_false(
        report_write(store, "small", "/dev/full/out", &(DataPlaces){0}, &err));
    assert_non_null(strstr(err.message, "/dev/full"));
    store_close(store);
}

static void names_are_not_markup(void **state)
{
    const char *const hostile = "<script>alert('x')</script>|$x$ & `y` \\z";
    Workplace *place = *state;
    Synthetic synthetic = synthetic_small;
    Text text = {0};
    Store *store;

    synthetic.study = hostile;
    store = open_made_up(place, &synthetic);
    write_words(place, store, hostile);
    store_close(store);
    workplace_read(place, "out/index.html", &text);
    assert_false(holds(&text, "<script"));
    assert_true(holds(&text, "&lt;script&gt;alert(&#39;x&#39;)"));
    workplace_read(place, "out/report.md", &text);
    assert_false(holds(&text, "<script"));
    assert_true(holds(&text, "\\|\\$x\\$ &amp; \\`y\\` \\\\z"));
    text_release(&text);
}

static void a_figure_s_script_draws_it_alone(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Images *images = images_new(store, &(DataPlaces){0});
    Figure figure = {0};
    Error err = {0};
    Text script = {0};

    assert_true(
        figure_prepare(&figure, store, "curves", "small", images, &err));
    assert_false(figure.empty);
    assert_non_null(strstr(figure.caption, "n = 3 seeds"));
    assert_non_null(strstr(figure.caption, "95 % t interval"));
    figure_script(&figure, PICTURE_SVG, STYLE_PAPER, &script);
    assert_true(holds(&script, "$data << end_"));
    assert_true(holds(&script, "set output ''curves.svg''"));
    assert_true(holds(&script, "set multiplot"));
    text_release(&script);
    figure_release(&figure);
    images_free(images);
    store_close(store);
}

static void captions_say_when_the_test_set_was_validation(void **state)
{
    Synthetic synthetic = synthetic_small;
    Store *store;
    Error err = {0};

    synthetic.validation_is_test = true;
    store = open_made_up(*state, &synthetic);
    for (size_t i = 0; i < 2; i++) {
        Tabulation table = {0};

        assert_true(tabulate(&table, store, tables[i], "small", &err));
        assert_non_null(
            strstr(table.caption, "validation set is the test set"));
        tabulation_release(&table);
    }
    store_close(store);
}

static void every_table_is_written_in_every_format(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Error err = {0};

    for (size_t i = 0; tables[i]; i++) {
        Tabulation table = {0};

        assert_true(tabulate(&table, store, tables[i], "small", &err));
        assert_true(table.data.rows > 0);
        for (const Format *format = formats; format->name; format++) {
            Text text = {0};

            tabulation_write(&table, format, true, &text);
            assert_true(text.length > 50);
            text_release(&text);
        }
        tabulation_release(&table);
    }
    store_close(store);
}

static void an_unknown_figure_gets_a_hint(void **state)
{
    Error err = {0};

    (void)state;
    assert_false(plots_check("curvs", true, &err));
    assert_non_null(strstr(err.message, "did you mean 'curves'?"));
    assert_false(plots_check("../curves", true, &err));
    assert_false(plots_check("accuracy", true, &err));
    assert_true(plots_check("accuracy", false, &err));
}

int main(void)
{
    const struct CMUnitTest drawn[] = {
        cmocka_unit_test(every_file_of_a_report_is_there),
        cmocka_unit_test(the_page_is_whole_and_alone),
        cmocka_unit_test(ids_in_the_page_do_not_clash),
        cmocka_unit_test(the_same_database_gives_the_same_bytes),
    };
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(what_has_nothing_to_show_is_left_out),
        WITH_WORKPLACE(a_study_without_results_has_placeholders),
        WITH_WORKPLACE(without_gnuplot_tables_and_report_still_come),
        WITH_WORKPLACE(an_unknown_study_is_refused),
        WITH_WORKPLACE(a_folder_that_cannot_be_made_is_named),
        WITH_WORKPLACE(names_are_not_markup),
        WITH_WORKPLACE(a_figure_s_script_draws_it_alone),
        WITH_WORKPLACE(captions_say_when_the_test_set_was_validation),
        WITH_WORKPLACE(every_table_is_written_in_every_format),
        WITH_WORKPLACE(an_unknown_figure_gets_a_hint),
    };

    return cmocka_run_group_tests(drawn, draw_twice, workplace_tear_down)
           + cmocka_run_group_tests(tests, NULL, NULL);
}
