// The axes of a sweep: grid, zip, cases, ablate; and what is left out or added.
#include "harness/experiment.h"

#include "harness/columns.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool add_cell(Choice *choice, Text *label, const Schema *schema,
                     const Column *column, size_t i, Diagnostics *diagnostics)
{
    const Node *node = &column->list->items[i];
    size_t first = choice->row.count;

    if (!row_add(&choice->row, schema, column->path, column->mark, node,
                 diagnostics))
        return false;
    choice_label(label, column->path, node, &choice->row, first);
    return true;
}

static bool read_when(Match *when, const Schema *schema, const Node *map,
                      Diagnostics *diagnostics)
{
    return !map || match_read(when, schema, map, diagnostics);
}

// An axis of the columns' values, side by side.
static bool read_columns(Block *block, const Schema *schema,
                         const Column *columns, size_t count, const Node *when,
                         Diagnostics *diagnostics)
{
    Axis *axis = axis_add(block);
    bool ok = read_when(&axis->when, schema, when, diagnostics);

    for (size_t i = 0; i < columns[0].list->count; i++) {
        Choice *choice = axis_add_choice(axis);
        Text label = {0};

        for (size_t j = 0; j < count; j++)
            ok = add_cell(choice, &label, schema, &columns[j], i, diagnostics)
                 && ok;
        choice->label = memory_text(text_string(&label));
        text_release(&label);
    }
    return ok;
}

static bool read_grid(Experiment *experiment, Block *block, const Node *grid,
                      Diagnostics *diagnostics)
{
    Columns columns = {0};
    bool ok =
        experiment_need_map(grid, "grid", diagnostics)
        && columns_find(&columns, experiment->schema, "", grid, diagnostics);

    if (columns.when) {
        ok = diagnose(diagnostics, columns.when->span,
                      "'when' belongs to one axis of a grid");
        (void)diagnose_hint(diagnostics,
                            "write KEY: {values: [...], when: {...}}");
    }
    for (size_t i = 0; i < columns.count; i++)
        ok = read_columns(block, experiment->schema, &columns.items[i], 1,
                          columns.items[i].when, diagnostics)
             && ok;
    columns_release(&columns);
    return ok;
}

static bool go_together(const Columns *columns, const Node *group,
                        Diagnostics *diagnostics)
{
    const Column *first = &columns->items[0];

    if (columns->count == 0)
        return diagnose(diagnostics, group->span,
                        "this zip group has no lists");
    for (size_t i = 0; i < columns->count; i++) {
        const Column *column = &columns->items[i];

        if (column->when) {
            (void)diagnose(diagnostics, column->when->span,
                           "a zip group has one condition for all its lists");
            return diagnose_hint(diagnostics, "write 'when' beside the lists");
        }
        if (column->list->count == first->list->count)
            continue;
        (void)diagnose(diagnostics, column->list->span,
                       "'%s' has %zu values, but '%s' beside it has %zu",
                       column->path, column->list->count, first->path,
                       first->list->count);
        return diagnose_hint(diagnostics,
                             "values of one zip group go together one by one");
    }
    return true;
}

static bool read_group(Experiment *experiment, Block *block, const Node *group,
                       Diagnostics *diagnostics)
{
    Columns columns = {0};
    bool ok =
        experiment_need_map(group, "zip group", diagnostics)
        && columns_find(&columns, experiment->schema, "", group, diagnostics)
        && go_together(&columns, group, diagnostics)
        && read_columns(block, experiment->schema, columns.items, columns.count,
                        columns.when, diagnostics);

    columns_release(&columns);
    return ok;
}

static bool read_zip(Experiment *experiment, Block *block, const Node *zip,
                     Diagnostics *diagnostics)
{
    bool ok = experiment_need_list(zip, "zip", diagnostics);

    for (size_t i = 0; ok && i < zip->count; i++)
        ok = read_group(experiment, block, &zip->items[i], diagnostics);
    return ok;
}

// Settings, and the condition under which the choice is there at all.
static bool read_choice(const Schema *schema, Choice *choice, const Node *map,
                        Diagnostics *diagnostics)
{
    const Node *when = map->kind == NODE_MAP ? node_find(map, "when") : NULL;
    bool ok = read_when(&choice->when, schema, when, diagnostics);

    if (!when)
        return row_read(&choice->row, schema, map, diagnostics);
    for (size_t i = 0; i < map->count; i++)
        if (node_value(map, i) != when)
            ok =
                row_add(&choice->row, schema, node_key(map, i)->text,
                        node_key(map, i)->span, node_value(map, i), diagnostics)
                && ok;
    return ok;
}

// Rows with names, as an axis; `what` is what one is called. Beside them may
// stand the axis's condition.
static bool read_rows(const Schema *schema, Axis *axis, const Node *rows,
                      const char *what, Diagnostics *diagnostics)
{
    const Node *when = node_find(rows, "when");
    bool ok = read_when(&axis->when, schema, when, diagnostics);

    for (size_t i = 0; i < rows->count; i++) {
        const Node *name = node_key(rows, i);
        Choice *choice;
        Text called = {0};

        if (node_value(rows, i) == when)
            continue;
        choice = axis_add_choice(axis);
        text_printf(&called, "%s '%s'", what, name->text);
        choice->what = memory_text(text_string(&called));
        choice->label = memory_text(name->text);
        ok =
            read_choice(schema, choice, node_value(rows, i), diagnostics) && ok;
        text_release(&called);
    }
    return axis->count > 0
               ? ok
               : diagnose(diagnostics, rows->span, "there are no rows here");
}

