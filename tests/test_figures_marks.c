// What figures write and mark: levels that are no numbers, ticks, digits and
// colours, as they are in the finished picture.
#include "harness/database.h"
#include "harness/figure.h"
#include "harness/meaning.h"
#include "harness/plots.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

#include <stdlib.h>
#include <unistd.h>

// The synthetic study, changed by the script.
static const char *make_record(Workplace *place, const char *script)
{
    const char *path = workplace_file(place, "results.db");
    Error err = {0};
    Database *database;

    (void)unlink(path);
    synthetic_database(&synthetic_small, path);
    database = database_open(path, true, &err);
    assert_non_null(database);
    if (!database_script(database, script, &err))
        print_error("%s\n", err.message);
    database_close(database);
    return path;
}

static void draw(Workplace *place, const char *data, const char *body,
                 const char *name, Text *svg)
{
    Picture picture = {.data = data,
                       .body = body,
                       .format = PICTURE_SVG,
                       .path = workplace_file(place, name)};

    gnuplot_draw(&picture, 1, GNUPLOT_SECONDS);
    if (!picture.drawn)
        print_error("%s: %s\n", name, picture.why.message);
    assert_true(picture.drawn);
    workplace_read(place, name, svg);
}

static void prepare(Figure *figure, const char *database, const char *name)
{
    Error err = {0};
    Store *store = store_open(database, STORE_READ, &err);
    Images *images;

    assert_non_null(store);
    images = images_new(store, &(DataPlaces){0});
    if (!figure_prepare(figure, store, name, "small", images, &err))
        print_error("%s\n", err.message);
    images_free(images);
    store_close(store);
    assert_non_null(figure->title);
}

static void draw_figure(Workplace *place, const char *database,
                        const char *name, Text *svg)
{
    Figure figure = {0};

    prepare(&figure, database, name);
    assert_false(figure.empty);
    draw(place, text_string(&figure.data), text_string(&figure.body), "a.svg",
         svg);
    figure_release(&figure);
}

static void assert_within(const char *text, const char *part)
{
    if (!strstr(text, part))
        print_error("'%s' is not in\n%s\n", part, text);
    assert_non_null(strstr(text, part));
}

// Sizes of 0, 1200, 1800 and 2400 images.
static const char sizes[] =
    "INSERT INTO parameter (config, name, kind, number)"
    " SELECT id, 'train_size', 'integer', iif(id = 1, 0, 600 * id)"
    " FROM config;";

static void what_zero_stands_for_is_told_by_the_settings(void **state)
{
    Text sql = {0};

    (void)state;
    meaning_sql(&sql);
    assert_within(text_string(&sql), "\n    ('train_size', 0, 'all')");
    assert_within(text_string(&sql), "\n    ('test_size', 0, 'all')");
    assert_within(text_string(&sql), "\n    ('input.size', 0, 'as the data')");
    assert_null(strstr(text_string(&sql), "'batch_size'"));
    text_release(&sql);
}

static void all_images_are_written_so_and_come_last(void **state)
{
    const char *path = make_record(*state, sizes);
    Figure figure = {0};
    Text svg = {0};
    const char *last;

    prepare(&figure, path, "slice");
    last = strstr(text_string(&figure.data), " = '2400'\n");
    assert_non_null(last);
    assert_within(last, " = 'all'\n");
    assert_null(strstr(text_string(&figure.data), " = '0'\ntext_level"));
    figure_release(&figure);
    draw_figure(*state, path, "slice", &svg);
    assert_within(text_string(&svg), "<text>all</text>");
    draw_figure(*state, path, "parallel", &svg);
    assert_within(text_string(&svg), "<text>all</text>");
    text_release(&svg);
}

// By the columns of $axes: axis by_number ordered ….
static void medians_are_joined_only_along_numbers(void **state)
{
    const char *path = make_record(*state, sizes);
    Figure figure = {0};
    const char *data;

    prepare(&figure, path, "slice");
    data = text_string(&figure.data);
    assert_within(data, "text_axis[2] = 'model'\n");
    assert_within(data, "text_axis[3] = 'train_size'\n");
    assert_within(data, "axis by_number ordered log levels low high\n");
    assert_within(data, "\n2 0 0 0 2 0 0\n");
    assert_within(data, "\n3 0 1 0 4 1200 2400\n");
    figure_release(&figure);
}

