#include "harness/report_inside.h"

#include "harness/plots.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const report_figures[] = {"samples",   "curves", "comparison",
                                      "confusion", "errors", NULL};
const char *const report_tables[] = {"accuracy",  "per_class", "settings",
                                     "trials",    "failures",  "provenance",
                                     "checklist", NULL};

static bool ask(const Report *report, const char *sql, Result *result,
                Error *err)
{
    const char *const names[] = {":study", NULL};
    const char *const values[] = {report->study, NULL};

    return store_query(report->store, sql, names, values, result, err);
}

static char *path_in(const Report *report, const char *name, const char *suffix)
{
    Text path = {0};

    text_printf(&path, "%s/%s%s", report->folder, name, suffix);
    return path.data;
}

static bool write_file(const Report *report, const char *name,
                       const char *suffix, const Text *text, Error *err)
{
    char *path = path_in(report, name, suffix);
    bool ok = file_write(path, text_string(text), text->length, err);

    free(path);
    return ok;
}

static bool write_sql(const Report *report, const char *name, const char *sql,
                      Error *err)
{
    Text text = {0};
    bool ok;

    text_add(&text, sql);
    ok = write_file(report, name, ".sql", &text, err);
    text_release(&text);
    return ok;
}

const Figure *report_find_figure(const Report *report, const char *name)
{
    for (size_t i = 0; i < report->figure_count; i++)
        if (strcmp(report->figures[i].name, name) == 0)
            return &report->figures[i];
    return NULL;
}

const Tabulation *report_find_table(const Report *report, const char *name)
{
    for (size_t i = 0; i < report->table_count; i++)
        if (strcmp(report->tables[i].name, name) == 0)
            return &report->tables[i];
    return NULL;
}

// A figure whose query a user has spoilt is missing, with the reason.
static void add_figure(Report *report, const char *name)
{
    Error err = {0};
    Figure *figure = &report->figures[report->figure_count];

    if (report_find_figure(report, name) || !plots_has(name, "gp")
        || report->figure_count == REPORT_NAMES_MAX)
        return;
    report->figure_count++;
    if (figure_prepare(figure, report->store, name, report->study,
                       report->images, &err))
        return;
    figure->empty = true;
    free(figure->why);
    figure->why = memory_text(err.message);
    if (!figure->title)
        figure->title = memory_text(name);
    if (!figure->sql)
        figure->sql = memory_text("");
}

static bool add_table(Report *report, const char *name, Error *err)
{
    if (report_find_table(report, name) || !plots_is_table(name)
        || report->table_count == REPORT_NAMES_MAX)
        return true;
    return tabulate(&report->tables[report->table_count++], report->store, name,
                    report->study, text_string(&report->ties), err);
}

bool report_asks_figure(const Report *report, size_t item)
{
    return strcmp(report->items.cells[item * 2], "figure") == 0;
}

static bool gather(Report *report, Error *err)
{
    bool ok = verdict_reach(&report->verdict, report->store, report->study, err)
              && expect_judge(&report->expectations, report->store,
                              report->study, err)
              && ask(report,
                     "SELECT description, file, yaml FROM studies "
                     "WHERE study = :study",
                     &report->about, err)
              && (report->about.rows == 1
                  || fail_misuse(err, "there is no study '%s'", report->study))
              && ask(report,
                     "SELECT i.kind, i.name FROM report_item i "
                     "JOIN study s ON s.id = i.study WHERE s.name = :study "
                     "ORDER BY i.position",
                     &report->items, err);

    if (ok)
        verdict_ties(&report->verdict, &report->ties);
    for (size_t i = 0; ok && report_figures[i]; i++)
        add_figure(report, report_figures[i]);
    for (size_t i = 0; ok && report_tables[i]; i++)
        ok = add_table(report, report_tables[i], err);
    for (size_t i = 0; ok && i < report->items.rows; i++)
        if (report_asks_figure(report, i))
            add_figure(report, report->items.cells[i * 2 + 1]);
        else
            ok = add_table(report, report->items.cells[i * 2 + 1], err);
    return ok;
}

// All formats of all figures, in one process. What is not drawn now does not
// stay from an earlier time either.
static void draw(Report *report)
{
    size_t count = report->figure_count * PICTURE_FORMATS;

    report->pictures = memory_new(count, sizeof *report->pictures);
    for (size_t i = 0; i < count; i++) {
        const Figure *figure = &report->figures[i / PICTURE_FORMATS];
        PictureFormat format = (PictureFormat)(i % PICTURE_FORMATS);
        char suffix[8];

        (void)snprintf(suffix, sizeof suffix, ".%s",
                       picture_format_names[format]);
        report->pictures[i] = (Picture){
            .data = text_string(&figure->data),
            .body = text_string(&figure->body),
            .format = format,
            .path = path_in(report, figure->name, suffix),
        };
    }
    gnuplot_draw(report->pictures, count, GNUPLOT_SECONDS);
    for (size_t i = 0; i < count; i++)
        if (!report->pictures[i].drawn)
            (void)unlink(report->pictures[i].path);
}

static bool write_table(const Report *report, const Tabulation *table,
                        Error *err)
{
    static const char *const kinds[] = {"md", "tex", "csv"};
    bool ok = write_sql(report, table->name, table->sql, err);

    for (size_t i = 0; ok && i < sizeof kinds / sizeof *kinds; i++) {
        const Format *format = format_find(kinds[i]);
        Text text = {0};

        tabulation_write(table, format, true, &text);
        ok = write_file(report, table->name, format->suffix, &text, err);
        text_release(&text);
    }
    return ok;
}

static bool write_parts(const Report *report, Error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < report->figure_count; i++)
        ok = write_sql(report, report->figures[i].name, report->figures[i].sql,
                       err);
    for (size_t i = 0; ok && i < report->table_count; i++)
        ok = write_table(report, &report->tables[i], err);
    return ok;
}

static bool write_document(Report *report, Error *err)
{
    report_compose(report);
    document_finish(&report->document, report->study, report->about.cells[0]);
    return write_file(report, "index", ".html", &report->document.html, err)
           && write_file(report, "report", ".md", &report->document.markdown,
                         err);
}

static void release(Report *report)
{
    for (size_t i = 0;
         report->pictures && i < report->figure_count * PICTURE_FORMATS; i++)
        memory_free(report->pictures[i].path);
    free(report->pictures);
    for (size_t i = 0; i < report->figure_count; i++)
        figure_release(&report->figures[i]);
    for (size_t i = 0; i < report->table_count; i++)
        tabulation_release(&report->tables[i]);
    document_release(&report->document);
    result_release(&report->about);
    result_release(&report->items);
    text_release(&report->ties);
    expect_release(&report->expectations);
    verdict_release(&report->verdict);
    images_free(report->images);
    free(report);
}

bool report_write(Store *store, const char *study, const char *folder,
                  const DataPlaces *places, Error *err)
{
    Report *report = memory_new(1, sizeof *report);
    bool ok;

    report->store = store;
    report->study = study;
    report->folder = folder;
    report->images = images_new(store, places);
    ok = gather(report, err) && file_make_folder(folder, err);
    if (ok) {
        draw(report);
        ok = write_parts(report, err) && write_document(report, err);
    }
    release(report);
    return ok;
}

void report_folder(const char *database, const char *study, Text *folder)
{
    const char *slash = strrchr(database, '/');

    if (slash)
        text_add_part(folder, database, (size_t)(slash - database + 1));
    text_add(folder, study);
}
