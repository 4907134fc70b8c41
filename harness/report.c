#include "harness/report_inside.h"

#include "harness/plots.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
static bool prepare(Report *report, const char *called, Figure *figure)
{
    Error err = {0};

    if (figure_prepare(figure, report->store, called, report->study,
                       report->images, &err))
        return true;
    figure->empty = true;
    free(figure->why);
    figure->why = memory_text(err.message);
    if (!figure->title)
        figure->title = memory_text(called);
    if (!figure->sql)
        figure->sql = memory_text("");
    return false;
}

// A picture's files, that which it is called by first. A table of the same name
// has NAME.tex.
static const char *const of_pictures[PICTURE_FORMATS][3] = {
    [PICTURE_SVG] = {".svg"},
    [PICTURE_PNG] = {".png"},
    [PICTURE_PDF] = {".pdf"},
    [PICTURE_TEX] = {"-figure.tex", "-figure-tex.pdf"},
};

// Removes the files with these suffixes, which end in NULL.
static void remove_files(const Report *report, const char *called,
                         const char *const *suffixes)
{
    for (; *suffixes; suffixes++) {
        char *path = path_in(report, called, *suffixes);

        (void)unlink(path);
        free(path);
    }
}

// What is not shown now does not stay from an earlier time either.
static void forget(const Report *report, const char *called, bool table)
{
    static const char *const of_tables[] = {".md",  ".tex",  ".csv",
                                            ".tsv", ".json", NULL};
    static const char *const of_both[] = {".sql", NULL};

    remove_files(report, called, of_both);
    if (table)
        remove_files(report, called, of_tables);
    for (int format = 0; !table && format < PICTURE_FORMATS; format++)
        remove_files(report, called, of_pictures[format]);
}

// Has the figure at the end of the list drawn, in all formats.
static void draw_last(Report *report)
{
    const Figure *figure = &report->figures[report->figure_count - 1];
    size_t first = (report->figure_count - 1) * PICTURE_FORMATS;

    for (int format = 0; format < PICTURE_FORMATS; format++)
        report->pictures[first + (size_t)format] = (Picture){
            .data = text_string(&figure->data),
            .body = text_string(&figure->body),
            .format = (PictureFormat)format,
            .path = path_in(report, figure->name, of_pictures[format][0]),
        };
    gnuplot_ready(report->drawing, first + PICTURE_FORMATS);
}

// `filled`: only if there is something to draw, or something went wrong.
static void add_figure(Report *report, const char *called, bool filled)
{
    Figure *figure = &report->figures[report->figure_count];

    if (report_find_figure(report, called))
        return;
    if (prepare(report, called, figure) && figure->empty && filled) {
        figure_release(figure);
        forget(report, called, false);
    } else {
        report->figure_count++;
        draw_last(report);
    }
}

static bool add_table(Report *report, const char *called, bool filled,
                      Error *err)
{
    Tabulation *table = &report->tables[report->table_count];

    if (report_find_table(report, called))
        return true;
    if (!tabulate(table, report->store, called, report->study, err)) {
        tabulation_release(table);
        return false;
    }
    if (filled && table->data.rows == 0) {
        tabulation_release(table);
        forget(report, called, true);
    } else {
        report->table_count++;
    }
    return true;
}

// Whether a study that does not ask for the part has it nevertheless.
static bool is_usual(const Report *report, const Part *part)
{
    return part->showing != SHOWN_ASKED
           && (!part->beside || report_find_figure(report, part->beside));
}

static bool add_part(Report *report, const Part *part, Error *err)
{
    bool asked = report_asks(report, part);
    bool filled = part->showing != SHOWN_ALWAYS && !asked;

    if (!(part->table ? plots_is_table(part->name)
                      : plots_is_figure(part->name)))
        return true;
    if (report_renames(report, part) || (!asked && !is_usual(report, part))) {
        forget(report, part->name, part->table);
        return true;
    }
    if (part->table)
        return add_table(report, part->name, filled, err);
    add_figure(report, part->name, filled);
    return true;
}

static bool add_parts(Report *report, const Section *sections, bool beside,
                      bool tables, Error *err)
{
    bool ok = true;

    for (; ok && sections->id; sections++)
        for (const Part *part = sections->parts; ok && part->name; part++)
            if ((part->beside != NULL) == beside && part->table == tables)
                ok = add_part(report, part, err);
    return ok;
}

// What an older program's, or another folder's, `plots/` had may be gone.
static bool add_items(Report *report, bool tables, Error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < report_items(report); i++) {
        const char *name = report_item_name(report, i);
        const char *called = report_item_called(report, i);

        if (report_item_is_table(report, i) != tables)
            continue;
        if (!tables && plots_is_figure(name))
            add_figure(report, called, false);
        else if (tables && plots_is_table(name))
            ok = add_table(report, called, false, err);
    }
    return ok;
}

// All figures, which cannot fail, or all tables.
static bool add_all(Report *report, bool tables, Error *err)
{
    return add_parts(report, report_results, false, tables, err)
           && add_parts(report, report_results, true, tables, err)
           && add_parts(report, report_record, false, tables, err)
           && add_items(report, tables, err);
}

static size_t count_parts(const Section *sections)
{
    size_t count = 0;

    for (; sections->id; sections++)
        for (const Part *part = sections->parts; part->name; part++)
            count++;
    return count;
}

static void make_room(Report *report)
{
    size_t count = count_parts(report_results) + count_parts(report_record)
                   + report_items(report);

    report->figures = memory_new(count, sizeof *report->figures);
    report->pictures =
        memory_new(count * PICTURE_FORMATS, sizeof *report->pictures);
    report->tables = memory_new(count, sizeof *report->tables);
}

static bool ask_about(Report *report, Error *err)
{
    return ask(report,
               "SELECT description, file, yaml FROM studies "
               "WHERE study = :study",
               &report->about, err)
           && (report->about.rows == 1
               || fail_misuse(err, "there is no study '%s'", report->study))
           && ask(report,
                  "SELECT kind, name, called FROM report_items "
                  "WHERE study = :study ORDER BY position",
                  &report->items, err);
}

static bool judge(Report *report, Error *err)
{
    return verdict_reach(&report->verdict, report->store, report->study, NULL,
                         err)
           && expect_judge(&report->expectations, report->store, report->study,
                           err);
}

// What is not drawn now does not stay from an earlier time either.
static void end_drawing(const Report *report)
{
    gnuplot_end(report->drawing);
    for (size_t i = 0; i < report->figure_count * PICTURE_FORMATS; i++)
        if (!report->pictures[i].drawn)
            remove_files(report, report->figures[i / PICTURE_FORMATS].name,
                         of_pictures[i % PICTURE_FORMATS]);
}

static bool write_table(const Report *report, const Tabulation *table,
                        Error *err)
{
    static const char *const kinds[] = {"md", "tex", "csv", "tsv", "json"};
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

// Figures are drawn, by processes of their own, beside everything else.
static bool fill(Report *report, Error *err)
{
    bool ok;

    make_room(report);
    report->drawing = gnuplot_begin(report->pictures, GNUPLOT_SECONDS);
    ok = add_all(report, false, err) && judge(report, err)
         && add_all(report, true, err) && write_parts(report, err);
    end_drawing(report);
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
    free(report->figures);
    free(report->tables);
    document_release(&report->document);
    result_release(&report->about);
    result_release(&report->items);
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
    ok = ask_about(report, err) && file_make_folder(folder, err)
         && fill(report, err) && write_document(report, err);
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
