// What a report says, section by section.
#include "harness/report_inside.h"

#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SVG_MAX = 1 << 26 };

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
    const Figure *figure = report_find_figure(report, name);

    if (figure)
        show_figure(report, figure);
}

static void show_table(Report *report, const char *name, const char *empty)
{
    const Tabulation *tabulation = report_find_table(report, name);

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
        bool figure = report_asks_figure(report, i);

        if (is_usual(figure ? report_figures : report_tables, name))
            continue;
        if (!begun)
            document_section(&report->document, "more", "Further results");
        begun = true;
        if (figure && report_find_figure(report, name)) {
            show_named_figure(report, name);
        } else if (!figure && report_find_table(report, name)) {
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

void report_compose(Report *report)
{
    show_results(report);
    show_record(report);
}
