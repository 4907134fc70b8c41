// What a report shows, and in which order. A part whose file is not in plots/
// is left out, so a figure or table that is taken away takes its row along.
#include "harness/report_inside.h"

#include <string.h>

// clang-format off
#define FIGURE(name, showing) {name, false, showing, NULL, NULL}
#define FIGURE_BESIDE(name, figure) {name, false, SHOWN_FILLED, NULL, figure}
#define TABLE(name, showing, empty) {name, true, showing, empty, NULL}
#define TABLE_BESIDE(name, figure) {name, true, SHOWN_FILLED, nothing, figure}
// clang-format on

static const char nothing_yet[] = "No trial has finished yet.";
static const char nothing[] = "There is nothing to show.";

const Section report_results[] = {
    {"claims", "The paper's claims", {TABLE("claims", SHOWN_ASKED, nothing)}},
    {"results",
     "Results",
     {TABLE("accuracy", SHOWN_ALWAYS, nothing_yet),
      FIGURE("comparison", SHOWN_ALWAYS),
      TABLE("confirmed", SHOWN_FILLED, nothing),
      TABLE("mcnemar", SHOWN_FILLED, nothing),
      TABLE("halves", SHOWN_FILLED, nothing),
      TABLE("scores", SHOWN_FILLED, nothing)}},
    {"curves", "Learning curves", {FIGURE("curves", SHOWN_ALWAYS)}},
    {"ablation",
     "Ablation",
     {FIGURE("effects", SHOWN_FILLED), TABLE_BESIDE("ablation", "effects")}},
    {"data-size", "Amount of data", {FIGURE("data_size", SHOWN_FILLED)}},
    {"settings-matter",
     "What the settings do",
     {TABLE_BESIDE("importance", "heatmap"),
      FIGURE_BESIDE("importance", "heatmap"),
      TABLE("interaction", SHOWN_FILLED, nothing),
      FIGURE("heatmap", SHOWN_FILLED), FIGURE_BESIDE("slice", "heatmap"),
      FIGURE_BESIDE("parallel", "heatmap")}},
    {"confusion",
     "Confusion matrices",
     {FIGURE("confusion", SHOWN_ALWAYS),
      FIGURE("confusion_difference", SHOWN_FILLED)}},
    {"classes",
     "Classes",
     {TABLE("per_class", SHOWN_ALWAYS, nothing_yet),
      FIGURE("per_class", SHOWN_FILLED), TABLE("classes", SHOWN_ASKED, nothing),
      TABLE("worst_classes", SHOWN_FILLED, nothing)}},
    {"errors", "Errors", {FIGURE("errors", SHOWN_ALWAYS)}},
    {"cost",
     "Cost",
     {TABLE("cost", SHOWN_FILLED, nothing), FIGURE("pareto", SHOWN_FILLED)}},
    {"networks",
     "Networks",
     {FIGURE("architecture", SHOWN_FILLED), FIGURE("filters", SHOWN_FILLED)}},
    {"samples", "Data", {FIGURE("samples", SHOWN_ALWAYS)}},
    {0},
};

const Section report_record[] = {
    {"failures", "Failures", {TABLE("failures", SHOWN_ALWAYS, nothing)}},
    {"trials",
     "Every trial",
     {FIGURE("timeline", SHOWN_FILLED),
      TABLE("trials", SHOWN_ALWAYS, "There are no trials.")}},
    {"settings",
     "Settings",
     {TABLE("settings", SHOWN_ALWAYS, "There are no settings.")}},
    {"provenance",
     "Provenance",
     {TABLE("provenance", SHOWN_ALWAYS, "No trial has run yet.")}},
    {"checklist",
     "Reproducibility checklist",
     {TABLE("checklist", SHOWN_ALWAYS, "There is nothing to fill in yet.")}},
    {0},
};

size_t report_items(const Report *report)
{
    return report->items.rows;
}

bool report_item_is_table(const Report *report, size_t item)
{
    return strcmp(report->items.cells[item * 3], "table") == 0;
}

const char *report_item_name(const Report *report, size_t item)
{
    return report->items.cells[item * 3 + 1];
}

const char *report_item_called(const Report *report, size_t item)
{
    return report->items.cells[item * 3 + 2];
}

// How many rows have the part under its own name, or under others.
static size_t count_rows(const Report *report, const Part *part, bool own)
{
    size_t count = 0;

    for (size_t i = 0; i < report_items(report); i++)
        count +=
            report_item_is_table(report, i) == part->table
            && strcmp(report_item_name(report, i), part->name) == 0
            && (strcmp(report_item_called(report, i), part->name) == 0) == own;
    return count;
}

bool report_asks(const Report *report, const Part *part)
{
    return count_rows(report, part, true) > 0;
}

bool report_renames(const Report *report, const Part *part)
{
    return count_rows(report, part, false) > 0 && !report_asks(report, part);
}
