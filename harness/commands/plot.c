#include "harness/command.h"
#include "harness/contents.h"
#include "harness/figure.h"
#include "harness/folder.h"
#include "harness/item.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/plots.h"
#include "harness/study.h"
#include "nets/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    LEAST_COLUMNS = 40,
    LEAST_LINES = 12,
    USUAL_COLUMNS = 100,
    USUAL_LINES = 32,
    PRINTED_MAX = 1 << 24
};

typedef struct {
    const char *study;
    const char *formats;
    const char *out;
    const char *db;
    const char *data;
    const char *style_name;
    Style style;
    bool script;
    bool term;
    bool sql;
} Wishes;

// "svg,png" → which[].
static bool read_formats(const char *list, bool which[PICTURE_FORMATS],
                         Error *err)
{
    while (*list) {
        size_t length = strcspn(list, ",");
        int format = 0;

        while (format < PICTURE_FORMATS
               && (strncmp(picture_format_names[format], list, length) != 0
                   || picture_format_names[format][length] != '\0'))
            format++;
        if (format == PICTURE_FORMATS)
            return fail_misuse(err,
                               "unknown format '%.*s' (there are: svg, png, "
                               "pdf, tex)",
                               (int)length, list);
        which[format] = true;
        list += length + (list[length] == ',');
    }
    return true;
}

static bool draw(const Figure *figure, const Wishes *wishes, Error *err)
{
    bool which[PICTURE_FORMATS] = {false};
    char paths[PICTURE_FORMATS][4096];
    Picture pictures[PICTURE_FORMATS];
    size_t count = 0;

    if (!read_formats(wishes->formats, which, err)
        || !file_make_folder(wishes->out, err))
        return false;
    for (int format = 0; format < PICTURE_FORMATS; format++) {
        if (!which[format])
            continue;
        (void)snprintf(paths[count], sizeof paths[count], "%s/%s.%s",
                       wishes->out, figure->name, picture_format_names[format]);
        pictures[count] = (Picture){.data = text_string(&figure->data),
                                    .body = text_string(&figure->body),
                                    .format = (PictureFormat)format,
                                    .style = wishes->style,
                                    .path = paths[count]};
        count++;
    }
    gnuplot_draw(pictures, count, GNUPLOT_SECONDS);
    for (size_t i = 0; i < count; i++) {
        if (!pictures[i].drawn)
            return fail(err, "no %s: %s", pictures[i].path,
                        pictures[i].why.message);
        (void)printf("%s\n", pictures[i].path);
    }
    return true;
}

static bool read_style(Wishes *wishes, Error *err)
{
    int style = 0;

    while (style < STYLES
           && strcmp(style_names[style], wishes->style_name) != 0)
        style++;
    wishes->style = (Style)style;
    return style < STYLES
           || fail_misuse(err,
                          "unknown style '%s' (there are: paper, web, slide)",
                          wishes->style_name);
}

// As large as the terminal, or as most are where there is none.
static void measure(Picture *picture)
{
    struct winsize size = {0};
    const char *no_colour = getenv("NO_COLOR");
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0
                 && size.ws_col >= LEAST_COLUMNS && size.ws_row >= LEAST_LINES;

    picture->columns = known ? size.ws_col - 1 : USUAL_COLUMNS;
    picture->lines = known ? size.ws_row - 2 : USUAL_LINES;
    picture->colour = isatty(STDOUT_FILENO) == 1 && !(no_colour && *no_colour);
}

static bool print_file(const char *path, Error *err)
{
    Buffer file = {0};
    Text text = {0};
    bool ok = file_read(path, PRINTED_MAX, &file, err);

    if (ok) {
        text_add_part(&text, (const char *)file.bytes, file.count);
        // gnuplot begins a page with a form feed.
        ok = output_add(text_string(&text) + strspn(text_string(&text), "\f"),
                        err);
    }
    text_release(&text);
    buffer_release(&file);
    return ok;
}

