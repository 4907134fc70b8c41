// What the report's own files share; nobody else includes this.
#pragma once

#include "harness/document.h"
#include "harness/expect.h"
#include "harness/figure.h"
#include "harness/report.h"
#include "harness/tabulate.h"
#include "harness/verdict.h"

// When a report shows a figure or a table.
typedef enum {
    SHOWN_ALWAYS,  // where it has nothing to show, it says so
    SHOWN_FILLED,  // where it has something to show
    SHOWN_ASKED,   // where the study's `report:` asks for it
} Showing;

typedef struct {
    const char *name;  // of the file in plots/
    bool table;        // else a figure
    Showing showing;
    const char *empty;  // what to say of a table without rows
    // A figure without which this is of no use either; NULL: none.
    const char *beside;
} Part;

enum { PARTS_MAX = 10 };

// A section comes with its parts, and not at all where none of them is shown.
// Parts end in a row without a name.
typedef struct {
    const char *id;
    const char *title;
    Part parts[PARTS_MAX];
} Section;

// Of results, and of how they came about. They end in a row without an id.
extern const Section report_results[];
extern const Section report_record[];

typedef struct {
    Store *store;
    const char *study;
    const char *folder;
    const DataPlaces *places;
    Images *images;
    Verdict verdict;
    Expectations expectations;
    Result about;  // description, file, yaml
    Result items;  // kind, name, called

    Figure *figures;  // room for all that may be wanted
    size_t figure_count;
    Picture *pictures;  // [figure_count, PICTURE_FORMATS], room as above
    Drawing *drawing;   // of these, while figures and tables are added
    Tabulation *tables;
    size_t table_count;
    Document document;
} Report;

// NULL when the report has none of that name.
const Figure *report_find_figure(const Report *report, const char *name);
const Tabulation *report_find_table(const Report *report, const char *name);

// The rows of `report:`.
size_t report_items(const Report *report);
bool report_item_is_table(const Report *report, size_t item);
const char *report_item_name(const Report *report, size_t item);
const char *report_item_called(const Report *report, size_t item);

// Whether the study asks for this part, under its own name.
bool report_asks(const Report *report, const Part *part);
// Whether `report:` has the part under other names only: then they are shown
// in its place.
bool report_renames(const Report *report, const Part *part);

// Fills report->document, from figures that are drawn and tables that are
// tabulated.
void report_compose(Report *report);