static bool read_cases(Experiment *experiment, Block *block, const Node *cases,
                       Diagnostics *diagnostics)
{
    bool ok = experiment_need_map(cases, "cases", diagnostics);

    for (size_t i = 0; ok && i < cases->count; i++) {
        const Node *rows = node_value(cases, i);

        ok = experiment_need_map(rows, node_key(cases, i)->text, diagnostics)
             && read_rows(experiment->schema, axis_add(block), rows, "case",
                          diagnostics);
    }
    return ok;
}

static bool read_ablate(Experiment *experiment, Block *block, const Node *rows,
                        Diagnostics *diagnostics)
{
    Axis *axis;

    if (!experiment_need_map(rows, "ablate", diagnostics))
        return false;
    if (node_find(rows, "full")) {
        (void)diagnose(diagnostics, node_find(rows, "full")->span,
                       "the row 'full' is added by itself");
        return diagnose_hint(diagnostics, "leave it out");
    }
    axis = axis_add(block);
    axis_add_choice(axis)->label = memory_text("full");
    return read_rows(experiment->schema, axis, rows, "ablate row", diagnostics);
}

bool excludes_read(Experiment *experiment, Block *block, const Node *list,
                   Diagnostics *diagnostics)
{
    bool ok = experiment_need_list(list, "exclude", diagnostics);

    for (size_t i = 0; list->kind == NODE_LIST && i < list->count; i++) {
        block->excludes =
            memory_grow(block->excludes, &block->exclude_capacity,
                        block->exclude_count + 1, sizeof *block->excludes);
        ok = match_read(&block->excludes[block->exclude_count++],
                        experiment->schema, &list->items[i], diagnostics)
             && ok;
    }
    return ok;
}

static bool read_includes(Experiment *experiment, Block *block,
                          const Node *list, Diagnostics *diagnostics)
{
    bool ok = experiment_need_list(list, "include", diagnostics);

    for (size_t i = 0; list->kind == NODE_LIST && i < list->count; i++) {
        Choice *choice;
        Text label = {0};

        block->includes =
            memory_grow(block->includes, &block->include_capacity,
                        block->include_count + 1, sizeof *block->includes);
        choice = &block->includes[block->include_count++];
        ok = row_read(&choice->row, experiment->schema, &list->items[i],
                      diagnostics)
             && ok;
        choice_label(&label, "", &list->items[i], &choice->row, 0);
        choice->label = memory_text(text_string(&label));
        text_release(&label);
    }
    return ok;
}

static const struct {
    const char *name;
    bool (*read)(Experiment *experiment, Block *block, const Node *node,
                 Diagnostics *diagnostics);
} parts[] = {
    {"grid", read_grid},        {"zip", read_zip},
    {"cases", read_cases},      {"ablate", read_ablate},
    {"exclude", excludes_read}, {"include", read_includes},
};

enum { PARTS = sizeof parts / sizeof *parts };

static bool refuse_part(const Schema *schema, const Node *key,
                        Diagnostics *diagnostics)
{
    const char *names[PARTS];
    bool setting = schema_find(schema, key->text) != NULL
                   || schema_has_below(schema, key->text);

    for (size_t i = 0; i < PARTS; i++)
        names[i] = parts[i].name;
    (void)diagnose(diagnostics, key->span, "'%s' is not known under sweep",
                   key->text);
    return experiment_hint_names(
        key->text, names, PARTS,
        setting ? "settings to vary go under grid:" : NULL, diagnostics);
}

static bool read_part(Experiment *experiment, Block *block, const Node *key,
                      const Node *value, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < PARTS; i++)
        if (strcmp(parts[i].name, key->text) == 0)
            return parts[i].read(experiment, block, value, diagnostics);
    return refuse_part(experiment->schema, key, diagnostics);
}

static bool read_block(Experiment *experiment, const Node *map,
                       Diagnostics *diagnostics)
{
    Block *block;
    bool ok = true;

    if (!experiment_need_map(map, "sweep", diagnostics))
        return false;
    block = block_add(experiment, map->span);
    for (size_t i = 0; i < map->count; i++)
        ok = read_part(experiment, block, node_key(map, i), node_value(map, i),
                       diagnostics)
             && ok;
    return block_check(experiment, block, diagnostics) && ok;
}

bool sweep_read(Experiment *experiment, const Node *sweep,
                Diagnostics *diagnostics)
{
    bool ok = true;

    if (sweep->kind != NODE_LIST)
        return read_block(experiment, sweep, diagnostics);
    if (sweep->count == 0)
        return diagnose(diagnostics, sweep->span, "'sweep' is an empty list");
    for (size_t i = 0; i < sweep->count; i++)
        ok = read_block(experiment, &sweep->items[i], diagnostics) && ok;
    return ok;
}
