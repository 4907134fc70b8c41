// The figures in plots/: every one is drawn whole in every format, says why
// where a study has no use for it, and takes what users wrote for text.
#include "harness/database.h"
#include "harness/figure.h"
#include "harness/plots.h"
#include "nets/base/memory.h"
#include "nets/safetensors.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

#include <stdlib.h>
#include <unistd.h>

enum { FIGURES_MAX = 40, SIDE = 3, PIXELS = SIDE * SIDE, KERNELS = 4 };

typedef struct {
    char *names[FIGURES_MAX];
    size_t count;
} Names;

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

// All that are in plots/.
static void list_figures(Names *names)
{
    DIR *folder = opendir("plots");
    const struct dirent *entry;

    *names = (Names){0};
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        size_t length = strlen(entry->d_name);
        char *name =
            memory_text_part(entry->d_name, length > 3 ? length - 3 : 0);

        if (plots_is_figure(name)
            && strcmp(entry->d_name + length - 3, ".gp") == 0)
            names->names[names->count++] = name;
        else
            free(name);
    }
    (void)closedir(folder);
    qsort(names->names, names->count, sizeof *names->names, by_text);
    assert_true(names->count >= 17);
}

static void free_names(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
}

static void change(const char *path, const char *sql, const Value *values,
                   size_t count)
{
    Error err = {0};
    Database *database = database_open(path, true, &err);
    bool ok = database
              && (count > 0 ? database_run(database, sql, values, count, &err)
                            : database_script(database, sql, &err));

    if (!ok)
        print_error("%s\n", err.message);
    database_close(database);
    assert_true(ok);
}

// A first layer's kernels: kernel k is 1 at pixel k, −0.5 elsewhere.
static void write_checkpoint(Workplace *place, const char *name)
{
    float kernel[PIXELS][KERNELS];
    NamedTensor tensor = {.type = "F32",
                          .rank = 4,
                          .sizes = {SIDE, SIDE, 1, KERNELS},
                          .data = kernel,
                          .bytes = sizeof kernel};
    Tensors tensors = {0};
    Buffer file = {0};
    Error err = {0};

    for (size_t pixel = 0; pixel < PIXELS; pixel++)
        for (size_t k = 0; k < KERNELS; k++)
            kernel[pixel][k] = pixel == k ? 1.0F : -0.5F;
    tensors_add(&tensors, "0.conv2d.kernel", &tensor);
    safetensors_encode(&tensors, &file);
    assert_true(file_make_folder(workplace_file(place, "checkpoints"), &err));
    assert_true(
        file_write(workplace_file(place, name), file.bytes, file.count, &err));
    buffer_release(&file);
    tensors_release(&tensors);
}

// The synthetic study made such that every figure has something to show: its
// first configuration is `full`, each trains on another number of images, and
// there are kernels in the checkpoints of the first seed.
static const char *make_record(Workplace *place)
{
    const char *path = workplace_file(place, "results.db");

    synthetic_database(&synthetic_small, path);
    change(path,
           "UPDATE study_config SET label = 'full' WHERE position = 0;"
           "UPDATE epoch SET images = images * (SELECT config FROM trial"
           " WHERE id = epoch.trial);"
           "UPDATE trial SET parameters = 1000 * config;"
           "INSERT INTO parameter (config, name, kind, number)"
           " SELECT id, 'train_size', 'integer', 600 * id FROM config;",
           NO_VALUES);
    for (size_t i = 0; i < synthetic_small.configs; i++) {
        char name[64];

        (void)snprintf(name, sizeof name, "checkpoints/%zu-1-5.safetensors", i);
        write_checkpoint(place, name);
    }
    return workplace_file(place, "results.db");
}

static void prepare(Figure *figure, Store *store, const char *study,
                    const char *name)
{
    Images *images = images_new(store, &(DataPlaces){0});
    Error err = {0};

    if (!figure_prepare(figure, store, name, study, images, &err)) {
        print_error("%s\n", err.message);
        assert_true(false);
    }
    images_free(images);
}

