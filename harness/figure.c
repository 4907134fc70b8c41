#include "harness/figure.h"

#include "harness/item.h"
#include "harness/plots.h"
#include "harness/script.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char placeholder[] =
    "width = column_width\nheight = 1\neval begin\n"
    "unset border\nunset tics\nset xrange [0:1]\nset yrange [0:1]\n"
    "set label text_message[1] at 0.5, 0.5 center textcolor rgb grey\n"
    "plot NaN\n";

// Pictures named in a column `image` become the block $pixels.
static bool add_images(Script *script, Result *result, Images *images,
                       Error *err)
{
    Text lines = {0};
    bool ok = images_lines(images, result, &lines, err);

    if (ok && lines.length > 0)
        script_add_lines(script, "pixels", &lines);
    text_release(&lines);
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
                       Result *result, Images *images)
{
    Error err = {0};

    if (strcmp(name, "caption") == 0) {
        if (result->rows > 0 && result->cells[0]) {
            free(figure->caption);
            figure->caption = memory_text(result->cells[0]);
        }
        return;
    }
    if (strcmp(name, "data") == 0 && result->rows == 0)
        set_empty(figure, "no data yet: no finished trial has any");
    if (!add_images(script, result, images, &err))
        set_empty(figure, err.message);
    script_add_result(script, name, result);
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

// An empty figure's script holds no data, only the reason.
static void say_why(Figure *figure)
{
    text_clear(&figure->data);
    text_add(&figure->data, "array text_message[1]\ntext_message[1] = ");
    script_add_string(&figure->data, figure->why);
    text_add(&figure->data, "\n");
    text_add(&figure->body, placeholder);
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

void figure_script(const Figure *figure, PictureFormat format, Text *script)
{
    Text output = {0};

    text_printf(&output, "%s.%s", figure->name, picture_format_names[format]);
    text_add(script, text_string(&figure->data));
    gnuplot_add_begin(script, format, text_string(&output));
    text_add(script, text_string(&figure->body));
    text_release(&output);
}
