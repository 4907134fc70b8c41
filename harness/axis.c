// Blocks of axes, axes of choices.
#include "harness/experiment.h"

#include "nets/base/memory.h"

#include <stdlib.h>

static void choices_release(Choice *choices, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        row_release(&choices[i].row);
        match_release(&choices[i].when);
        free(choices[i].label);
        free(choices[i].what);
    }
    free(choices);
}

static void search_release(Search *search, size_t axes)
{
    if (!search)
        return;
    for (size_t i = 0; i < axes; i++)
        free(search->names[i]);
    free(search->names);
    free(search->ranges);
    free(search->marks);
    free(search);
}

void block_release(Block *block)
{
    search_release(block->search, block->axis_count);
    for (size_t i = 0; i < block->axis_count; i++) {
        choices_release(block->axes[i].choices, block->axes[i].count);
        match_release(&block->axes[i].when);
    }
    for (size_t i = 0; i < block->exclude_count; i++)
        match_release(&block->excludes[i]);
    choices_release(block->includes, block->include_count);
    free(block->axes);
    free(block->excludes);
    *block = (Block){0};
}

Block *block_add(Experiment *experiment, Mark mark)
{
    Block *block;

    experiment->blocks =
        memory_grow(experiment->blocks, &experiment->block_capacity,
                    experiment->block_count + 1, sizeof *experiment->blocks);
    block = &experiment->blocks[experiment->block_count++];
    block->mark = mark;
    return block;
}

Axis *axis_add(Block *block)
{
    block->axes = memory_grow(block->axes, &block->axis_capacity,
                              block->axis_count + 1, sizeof *block->axes);
    return &block->axes[block->axis_count++];
}

Choice *axis_add_choice(Axis *axis)
{
    axis->choices = memory_grow(axis->choices, &axis->capacity, axis->count + 1,
                                sizeof *axis->choices);
    return &axis->choices[axis->count++];
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

// Axes with conditions are decided one after the other, as written.
static bool asks_before(const Schema *schema, const Match *when,
                        const Axis *later, bool itself,
                        Diagnostics *diagnostics)
{
    Use *uses = uses_of(later, schema);
    bool ok = true;

    for (size_t i = 0; ok && i < when->count; i++) {
        const Use *use = &uses[when->items[i].key - schema->keys];
        Text key = {0};

        if (!use->assignment)
            continue;
        setting_key_text(when->items[i].key->name, &key);
        ok = diagnose(diagnostics, when->mark,
                      itself ? "this condition is about '%s', which is set here"
                             : "this condition is about '%s', which is decided "
                               "only after it",
                      text_string(&key));
        (void)diagnose_also(diagnostics, use->assignment->key_span, use->what);
        if (!itself)
            (void)diagnose_hint(diagnostics, "write that one first");
        text_release(&key);
    }
    free(uses);
    return ok;
}

static bool order_check(const Schema *schema, const Block *block, size_t which,
                        Diagnostics *diagnostics)
{
    const Axis *axis = &block->axes[which];
    bool ok = true;

    for (size_t i = which; i < block->axis_count; i++) {
        const Axis *later = &block->axes[i];

        if (!later->late)
            continue;
        ok = asks_before(schema, &axis->when, later, i == which, diagnostics)
             && ok;
        for (size_t j = 0; j < axis->count; j++)
            ok = asks_before(schema, &axis->choices[j].when, later, i == which,
                             diagnostics)
                 && ok;
    }
    return ok;
}

static bool has_conditions(const Axis *axis)
{
    for (size_t i = 0; i < axis->count; i++)
        if (axis->choices[i].when.count > 0)
            return true;
    return axis->when.count > 0;
}

bool block_check(const Experiment *experiment, Block *block,
                 Diagnostics *diagnostics)
{
    const Schema *schema = experiment->schema;
    bool ok = true;

    for (size_t i = 0; i < block->axis_count; i++)
        block->axes[i].late = has_conditions(&block->axes[i]);
    for (size_t i = 0; i < block->axis_count; i++) {
        for (size_t j = i + 1; j < block->axis_count; j++)
            ok = axes_differ(schema, &block->axes[i], &block->axes[j],
                             diagnostics)
                 && ok;
        ok = order_check(schema, block, i, diagnostics) && ok;
    }
    return ok;
}
