#include "harness/command.h"
#include "harness/figure.h"
#include "harness/item.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/study.h"
#include "nets/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *study;
    const char *formats;
    const char *out;
    const char *db;
    const char *data;
    bool script;
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
                               "pdf)",
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

static bool show(const Figure *figure, const Wishes *wishes, Error *err)
{
    Text script = {0};
    bool told;

    if (figure->empty)
        (void)fprintf(stderr, "quadrille: %s: %s\n", figure->name, figure->why);
    if (!wishes->script)
        return draw(figure, wishes, err);
    figure_script(figure, PICTURE_SVG, &script);
    told = output_add(text_string(&script), err);
    text_release(&script);
    return told;
}

static bool plot(const char *name, const Wishes *wishes, Error *err)
{
    Places places = {0};
    Figure figure = {0};
    Images *images = NULL;
    char *study = NULL;
    Store *store = store_open(wishes->db, STORE_READ, err);
    bool ok = store && (study = study_choose(store, wishes->study, err))
              && item_check(store, study, name, true, err);

    if (ok) {
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
    Wishes wishes = {.formats = "svg", .out = ".", .db = "results/results.db"};
    const Option options[] = {
        {"study", .text = &wishes.study, .argument = "STUDY",
         .help = "of which study; needed when there are several"},
        {"format", .text = &wishes.formats, .argument = "LIST",
         .help = "svg, png, pdf, or several with commas (svg)"},
        {"out", .text = &wishes.out, .argument = "DIR",
         .help = "where to write NAME.svg and so on (here)"},
        {"script", .flag = &wishes.script,
         .help = "print the complete gnuplot script instead"},
        {"data", .text = &wishes.data, .argument = "DIR",
         .help = "where data sets are, for figures that show images"},
        {"db", .text = &wishes.db, .argument = "FILE",
         .help = "the database (results/results.db)"},
        {0},
    };

    if (command_options(&plot_command, options, &argc, argv, err)
        && (argc == 1 || fail_misuse(err, "give one figure's name")))
        (void)plot(argv[0], &wishes, err);
    return EXIT_WELL;
}

const Command plot_command = {
    .name = "plot",
    .arguments = "NAME [--study STUDY] [--format LIST] [--out DIR] [--script]",
    .summary = "draw a figure from the database",
    .example = "quadrille plot curves --study paper --format svg,pdf",
    .run = run,
};
