#include "harness/figure.h"

#include "harness/filters.h"
#include "harness/format.h"
#include "harness/item.h"
#include "harness/layer_boxes.h"
#include "harness/mosaic.h"
#include "harness/plots.h"
#include "harness/script.h"
#include "harness/sql_text.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char placeholder[] =
    "width = column_width\nheight = 0.8 + 0.15 * count_message\neval begin\n"
    "unset border\nunset tics\nset xrange [0:1]\nset yrange [0:height]\n"
    "set lmargin at screen 0\nset rmargin at screen 1\n"
    "set tmargin at screen 1\nset bmargin at screen 0\n"
    "do for [i=1:count_message] {\n"
    "    set label text_message[i] at 0.5, height - 0.475 - 0.15 * (i - 1)"
    " center textcolor rgb grey\n}\n"
    "plot NaN\n";

// As many letters as a line of the placeholder takes.
enum { LINE_LETTERS = 52 };

// Pictures named in a column `image` become the block $pixels, and the number
// `tile`.
static bool add_images(Script *script, const Result *result, Images *images,
                       Error *err)
{
    Mosaic mosaic = {0};
    bool ok = mosaic_make(&mosaic, images, result, err);

    if (ok && mosaic.lines.length > 0) {
        script_add_lines(script, "pixels", &mosaic.lines);
        text_printf(&script->text, "tile = %d\n", mosaic.tile);
    }
    mosaic_release(&mosaic);
    return ok;
}

// Networks named in a column `network` become the block $boxes.
static bool add_boxes(Script *script, const Result *result, Images *images,
                      Error *err)
{
    Result boxes = {0};
    bool ok = layer_boxes(images, result, &boxes, err);

    if (ok && boxes.rows > 0)
        script_add_result(script, "boxes", &boxes);
    layer_boxes_release(&boxes);
    return ok;
}

// Checkpoints named in a column `checkpoint` become $kernels and $strips.
static bool add_filters(Script *script, const Result *result, Error *err)
{
    Filters filters = {0};
    bool ok = filters_read(&filters, result, err);

    if (ok && filters.count > 0) {
        script_add_lines(script, "kernels", &filters.lines);
        script_add_lines(script, "strips", &filters.strips);
        text_printf(&script->text, "rows_kernels = %zu\nlines_kernels = %zu\n",
                    filters.count, filters.rows);
    }
    filters_release(&filters);
    return ok;
}

static void set_empty(Figure *figure, const char *why)
{
    free(figure->why);
    figure->why = memory_text(why);
    figure->empty = true;
}

// Result → block, caption, or the news that there is nothing.
static void use_result(Figure *figure, Script *script, const char *name,
                       const Result *result, Images *images)
{
    Error err = {0};

    if (strcmp(name, "caption") == 0 || strcmp(name, "figure_caption") == 0) {
        if (result->rows > 0 && result->cells[0]) {
            free(figure->caption);
            figure->caption = memory_text(result->cells[0]);
        }
        return;
    }
    if (strcmp(name, "why") == 0) {
        if (result->rows > 0 && result->cells[0])
            set_empty(figure, result->cells[0]);
        return;
    }
    if (figure->empty)
        return;
    if (strcmp(name, "data") == 0 && result->rows == 0)
        set_empty(figure, "no data yet: no finished trial has any");
    if (!add_images(script, result, images, &err)
        || !add_boxes(script, result, images, &err)
        || !add_filters(script, result, &err))
        set_empty(figure, err.message);
    script_add_result(script, name, result);
}

// A figure and a table may share a file: then some of it is the table's.
static bool is_for_table(const Queries *queries, const char *name)
{
    bool own_caption = false;

    for (size_t i = 0; i < queries->count; i++)
        own_caption |= strcmp(queries->queries[i].name, "figure_caption") == 0;
    return strcmp(name, "show") == 0
           || (own_caption && strcmp(name, "caption") == 0);
}

// Whom to ask, and for what.
typedef struct {
    Store *store;
    const char *study;
    const Item *item;
    Images *images;
} Asking;

