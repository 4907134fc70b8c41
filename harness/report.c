#include "harness/report.h"

#include "harness/document.h"
#include "harness/expect.h"
#include "harness/figure.h"
#include "harness/places.h"
#include "harness/plots.h"
#include "harness/tabulate.h"
#include "harness/verdict.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_MAX = 64, SVG_MAX = 1 << 26 };

// What every report has; a study's `report:` adds to it.
static const char *const usual_figures[] = {"samples",   "curves", "comparison",
                                            "confusion", "errors", NULL};
static const char *const usual_tables[] = {
    "accuracy", "per_class",  "settings",  "trials",
    "failures", "provenance", "checklist", NULL};

typedef struct {
    Store *store;
    const char *study;
    const char *folder;
    Places places;
    Images *images;
    Verdict verdict;
    Expectations expectations;
    Text ties;
    Result about;  // description, file, yaml
    Result items;  // kind, name

    Figure figures[NAMES_MAX];
    size_t figure_count;
    Picture *pictures;  // [figure_count, PICTURE_FORMATS]
    Tabulation tables[NAMES_MAX];
    size_t table_count;
    Document document;
} Report;

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

static bool has_figure(const Report *report, const char *name)
{
    for (size_t i = 0; i < report->figure_count; i++)
        if (strcmp(report->figures[i].name, name) == 0)
            return true;
    return false;
}

static const Tabulation *find_table(const Report *report, const char *name)
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

    if (has_figure(report, name) || !plots_has(name, "gp")
        || report->figure_count == NAMES_MAX)
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
    if (find_table(report, name) || plots_has(name, "gp")
        || !plots_has(name, "sql") || report->table_count == NAMES_MAX)
        return true;
    return tabulate(&report->tables[report->table_count++], report->store, name,
                    report->study, text_string(&report->ties), err);
}

static bool is_figure(const Report *report, size_t item)
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
    for (size_t i = 0; ok && usual_figures[i]; i++)
        add_figure(report, usual_figures[i]);
    for (size_t i = 0; ok && usual_tables[i]; i++)
        ok = add_table(report, usual_tables[i], err);
    for (size_t i = 0; ok && i < report->items.rows; i++)
        if (is_figure(report, i))
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

static void show_figure(Report *report, const Figure *figure)
{
    const Picture *picture =
        &report->pictures[(size_t)(figure - report->figures) * PICTURE_FORMATS
                          + PICTURE_SVG];
    Buffer file = {0};
    Text svg = {0};
    Error err = {0};
    DocumentFigure shown = {.name = figure->name,
                            .title = figure->title,
                            .caption = figure->caption,
                            .why = "the picture cannot be shown"};

    if (figure->empty)
        shown.why = figure->why;
    else if (!picture->drawn)
        shown.why = picture->why.message;
    else if (file_read(picture->path, SVG_MAX, &file, &err))
        text_add_part(&svg, (const char *)file.bytes, file.count);
    if (svg.length > 0)
        shown.svg = text_string(&svg);
    document_figure(&report->document, &shown);
    buffer_release(&file);
    text_release(&svg);
}

static void show_named_figure(Report *report, const char *name)
{
    for (size_t i = 0; i < report->figure_count; i++)
        if (strcmp(report->figures[i].name, name) == 0)
            show_figure(report, &report->figures[i]);
}

static void show_table(Report *report, const char *name, const char *empty)
{
    const Tabulation *tabulation = find_table(report, name);

    if (!tabulation)
        return;
    if (tabulation->data.rows == 0)
        document_words(&report->document, empty);
    else
        tabulation_document(tabulation, &report->document);
}

static void show_expectations(Report *report)
{
    const Expectations *all = &report->expectations;
    const char **items = memory_new(all->count, sizeof *items);
    Text *texts = memory_new(all->count, sizeof *texts);
    Text sum = {0};

    text_printf(&sum, "%zu passed, %zu missed, %zu not yet known.", all->passed,
                all->missed, all->pending);
    for (size_t i = 0; i < all->count; i++) {
        expect_words(&all->rows[i], &texts[i]);
        items[i] = text_string(&texts[i]);
    }
    document_words(&report->document, all->count > 0
                                          ? text_string(&sum)
                                          : "The experiment states none.");
    document_items(&report->document, items, all->count);
    for (size_t i = 0; i < all->count; i++)
        text_release(&texts[i]);
    free(texts);
    free(items);
    text_release(&sum);
}

