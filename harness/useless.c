// What a study writes down to no effect.
#include "harness/experiment.h"

bool row_names_family(const Row *row, int family)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->items[i].key->role == KEY_NAME
            && row->items[i].key->family == family)
            return true;
    return false;
}

static bool is_unused(const Assignment *one)
{
    return one->used == 0 && one->dropped > 0;
}

// `strict` is whether being used nowhere is a mistake rather than a warning.
static void tell_unused(const Experiment *experiment, const Row *row,
                        bool strict, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < row->count; i++) {
        const Assignment *one = &row->items[i];
        int family = one->key->family;
        const char *what = family == FAMILY_NONE ? "program of one's own"
                                                 : families[family].name;

        if (!is_unused(one))
            continue;
        if (strict
            || (row == &experiment->base && row_names_family(row, family)))
            (void)diagnose(diagnostics, one->key_span,
                           "'%s' applies to no %s of this study",
                           one->key->name, what);
        else
            (void)diagnose_warning(diagnostics, one->key_span,
                                   "'%s' applies to no %s of this study",
                                   one->key->name, what);
    }
}

void unused_tell(const Experiment *experiment, Diagnostics *diagnostics)
{
    tell_unused(experiment, &experiment->base, false, diagnostics);
    for (size_t i = 0; i < experiment->defaults_count; i++)
        tell_unused(experiment, &experiment->defaults[i].row, false,
                    diagnostics);
    for (size_t i = 0; i < experiment->block_count; i++) {
        const Block *block = &experiment->blocks[i];

        for (size_t j = 0; j < block->axis_count; j++)
            for (size_t k = 0; k < block->axes[j].count; k++)
                tell_unused(experiment, &block->axes[j].choices[k].row, false,
                            diagnostics);
    }
    tell_unused(experiment, &experiment->sets, true, diagnostics);
}

static bool any_unused(const Row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (is_unused(&row->items[i]))
            return true;
    return false;
}

static bool never_held(const Match *match)
{
    return match->matched == 0 && match->count > 0;
}

static bool any_useless_axis(const Block *block)
{
    for (size_t i = 0; i < block->axis_count; i++) {
        const Axis *axis = &block->axes[i];

        if (never_held(&axis->when))
            return true;
        for (size_t j = 0; j < axis->count; j++)
            if (any_unused(&axis->choices[j].row))
                return true;
    }
    return false;
}

bool useless_any(const Experiment *experiment, const Block *block)
{
    bool any = any_unused(&experiment->base) || any_unused(&experiment->sets)
               || any_useless_axis(block);

    for (size_t i = 0; i < experiment->defaults_count && !any; i++)
        any = any_unused(&experiment->defaults[i].row);
    for (size_t i = 0; i < block->exclude_count && !any; i++)
        any = never_held(&block->excludes[i]);
    return any;
}

static void tell_never_held(const Match *match, const char *what,
                            const Block *block, size_t combinations,
                            Diagnostics *diagnostics)
{
    if (!never_held(match))
        return;
    if (block->search)
        (void)diagnose(diagnostics, match->mark, "this %s matches no draw",
                       what);
    else
        (void)diagnose(diagnostics, match->mark,
                       "this %s matches none of the %zu combinations", what,
                       combinations);
}

void useless_tell(const Block *block, size_t combinations,
                  Diagnostics *diagnostics)
{
    for (size_t i = 0; i < block->exclude_count; i++)
        tell_never_held(&block->excludes[i], "exclude", block, combinations,
                        diagnostics);
    for (size_t i = 0; i < block->axis_count; i++) {
        const Axis *axis = &block->axes[i];

        tell_never_held(&axis->when, "condition", block, combinations,
                        diagnostics);
        for (size_t j = 0; j < axis->count; j++)
            tell_never_held(&axis->choices[j].when, "condition", block,
                            combinations, diagnostics);
    }
}