// Every figure in the formats first … PICTURE_FORMATS − 1, to figure.suffix.
static void draw_all(Workplace *place, const char *database, const char *study,
                     int first)
{
    size_t formats = (size_t)(PICTURE_FORMATS - first);
    Picture pictures[FIGURES_MAX * PICTURE_FORMATS] = {0};
    char paths[FIGURES_MAX * PICTURE_FORMATS][300];
    Figure figures[FIGURES_MAX] = {0};
    Error err = {0};
    Store *store = store_open(database, STORE_READ, &err);
    Names names;

    list_figures(&names);
    assert_non_null(store);
    for (size_t i = 0; i < names.count * formats; i++) {
        PictureFormat format = (PictureFormat)((size_t)first + i % formats);
        Figure *figure = &figures[i / formats];

        if (i % formats == 0)
            prepare(figure, store, study, names.names[i / formats]);
        if (figure->empty)
            print_error("%s: %s\n", figure->name, figure->why);
        assert_false(figure->empty);
        assert_true(strlen(figure->caption) > 40);
        (void)snprintf(paths[i], sizeof paths[i], "%s/%s.%s",
                       place->folder.path, figure->name,
                       picture_format_names[format]);
        pictures[i] = (Picture){.data = text_string(&figure->data),
                                .body = text_string(&figure->body),
                                .format = format,
                                .path = paths[i]};
    }
    store_close(store);
    gnuplot_draw(pictures, names.count * formats, GNUPLOT_SECONDS);
    for (size_t i = 0; i < names.count * formats; i++) {
        if (!pictures[i].drawn)
            print_error("%s: %s\n", paths[i], pictures[i].why.message);
        assert_true(pictures[i].drawn);
    }
    for (size_t i = 0; i < names.count; i++)
        figure_release(&figures[i]);
    free_names(&names);
}

static void every_figure_is_drawn_whole_in_every_format(void **state)
{
    Workplace *place = *state;

    draw_all(place, make_record(place), "small", 0);
    assert_true(workplace_has(place, "effects.tex"));
    assert_true(workplace_has(place, "effects-tex.pdf"));
}

// Each tries to write the file `canary`; in LaTeX, to read a file or to leave
// the group.
static const char *const hostile[] = {
    "x'\n!touch canary\n'.system('touch canary').' `touch canary`",
    "$data << EOD\nEOD end_ '<touch canary' \"`touch canary`\" \\",
    "}}%\\input{/etc/passwd}\\immediate\\write18{touch canary}{{ $x_1^2$ & # ~",
    "\xff\xfe {/Symbol a}_b^c @begin %s%n <script>alert(1)</script>]]> ''''",
};

static void make_hostile(const char *path)
{
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        Value id = integer_value((int64_t)i + 1);
        Value text = text_value(hostile[i]);

        change(path,
               "UPDATE study_config SET label = label || ' ' || ?2"
               " WHERE config = ?1 AND label <> 'full'",
               VALUES(id, text));
        change(path, "UPDATE config SET model = ?2 WHERE id = ?1",
               VALUES(id, text));
        change(path,
               "UPDATE parameter SET text = ?2 WHERE config = ?1"
               " AND name = 'optimizer'",
               VALUES(id, text));
    }
}

// Every brace that the file opens it closes, in the same line where there is
// text, and nothing of what a user wrote is a command.
static void check_latex(const Text *tex)
{
    const char *line = text_string(tex);

    assert_null(strstr(line, "\\input{"));
    assert_null(strstr(line, "\\write18"));
    while ((line = strstr(line, "\\put("))) {
        int depth = 0;

        for (; *line != '\n'; line++) {
            if (line[0] == '\\' && line[1] != '\n')
                line++;
            else
                depth += (*line == '{') - (*line == '}');
        }
        assert_int_equal(depth, 0);
    }
}

static void what_users_wrote_is_only_text_in_every_figure(void **state)
{
    Workplace *place = *state;
    const char *path = make_record(place);
    Names names;

    make_hostile(path);
    draw_all(place, path, "small", PICTURE_TEX);
    assert_false(file_exists("canary"));
    assert_false(workplace_has(place, "canary"));
    list_figures(&names);
    for (size_t i = 0; i < names.count; i++) {
        char name[100];
        Text tex = {0};

        (void)snprintf(name, sizeof name, "%s.tex", names.names[i]);
        workplace_read(place, name, &tex);
        check_latex(&tex);
        // Counts fit into their cells.
        if (strcmp(names.names[i], "confusion") == 0)
            assert_non_null(strstr(text_string(&tex), "\\strut{}\\fontsize{"));
        text_release(&tex);
    }
    free_names(&names);
}

