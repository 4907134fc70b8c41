// The axes of a sweep: grid, zip, cases, ablate; and what is left out or added.
#include "harness/experiment.h"

#include "harness/columns.h"
#include "harness/nearest.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void choices_release(Choice *choices, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        row_release(&choices[i].row);
        free(choices[i].label);
        free(choices[i].what);
    }
    free(choices);
}

void block_release(Block *block)
{
    for (size_t i = 0; i < block->axis_count; i++)
        choices_release(block->axes[i].choices, block->axes[i].count);
    for (size_t i = 0; i < block->exclude_count; i++)
        match_release(&block->excludes[i]);
    choices_release(block->includes, block->include_count);
    free(block->axes);
    free(block->excludes);
    *block = (Block){0};
}

static Axis *add_axis(Block *block)
{
    block->axes = memory_grow(block->axes, &block->axis_capacity,
                              block->axis_count + 1, sizeof *block->axes);
    return &block->axes[block->axis_count++];
}

static Choice *add_choice(Axis *axis)
{
    axis->choices = memory_grow(axis->choices, &axis->capacity, axis->count + 1,
                                sizeof *axis->choices);
    return &axis->choices[axis->count++];
}

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

// An axis of the columns' values, side by side.
static bool read_columns(Block *block, const Schema *schema,
                         const Column *columns, size_t count,
                         Diagnostics *diagnostics)
{
    Axis *axis = add_axis(block);
    bool ok = true;

    for (size_t i = 0; i < columns[0].list->count; i++) {
        Choice *choice = add_choice(axis);
        Text label = {0};

        for (size_t j = 0; j < count; j++)
            ok = add_cell(choice, &label, schema, &columns[j], i, diagnostics)
                 && ok;
        choice->label = memory_text(text_string(&label));
        text_release(&label);
    }
    return ok;
}

static bool need_map(const Node *node, const char *what,
                     Diagnostics *diagnostics)
{
    return (node->kind == NODE_MAP && node->count > 0)
           || diagnose(
               diagnostics, node->span, "'%s' must be a map, not %s", what,
               node->kind == NODE_MAP ? "an empty one" : node_kind_text(node));
}

static bool need_list(const Node *node, const char *what,
                      Diagnostics *diagnostics)
{
    return (node->kind == NODE_LIST && node->count > 0)
           || diagnose(
               diagnostics, node->span, "'%s' must be a list, not %s", what,
               node->kind == NODE_LIST ? "an empty one" : node_kind_text(node));
}

static bool read_grid(Experiment *experiment, Block *block, const Node *grid,
                      Diagnostics *diagnostics)
{
    Columns columns = {0};
    bool ok =
        need_map(grid, "grid", diagnostics)
        && columns_find(&columns, experiment->schema, "", grid, diagnostics);

    for (size_t i = 0; i < columns.count; i++)
        ok = read_columns(block, experiment->schema, &columns.items[i], 1,
                          diagnostics)
             && ok;
    columns_release(&columns);
    return ok;
}

