// Settings that a study writes down and no configuration has.
#include "harness/experiment.h"

bool row_names_family(const Row *row, int family)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->items[i].key->role == KEY_NAME
            && row->items[i].key->family == family)
            return true;
    return false;
}

// `strict` is whether being used nowhere is a mistake rather than a warning.
static void tell_unused(const Experiment *experiment, const Row *row,
                        bool strict, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < row->count; i++) {
        const Assignment *one = &row->items[i];
        int family = one->key->family;

        if (one->used > 0 || one->dropped == 0)
            continue;
        if (strict
            || (row == &experiment->base && row_names_family(row, family)))
            (void)diagnose(diagnostics, one->key_span,
                           "'%s' applies to no %s of this study",
                           one->key->name, families[family].name);
        else
            (void)diagnose_warning(diagnostics, one->key_span,
                                   "'%s' applies to no %s of this study",
                                   one->key->name, families[family].name);
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
