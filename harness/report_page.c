// What a report says, section by section.
#include "harness/report_inside.h"

#include "harness/plots.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SVG_MAX = 1 << 26 };

// `label`: what the study calls it, unless that is what the file is called.
static void show_figure(Report *report, const Figure *figure, const char *label)
{
    const Picture *picture =
        &report->pictures[(size_t)(figure - report->figures) * PICTURE_FORMATS
                          + PICTURE_SVG];
    Buffer file = {0};
    Text svg = {0};
    Error err = {0};
    DocumentFigure shown = {.name = figure->name,
                            .label = label,
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

static void show_named_figure(Report *report, const char *called, bool own)
{
    const Figure *figure = report_find_figure(report, called);

    if (figure)
        show_figure(report, figure, own ? called : NULL);
}

static void show_table(Report *report, const char *name, const char *empty)
{
    const Tabulation *tabulation = report_find_table(report, name);

    if (!tabulation)
        return;
    if (tabulation->data.rows == 0)
        document_words(&report->document,
                       tabulation->why ? tabulation->why : empty);
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

static void show(Report *report, const Part *part, const char *called, bool own)
{
    if (part->table)
        show_table(report, called, part->empty);
    else
        show_named_figure(report, called, own);
}

// The part itself, if it is there, and what the study has of it under names of
// its own.
static void show_part(Report *report, const Part *part)
{
    show(report, part, part->name, false);
    for (size_t i = 0; i < report_items(report); i++) {
        const char *called = report_item_called(report, i);

        if (report_item_is_table(report, i) == part->table
            && strcmp(report_item_name(report, i), part->name) == 0
            && strcmp(called, part->name) != 0)
            show(report, part, called, true);
    }
}

static const char *title_called(const Report *report, const char *called,
                                bool table)
{
    const Tabulation *tabulation = report_find_table(report, called);
    const Figure *figure = report_find_figure(report, called);

    if (table)
        return tabulation ? tabulation->title : NULL;
    return figure ? figure->title : NULL;
}

// NULL where the part is not in the report, under its own name or another.
static const char *title_of(const Report *report, const Part *part)
{
    const char *title = title_called(report, part->name, part->table);

    for (size_t i = 0; !title && i < report_items(report); i++)
        if (report_item_is_table(report, i) == part->table
            && strcmp(report_item_name(report, i), part->name) == 0)
            title = title_called(report, report_item_called(report, i),
                                 part->table);
    return title;
}

static void show_section(Report *report, const Section *section)
{
    const char *above = "";
    size_t count = 0;

    for (const Part *part = section->parts; part->name; part++)
        count += title_of(report, part) != NULL;
    if (count > 0)
        document_section(&report->document, section->id, section->title);
    for (const Part *part = section->parts; part->name; part++) {
        const char *title = title_of(report, part);

        if (!title)
            continue;
        if (count > 1 && strcmp(above, title) != 0)
            document_heading(&report->document, title);
        above = title;
        show_part(report, part);
    }
}

static void show_sections(Report *report, const Section *sections)
{
    for (; sections->id; sections++)
        show_section(report, sections);
}

static bool is_part_of(const Section *sections, const char *name, bool table)
{
    for (; sections->id; sections++)
        for (const Part *part = sections->parts; part->name; part++)
            if (part->table == table && strcmp(part->name, name) == 0)
                return true;
    return false;
}

static void show_unknown(Report *report, const char *name, bool table)
{
    Text text = {0};

    text_printf(&text,
                "The %s '%s' that the experiment asks for is not known to "
                "this program.",
                table ? "table" : "figure", name);
    document_words(&report->document, text_string(&text));
    text_release(&text);
}

// A figure or table of the user's own plots/.
static void show_extra(Report *report, size_t item)
{
    const char *called = report_item_called(report, item);
    bool table = report_item_is_table(report, item);

    if (table && report_find_table(report, called))
        show_table(report, called, "Nothing to show yet.");
    else if (!table && report_find_figure(report, called))
        show_named_figure(report, called,
                          strcmp(report_item_name(report, item), called) != 0);
    else
        show_unknown(report, called, table);
}

// What the experiment's `report:` asks for besides.
static void show_extras(Report *report)
{
    bool begun = false;

    for (size_t i = 0; i < report_items(report); i++) {
        const char *name = report_item_name(report, i);
        bool table = report_item_is_table(report, i);

        if ((is_part_of(report_results, name, table)
             || is_part_of(report_record, name, table))
            && (table ? plots_is_table(name) : plots_is_figure(name)))
            continue;
        if (!begun)
            document_section(&report->document, "more", "Further results");
        begun = true;
        show_extra(report, i);
    }
}

static void show_verdict(Report *report)
{
    Document *document = &report->document;
    Text words = {0};

    verdict_words(&report->verdict, &words);
    document_section(document, "verdict", "Verdict");
    document_verdict(document, text_string(&words));
    text_release(&words);
    document_section(document, "expectations", "Expectations");
    show_expectations(report);
}

void report_compose(Report *report)
{
    Document *document = &report->document;

    show_verdict(report);
    show_sections(report, report_results);
    show_extras(report);
    show_sections(report, report_record);
    document_section(document, "experiment", "The experiment's file");
    document_words(document, report->about.cells[1]);
    document_code(document, report->about.cells[2]);
}