static void a_figure_without_use_says_why(void **state)
{
    static const struct {
        const char *figure;
        const char *why;
    } cases[] = {
        {"effects", "no ablation"},
        {"pareto", "one configuration"},
        {"confusion_difference", "one configuration"},
        {"data_size", "train_size does not vary"},
        {"slice", "No setting varies"},
        {"parallel", "No setting varies"},
        {"heatmap", "two settings"},
        {"importance", "one configuration"},
        {"filters", "checkpoints/0-1-5.safetensors"},
    };
    Synthetic alone = synthetic_small;
    Error err = {0};
    Store *store;

    alone.configs = 1;
    synthetic_database(&alone, workplace_file(*state, "results.db"));
    store = store_open(workplace_file(*state, "results.db"), STORE_READ, &err);
    assert_non_null(store);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Figure figure = {0};

        prepare(&figure, store, "small", cases[i].figure);
        if (!figure.empty)
            print_error("%s is drawn\n", cases[i].figure);
        assert_true(figure.empty);
        if (!strstr(figure.why, cases[i].why))
            print_error("%s: %s\n", cases[i].figure, figure.why);
        assert_non_null(strstr(figure.why, cases[i].why));
        figure_release(&figure);
    }
    store_close(store);
}

// A long reason takes several lines, none of them broken within a word.
static void a_placeholder_s_reason_is_broken_into_lines(void **state)
{
    Synthetic alone = synthetic_small;
    Error err = {0};
    Figure figure = {0};
    Store *store;

    alone.configs = 1;
    synthetic_database(&alone, workplace_file(*state, "results.db"));
    store = store_open(workplace_file(*state, "results.db"), STORE_READ, &err);
    prepare(&figure, store, "small", "data_size");
    assert_non_null(strstr(
        text_string(&figure.data),
        "count_message = 2\narray text_message[3]\n"
        "text_message[1] = 'The size of the training set is the same in all'\n"
        "text_message[2] = 'configurations: train_size does not vary.'\n"));
    figure_release(&figure);
    store_close(store);
}

static void check_data(Store *store, const char *figure_name, const char *part)
{
    Figure figure = {0};

    prepare(&figure, store, "small", figure_name);
    if (!strstr(text_string(&figure.data), part))
        print_error("%s\n", text_string(&figure.data));
    assert_non_null(strstr(text_string(&figure.data), part));
    figure_release(&figure);
}

// tests/synthetic.h: configuration i makes 3i errors more than the first, of
// 200 images, whatever the seed.
static void figures_have_the_right_numbers(void **state)
{
    const char *path = make_record(*state);
    Error err = {0};
    Store *store = store_open(path, STORE_READ, &err);

    assert_non_null(store);
    check_data(store, "effects",
               "config rank n mean low high\n1 1 3 -1.5 -1.5 -1.5\n"
               "2 2 3 -3 -3 -3\n3 3 3 -4.5 -4.5 -4.5\n");
    check_data(store, "data_size",
               "line images n accuracy low high\n1 600 3 92.5");
    // The first is the best and the least dear: it alone is on the front, whose
    // line ends at the dearest.
    check_data(store, "pareto", "rows_front = 2\n");
    check_data(store, "heatmap", "axis_x axis_y x y level_x level_y value n\n");
    store_close(store);
}

// Kernel 0 of 4: its weight at pixel 0, in the tile's upper left corner, is
// the largest; all others are half as large and negative.
static void kernels_come_from_the_checkpoint(void **state)
{
    const char *path = make_record(*state);
    Error err = {0};
    Store *store = store_open(path, STORE_READ, &err);

    assert_non_null(store);
    check_data(store, "filters", " 1.0000\n0.5 0.20666666666666667 -0.5000\n");
    check_data(store, "filters", "rows_kernels = 8\nlines_kernels = 4\n");
    // One that is gone leaves a line that says so, and the other as it was.
    assert_int_equal(
        unlink(workplace_file(*state, "checkpoints/0-1-5.safetensors")), 0);
    check_data(store, "filters", "rows_kernels = 4\nlines_kernels = 3\n");
    check_data(store, "filters", "1 0 0 0\n2 1 4 4\n");
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(every_figure_is_drawn_whole_in_every_format),
        WITH_WORKPLACE(what_users_wrote_is_only_text_in_every_figure),
        WITH_WORKPLACE(a_figure_without_use_says_why),
        WITH_WORKPLACE(a_placeholder_s_reason_is_broken_into_lines),
        WITH_WORKPLACE(figures_have_the_right_numbers),
        WITH_WORKPLACE(kernels_come_from_the_checkpoint),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