static void lists_are_sorted_by_their_numbers(void **state)
{
    const char *path =
        make_record(*state,
                    "INSERT INTO parameter (config, name, kind, text)"
                    " SELECT id, 'arch.hidden', 'list',"
                    " '[' || CASE id WHEN 1 THEN '100, 5' WHEN 2 THEN '20'"
                    " WHEN 3 THEN '100' ELSE '3' END || ']' FROM config;");
    Figure figure = {0};
    const char *at;

    prepare(&figure, path, "slice");
    at = text_string(&figure.data);
    for (size_t i = 0; i < 4; i++) {
        static const char *const levels[] = {"'[3]'", "'[20]'", "'[100]'",
                                             "'[100, 5]'"};

        at = strstr(at, levels[i]);
        assert_non_null(at);
    }
    figure_release(&figure);
}

// The goal's name is that of what was measured.
static void a_validation_on_the_test_set_is_called_a_test(void **state)
{
    const char *path = make_record(*state, sizes);
    Figure figure = {0};

    prepare(&figure, path, "slice");
    assert_within(text_string(&figure.data), "= 'validation accuracy (%)'\n");
    figure_release(&figure);
    path = make_record(*state, "UPDATE config SET validation_is_test = 1;");
    prepare(&figure, path, "slice");
    assert_within(text_string(&figure.data), "= 'test accuracy (%)'\n");
    assert_within(figure.caption, "the validation set being the test set");
    figure_release(&figure);
}

static int count(const char *text, const char *part)
{
    int found = 0;

    while ((text = strstr(text, part)) != NULL) {
        found++;
        text += strlen(part);
    }
    return found;
}

static void a_logarithmic_axis_has_three_ticks(void **state)
{
    static const double ranges[][2] = {
        {2e5, 3.2e5}, {30, 80},     {0.3, 900}, {2e4, 6e6}, {1e-6, 1},
        {99, 101},    {0.03, 0.05}, {1, 10},    {5, 60000}, {1, 1e12},
    };
    Text body = {0};
    Text svg = {0};
    Error err = {0};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        int ticks;

        text_clear(&body);
        assert_true(plots_read("style", "gp", &body, &err));
        text_printf(&body,
                    "width = 3\nheight = 2\neval begin\nset logscale x\n"
                    "unset ytics\nset xrange [%g:%g]\nset yrange [0:1]\n"
                    "eval log_ticks('x', %g, %g, 'k')\nplot 0.5\n",
                    ranges[i][0], ranges[i][1], ranges[i][0], ranges[i][1]);
        draw(*state, "", text_string(&body), "ticks.svg", &svg);
        ticks = count(text_string(&svg), "<text>")
                - count(text_string(&svg), "<text></text>");
        if (ticks < 3 || ticks > 7)
            print_error("%d ticks from %g to %g\n", ticks, ranges[i][0],
                        ranges[i][1]);
        assert_in_range(ticks, 3, 7);
    }
    text_release(&body);
    text_release(&svg);
}

// The mark and the colour that stand beside a label: "5' … color='rgb(…)'".
static void mark_of(const Text *svg, const char *label, char *mark,
                    char *colour)
{
    char wanted[100];
    const char *at;

    (void)snprintf(wanted, sizeof wanted, ">%s</text>", label);
    assert_within(text_string(svg), wanted);
    at = strstr(text_string(svg), wanted);
    at = strstr(at, "<use xlink:href='#gpPt");
    assert_non_null(at);
    (void)snprintf(mark, 4, "%s", at + strlen("<use xlink:href='#gpPt"));
    at = strstr(at, "color='");
    assert_non_null(at);
    (void)snprintf(colour, 24, "%s", at + strlen("color='"));
}

static void a_configuration_looks_the_same_in_all_figures(void **state)
{
    // The ranking is not the order of the study.
    const char *path =
        make_record(*state,
                    "UPDATE study_config SET position = 5 - position;"
                    "UPDATE study_config SET label = 'number ' || position;"
                    "UPDATE trial SET parameters = 1000 * config;");
    Text classes = {0};
    Text front = {0};
    char first[24] = "";

    draw_figure(*state, path, "per_class", &classes);
    draw_figure(*state, path, "pareto", &front);
    for (int i = 2; i <= 5; i++) {
        char label[24];
        char marks[2][4];
        char colours[2][24];

        (void)snprintf(label, sizeof label, "number %d", i);
        mark_of(&classes, label, marks[0], colours[0]);
        mark_of(&front, label, marks[1], colours[1]);
        assert_string_equal(marks[0], marks[1]);
        assert_string_equal(colours[0], colours[1]);
        assert_string_not_equal(colours[0], first);
        (void)snprintf(first, sizeof first, "%s", colours[0]);
    }
    text_release(&classes);
    text_release(&front);
}