static bool is_usual(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

// What the experiment's `report:` asks for besides.
static void show_extras(Report *report)
{
    bool begun = false;

    for (size_t i = 0; i < report->items.rows; i++) {
        const char *name = report->items.cells[i * 2 + 1];
        bool figure = is_figure(report, i);

        if (is_usual(figure ? usual_figures : usual_tables, name))
            continue;
        if (!begun)
            document_section(&report->document, "more", "Further results");
        begun = true;
        if (figure && has_figure(report, name)) {
            show_named_figure(report, name);
        } else if (!figure && find_table(report, name)) {
            show_table(report, name, "Nothing to show yet.");
        } else {
            Text text = {0};

            text_printf(&text,
                        "The %s '%s' that the experiment asks for is "
                        "not known to this program.",
                        figure ? "figure" : "table", name);
            document_words(&report->document, text_string(&text));
            text_release(&text);
        }
    }
}

static void show_results(Report *report)
{
    Document *document = &report->document;
    Text words = {0};

    verdict_words(&report->verdict, &words);
    document_section(document, "verdict", "Verdict");
    document_verdict(document, text_string(&words));
    text_release(&words);
    document_section(document, "expectations", "Expectations");
    show_expectations(report);
    document_section(document, "results", "Results");
    show_table(report, "accuracy", "No trial has finished yet.");
    show_named_figure(report, "comparison");
    document_section(document, "curves", "Learning curves");
    show_named_figure(report, "curves");
    document_section(document, "confusion", "Confusion matrices");
    show_named_figure(report, "confusion");
    document_section(document, "classes", "Classes");
    show_table(report, "per_class", "No trial has finished yet.");
    document_section(document, "errors", "Errors");
    show_named_figure(report, "errors");
    document_section(document, "samples", "Data");
    show_named_figure(report, "samples");
    show_extras(report);
}

static void show_record(Report *report)
{
    Document *document = &report->document;

    document_section(document, "failures", "Failures");
    show_table(report, "failures", "None: every trial is done.");
    document_section(document, "trials", "Every trial");
    show_table(report, "trials", "There are no trials.");
    document_section(document, "settings", "Settings");
    show_table(report, "settings", "There are no settings.");
    document_section(document, "provenance", "Provenance");
    show_table(report, "provenance", "No trial has run yet.");
    document_section(document, "checklist", "Reproducibility checklist");
    show_table(report, "checklist", "There is nothing to fill in yet.");
    document_section(document, "experiment", "The experiment's file");
    document_words(document, report->about.cells[1]);
    document_code(document, report->about.cells[2]);
}

static bool write_document(Report *report, Error *err)
{
    show_results(report);
    show_record(report);
    document_finish(&report->document, report->study, report->about.cells[0]);
    return write_file(report, "index", ".html", &report->document.html, err)
           && write_file(report, "report", ".md", &report->document.markdown,
                         err);
}

static void release(Report *report)
{
    for (size_t i = 0;
         report->pictures && i < report->figure_count * PICTURE_FORMATS; i++)
        free((void *)(uintptr_t)report->pictures[i].path);
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
    places_release(&report->places);
    free(report);
}

bool report_write(Store *store, const char *study, const char *folder,
                  Error *err)
{
    Report *report = memory_new(1, sizeof *report);
    bool ok;

    report->store = store;
    report->study = study;
    report->folder = folder;
    places_init(&report->places, NULL, false);
    report->images = images_new(store, &report->places.data);
    ok = gather(report, err) && file_make_folder(folder, err);
    if (ok) {
        draw(report);
        ok = write_parts(report, err) && write_document(report, err);
    }
    release(report);
    return ok;
}