static bool equal_lengths(const Columns *columns, Diagnostics *diagnostics)
{
    const Column *first = &columns->items[0];

    for (size_t i = 1; i < columns->count; i++) {
        const Column *column = &columns->items[i];

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
        need_map(group, "zip group", diagnostics)
        && columns_find(&columns, experiment->schema, "", group, diagnostics)
        && equal_lengths(&columns, diagnostics)
        && read_columns(block, experiment->schema, columns.items, columns.count,
                        diagnostics);

    columns_release(&columns);
    return ok;
}

static bool read_zip(Experiment *experiment, Block *block, const Node *zip,
                     Diagnostics *diagnostics)
{
    bool ok = need_list(zip, "zip", diagnostics);

    for (size_t i = 0; ok && i < zip->count; i++)
        ok = read_group(experiment, block, &zip->items[i], diagnostics);
    return ok;
}

// Rows with names, as an axis; `what` is what one is called.
static bool read_rows(Experiment *experiment, Axis *axis, const Node *rows,
                      const char *what, Diagnostics *diagnostics)
{
    bool ok = true;

    for (size_t i = 0; i < rows->count; i++) {
        const Node *name = node_key(rows, i);
        Choice *choice = add_choice(axis);
        Text called = {0};

        text_printf(&called, "%s '%s'", what, name->text);
        choice->what = memory_text(text_string(&called));
        choice->label = memory_text(name->text);
        ok = row_read(&choice->row, experiment->schema, node_value(rows, i),
                      diagnostics)
             && ok;
        text_release(&called);
    }
    return ok;
}

static bool read_cases(Experiment *experiment, Block *block, const Node *cases,
                       Diagnostics *diagnostics)
{
    bool ok = need_map(cases, "cases", diagnostics);

    for (size_t i = 0; ok && i < cases->count; i++) {
        const Node *rows = node_value(cases, i);

        ok = need_map(rows, node_key(cases, i)->text, diagnostics)
             && read_rows(experiment, add_axis(block), rows, "case",
                          diagnostics);
    }
    return ok;
}

static bool read_ablate(Experiment *experiment, Block *block, const Node *rows,
                        Diagnostics *diagnostics)
{
    Axis *axis;

    if (!need_map(rows, "ablate", diagnostics))
        return false;
    if (node_find(rows, "full")) {
        (void)diagnose(diagnostics, node_find(rows, "full")->span,
                       "the row 'full' is added by itself");
        return diagnose_hint(diagnostics, "leave it out");
    }
    axis = add_axis(block);
    add_choice(axis)->label = memory_text("full");
    return read_rows(experiment, axis, rows, "ablate row", diagnostics);
}

static bool read_excludes(Experiment *experiment, Block *block,
                          const Node *list, Diagnostics *diagnostics)
{
    bool ok = need_list(list, "exclude", diagnostics);

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
    bool ok = need_list(list, "include", diagnostics);

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
    {"exclude", read_excludes}, {"include", read_includes},
};

enum { PARTS = sizeof parts / sizeof *parts };

static bool refuse_part(const Schema *schema, const Node *key,
                        Diagnostics *diagnostics)
{
    const char *names[PARTS];
    const char *near;
    Text list = {0};

    for (size_t i = 0; i < PARTS; i++)
        names[i] = parts[i].name;
    near = nearest(key->text, names, PARTS);
    names_text(names, PARTS, &list);
    (void)diagnose(diagnostics, key->span, "'%s' is not known under sweep",
                   key->text);
    if (near)
        (void)diagnose_hint(diagnostics, "did you mean '%s'?", near);
    else if (schema_find(schema, key->text)
             || schema_has_below(schema, key->text))
        (void)diagnose_hint(diagnostics, "settings to vary go under grid:");
    else
        (void)diagnose_hint(diagnostics, "known: %s", text_string(&list));
    text_release(&list);
    return false;
}

static bool read_part(Experiment *experiment, Block *block, const Node *key,
                      const Node *value, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < PARTS; i++)
        if (strcmp(parts[i].name, key->text) == 0)
            return parts[i].read(experiment, block, value, diagnostics);
    return refuse_part(experiment->schema, key, diagnostics);
}

static bool refuse_second_axis(const Assignment *first,
                               const Assignment *second, const char *what,
                               Diagnostics *diagnostics)
{
    Text key = {0};

    setting_key_text(first->key->name, &key);
    (void)diagnose(diagnostics, first->key_span, "'%s' is set by two axes",
                   text_string(&key));
    text_release(&key);
    return diagnose_also(diagnostics, second->key_span, what);
}

// Where an axis first sets a key.
typedef struct {
    const Assignment *assignment;
    const char *what;
} Use;

// For each of the schema's keys; free the array.
static Use *uses_of(const Axis *axis, const Schema *schema)
{
    Use *uses = memory_new(schema->count, sizeof *uses);

    for (size_t i = 0; i < axis->count; i++)
        for (size_t j = 0; j < axis->choices[i].row.count; j++) {
            const Assignment *one = &axis->choices[i].row.items[j];
            Use *use = &uses[one->key - schema->keys];

            if (!use->assignment)
                *use = (Use){one, axis->choices[i].what};
        }
    return uses;
}

// Tells of the first key that both axes set.
static bool axes_differ(const Schema *schema, const Axis *a, const Axis *b,
                        Diagnostics *diagnostics)
{
    Use *of_a = uses_of(a, schema);
    Use *of_b = uses_of(b, schema);
    bool ok = true;

    for (size_t i = 0; ok && i < schema->count; i++)
        if (of_a[i].assignment && of_b[i].assignment)
            ok = refuse_second_axis(of_a[i].assignment, of_b[i].assignment,
                                    of_b[i].what, diagnostics);
    free(of_a);
    free(of_b);
    return ok;
}

static bool read_block(Experiment *experiment, const Node *map,
                       Diagnostics *diagnostics)
{
    Block *block;
    bool ok = true;

    if (!need_map(map, "sweep", diagnostics))
        return false;
    experiment->blocks =
        memory_grow(experiment->blocks, &experiment->block_capacity,
                    experiment->block_count + 1, sizeof *experiment->blocks);
    block = &experiment->blocks[experiment->block_count++];
    for (size_t i = 0; i < map->count; i++)
        ok = read_part(experiment, block, node_key(map, i), node_value(map, i),
                       diagnostics)
             && ok;
    for (size_t i = 0; i < block->axis_count; i++)
        for (size_t j = i + 1; j < block->axis_count; j++)
            ok = axes_differ(experiment->schema, &block->axes[i],
                             &block->axes[j], diagnostics)
                 && ok;
    return ok;
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