static bool show_here(const Figure *figure, Error *err)
{
    Picture picture = {.data = text_string(&figure->data),
                       .body = text_string(&figure->body),
                       .format = PICTURE_TERM};
    char folder[64];
    char path[80];
    bool ok;

    if (strstr(picture.data, "$pixels <<")
        || strstr(picture.data, "$kernels <<"))
        return fail_misuse(err,
                           "'%s' is made of images, which letters cannot "
                           "show; give --format png",
                           figure->name);
    if (!folder_temporary(folder, sizeof folder, err))
        return false;
    (void)snprintf(path, sizeof path, "%s/figure.txt", folder);
    picture.path = path;
    measure(&picture);
    gnuplot_draw(&picture, 1, GNUPLOT_SECONDS);
    ok = picture.drawn ? print_file(path, err)
                       : fail(err, "%s", picture.why.message);
    ok = ok && output_add(figure->caption, err)
         && output_add(*figure->caption ? "\n" : "", err);
    (void)unlink(path);
    (void)rmdir(folder);
    return ok;
}

static bool show(const Figure *figure, const Wishes *wishes, Error *err)
{
    Text script = {0};
    bool told;

    if (figure->empty)
        (void)fprintf(stderr, "quadrille: %s: %s\n", figure->name, figure->why);
    if (wishes->term && !wishes->script)
        return figure->empty || show_here(figure, err);
    if (!wishes->script)
        return draw(figure, wishes, err);
    figure_script(figure, PICTURE_SVG, wishes->style, &script);
    told = output_add(text_string(&script), err);
    text_release(&script);
    return told;
}

static bool print_sql(Store *store, const char *study, const char *name,
                      Error *err)
{
    Text sql = {0};
    bool ok = figure_sql(store, name, study, &sql, err)
              && output_add(text_string(&sql), err);

    text_release(&sql);
    return ok;
}

static bool plot(const char *name, const Wishes *wishes, Error *err)
{
    Places places = {0};
    Figure figure = {0};
    Images *images = NULL;
    char *study = NULL;
    Store *store = store_open(wishes->db, STORE_READ, err);
    bool ok =
        store && (study = item_study(store, wishes->study, name, true, err));

    if (ok && wishes->sql) {
        ok = print_sql(store, study, name, err);
    } else if (ok) {
        places_init(&places, wishes->data, false);
        images = images_new(store, &places.data);
        ok = figure_prepare(&figure, store, name, study, images, err)
             && show(&figure, wishes, err);
    }
    figure_release(&figure);
    images_free(images);
    places_release(&places);
    free(study);
    store_close(store);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Wishes wishes = {.formats = "svg",
                     .out = ".",
                     .db = store_path(NULL),
                     .style_name = "paper"};
    const Option options[] = {
        {"study", .text = &wishes.study, .argument = "STUDY",
         .help = "of which study; needed when there are several"},
        {"format", .text = &wishes.formats, .argument = "LIST",
         .help = "svg, png, pdf, tex, or several with commas (svg)"},
        {"style", .text = &wishes.style_name, .argument = "STYLE",
         .help =
             "paper, web or slide: how large letters and lines are (paper)"},
        {"out", .text = &wishes.out, .argument = "DIR",
         .help = "where to write NAME.svg and so on (here)"},
        {"term", .flag = &wishes.term,
         .help = "show it in the terminal instead, in letters"},
        {"script", .flag = &wishes.script,
         .help = "print the complete gnuplot script instead"},
        {"sql", .flag = &wishes.sql,
         .help = "print the queries instead of their result"},
        {"data", .text = &wishes.data, .argument = "DIR",
         .help = "where data sets are, for figures that show images"},
        {"db", .text = &wishes.db, .argument = "FILE", .help = STORE_PATH_HELP},
        {0},
    };

    if (command_options(&plot_command, options, &argc, argv, err)
        && study_take(&argc, argv, 1, &wishes.study, err)
        && read_style(&wishes, err))
        (void)(argc == 0 ? contents_print(true, format_find("text"), err)
                         : plot(argv[0], &wishes, err));
    return EXIT_WELL;
}

const Command plot_command = {
    .name = "plot",
    .arguments =
        "[FIGURE [STUDY]] [--format LIST] [--style STYLE] [--out DIR]"
        " [--term] [--script] [--sql]",
    .summary = "draw a figure from the database",
    .details = "Without a name: list the figures that there are.",
    .example = "quadrille plot curves paper --format svg,pdf",
    .run = run,
};