// Costs that all have alike are left out, which the caption says.
static void a_panel_shows_what_differs(void **state)
{
    const char *path =
        make_record(*state,
                    "UPDATE trial SET parameters = 1000 * config,"
                    " multiply_adds = 7;");
    Figure figure = {0};

    prepare(&figure, path, "pareto");
    assert_within(text_string(&figure.data), "count_measure = 1\n");
    assert_within(text_string(&figure.data), "text_measure[1] = 'parameters'");
    assert_null(strstr(text_string(&figure.data), "'multiply-adds'"));
    assert_within(figure.caption, "Left out: multiply-adds");
    figure_release(&figure);
}

// Every number that stands alone in a text, "+1.3" or "-0.7".
static void all_differences_have_as_many_digits(void **state)
{
    // Three seeds, of which one makes a third of an image more.
    const char *path = make_record(
        *state,
        "UPDATE confusion_count SET count = count + 1 WHERE matrix ="
        " (SELECT max(matrix) FROM confusion_count);");
    Text svg = {0};
    const char *at;
    int whole = 0;
    int broken = 0;

    draw_figure(*state, path, "confusion_difference", &svg);
    for (at = text_string(&svg); (at = strstr(at, "<text>")) != NULL;) {
        size_t length;

        at += strlen("<text>");
        length = strcspn(at, "<");
        if (*at != '+')
            continue;
        if (memchr(at, '.', length))
            broken++;
        else
            whole++;
    }
    assert_true(broken > 0);
    assert_int_equal(whole, 0);
    text_release(&svg);
}

static void no_accuracy_is_above_a_hundred(void **state)
{
    const char *path =
        make_record(*state,
                    "UPDATE epoch SET test_accuracy ="
                    " iif(trial % 3 = 0, 0.5, 0.96 + trial / 1000.0);");
    Figure figure = {0};
    Text svg = {0};

    prepare(&figure, path, "comparison");
    assert_within(figure.caption, "cut at what an accuracy can be: 100 %");
    figure_release(&figure);
    draw_figure(*state, path, "comparison", &svg);
    assert_within(text_string(&svg), "<text>100</text>");
    assert_null(strstr(text_string(&svg), "<text>110</text>"));
    assert_null(strstr(text_string(&svg), "<text>120</text>"));
    text_release(&svg);
}

// What tells long labels apart is at their ends.
static void a_long_label_keeps_its_end(void **state)
{
    const char *path = make_record(
        *state,
        "UPDATE study_config SET label = 'adam batch_size=128"
        " optimizer.lr=0.000670783 optimizer.beta2=0.99' || position;");
    static const char *const names[] = {"comparison", "per_class"};
    Text svg = {0};

    for (size_t i = 0; i < 2; i++) {
        draw_figure(*state, path, names[i], &svg);
        for (int position = 0; position < 4; position++) {
            char end[64];

            (void)snprintf(end, sizeof end, ">optimizer.beta2=0.99%d</text>",
                           position);
            assert_within(text_string(&svg), end);
        }
    }
    text_release(&svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(what_zero_stands_for_is_told_by_the_settings),
        WITH_WORKPLACE(all_images_are_written_so_and_come_last),
        WITH_WORKPLACE(medians_are_joined_only_along_numbers),
        WITH_WORKPLACE(lists_are_sorted_by_their_numbers),
        WITH_WORKPLACE(a_validation_on_the_test_set_is_called_a_test),
        WITH_WORKPLACE(a_logarithmic_axis_has_three_ticks),
        WITH_WORKPLACE(a_configuration_looks_the_same_in_all_figures),
        WITH_WORKPLACE(a_panel_shows_what_differs),
        WITH_WORKPLACE(all_differences_have_as_many_digits),
        WITH_WORKPLACE(no_accuracy_is_above_a_hundred),
        WITH_WORKPLACE(a_long_label_keeps_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