static bool ask(Figure *figure, const Asking *asking, const Queries *queries,
                Script *script, Error *err)
{
    const char *const names[] = {":study", ":only", NULL};
    const char *const values[] = {asking->study, asking->item->only, NULL};

    for (size_t i = 0; i < queries->count; i++) {
        Result result = {0};
        Error inner = {0};

        if (is_for_table(queries, queries->queries[i].name))
            continue;
        if (!store_query(asking->store, queries->queries[i].sql, names, values,
                         &result, &inner))
            return fail(err, "plots/%s.sql, @%s: %s", asking->item->name,
                        queries->queries[i].name, inner.message);
        use_result(figure, script, queries->queries[i].name, &result,
                   asking->images);
        result_release(&result);
    }
    return true;
}

bool figure_sql(Store *store, const char *name, const char *study, Text *sql,
                Error *err)
{
    const char *const names[] = {":study", ":only", NULL};
    const char *values[] = {study, NULL, NULL};
    Item item = {0};
    Queries queries = {0};
    bool ok = item_find(&item, store, study, name, true, err)
              && queries_read(&queries, item.name, err);

    values[1] = item.only;
    for (size_t i = 0; ok && i < queries.count; i++) {
        if (is_for_table(&queries, queries.queries[i].name))
            continue;
        text_printf(sql, "-- @%s\n", queries.queries[i].name);
        sql_fill(queries.queries[i].sql, names, values, sql);
    }
    queries_release(&queries);
    item_release(&item);
    return ok;
}

// An empty figure's script holds no data, only the reason.
static void say_why(Figure *figure)
{
    const char *rest = figure->why;
    Text lines = {0};
    size_t count = 0;

    while (*rest) {
        size_t length = text_line(rest, LINE_LETTERS);
        char *line = memory_text_part(rest, length);

        text_printf(&lines, "text_message[%zu] = ", ++count);
        script_add_string(&lines, line);
        text_add_char(&lines, '\n');
        free(line);
        rest += length + (rest[length] == ' ');
    }
    text_clear(&figure->data);
    text_printf(&figure->data, "count_message = %zu\narray text_message[%zu]\n",
                count, count + 1);
    text_add(&figure->data, text_string(&lines));
    text_add(&figure->body, placeholder);
    text_release(&lines);
}

bool figure_prepare(Figure *figure, Store *store, const char *name,
                    const char *study, Images *images, Error *err)
{
    Item item = {0};
    const Asking asking = {store, study, &item, images};
    Queries queries = {0};
    Script script = {0};
    bool ok;

    *figure = (Figure){.name = memory_text(name), .caption = memory_text("")};
    ok = item_find(&item, store, study, name, true, err)
         && queries_read(&queries, item.name, err)
         && ask(figure, &asking, &queries, &script, err)
         && plots_read("style", "gp", &figure->body, err);
    if (ok) {
        figure->title = memory_text(queries.title);
        figure->sql = memory_text(text_string(&queries.text));
        script_finish(&script);
        text_add(&figure->data, text_string(&script.text));
        item_limit(&item, &figure->caption);
        if (figure->empty)
            say_why(figure);
        else
            ok = plots_read(item.name, "gp", &figure->body, err);
    }
    item_release(&item);
    script_release(&script);
    queries_release(&queries);
    return ok;
}

void figure_release(Figure *figure)
{
    free(figure->name);
    free(figure->title);
    free(figure->caption);
    free(figure->sql);
    free(figure->why);
    text_release(&figure->data);
    text_release(&figure->body);
    *figure = (Figure){0};
}

void figure_script(const Figure *figure, PictureFormat format, Style style,
                   Text *script)
{
    const Picture picture = {.format = format, .style = style};
    Text output = {0};

    text_printf(&output, "%s.%s", figure->name, picture_format_names[format]);
    text_add(script, text_string(&figure->data));
    gnuplot_add_begin(script, &picture, text_string(&output));
    text_add(script, text_string(&figure->body));
    text_release(&output);
}
