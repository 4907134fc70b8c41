// What the report's own files share; nobody else includes this.
#pragma once

#include "harness/document.h"
#include "harness/expect.h"
#include "harness/figure.h"
#include "harness/report.h"
#include "harness/tabulate.h"
#include "harness/verdict.h"

enum { REPORT_NAMES_MAX = 64 };

typedef struct {
    Store *store;
    const char *study;
    const char *folder;
    const DataPlaces *places;
    Images *images;
    Verdict verdict;
    Expectations expectations;
    Text ties;
    Result about;  // description, file, yaml
    Result items;  // kind, name

    Figure figures[REPORT_NAMES_MAX];
    size_t figure_count;
    Picture *pictures;  // [figure_count, PICTURE_FORMATS]
    Tabulation tables[REPORT_NAMES_MAX];
    size_t table_count;
    Document document;
} Report;

// What every report has; a study's `report:` adds to it. They end in NULL.
extern const char *const report_figures[];
extern const char *const report_tables[];

// NULL when the report has none of that name.
const Figure *report_find_figure(const Report *report, const char *name);
const Tabulation *report_find_table(const Report *report, const char *name);
// Whether the study's `report:` row `item` asks for a figure, not a table.
bool report_asks_figure(const Report *report, size_t item);

// Fills report->document, from figures that are drawn and tables that are
// tabulated.
void report_compose(Report *report);
