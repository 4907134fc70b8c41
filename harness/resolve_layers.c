// The layers of a study, laid over each other.
#include "harness/resolve_inside.h"

#include "nets/base/memory.h"

#include <string.h>

static void lay(Resolver *resolver, Row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        Assignment *one = &row->items[i];

        *slot_of(resolver, one->key) =
            one->value ? (Slot){one, row} : (Slot){0};
    }
}

static void lay_all(Resolver *resolver, Row *const *rows, size_t count)
{
    Experiment *experiment = resolver->experiment;

    memset(resolver->slots, 0,
           experiment->schema->count * sizeof *resolver->slots);
    lay(resolver, &experiment->base);
    for (size_t i = 0; i < experiment->defaults_count; i++)
        if (resolver->selected[i])
            lay(resolver, &experiment->defaults[i].row);
    for (size_t i = 0; i < count; i++)
        lay(resolver, rows[i]);
    lay(resolver, &experiment->sets);
}

static bool has_value(const Resolver *resolver, const Defaults *defaults)
{
    const Key *key = defaults->key;
    const Slot *slot = slot_of(resolver, key);
    const Variant *variant;

    if (slot->assignment)
        return setting_equal(slot->assignment->value, defaults->value);
    if (key->role == KEY_NAME) {
        const char *name = families[key->family].fallback;

        return name && strcmp(name, defaults->value->text) == 0;
    }
    variant = key_variant(key, NULL);
    return variant && variant->fallback
           && setting_equal(variant->fallback, defaults->value);
}

// Whether the settings chosen so far choose themselves again.
static bool select_defaults(Resolver *resolver)
{
    bool same = true;

    for (size_t i = 0; i < resolver->experiment->defaults_count; i++) {
        bool now = has_value(resolver, &resolver->experiment->defaults[i]);

        same = same && now == resolver->selected[i];
        resolver->selected[i] = now;
    }
    return same;
}

// Settings for one key may change another's value, and so which settings
// apply: until it stays as it is, or goes round for ever.
bool resolver_lay(Resolver *resolver, Row *const *rows, size_t count)
{
    size_t defaults = resolver->experiment->defaults_count;

    memset(resolver->selected, 0, defaults * sizeof *resolver->selected);
    for (size_t pass = 0; pass < defaults + 2; pass++) {
        lay_all(resolver, rows, count);
        if (select_defaults(resolver))
            return true;
    }
    return diagnose(resolver->diagnostics,
                    resolver->experiment->defaults[0].mark,
                    "these settings change what other settings of "
                    "defaults_for are for, and are changed by them");
}

const Assignment *resolver_assignment(const Resolver *resolver, const char *key)
{
    const Key *found = schema_find(resolver->experiment->schema, key);

    return found ? slot_of(resolver, found)->assignment : NULL;
}

RowLayer *resolver_layers(const Resolver *resolver, Row *const *rows,
                          size_t row_count, const Key *key, size_t *count)
{
    const Experiment *experiment = resolver->experiment;
    size_t defaults = experiment->defaults_count;
    RowLayer *layers = memory_new(defaults + row_count + 2, sizeof *layers);
    RowLayer *next = layers;

    *next++ = (RowLayer){.row = &experiment->base};
    for (size_t i = 0; i < defaults; i++)
        if (resolver->selected[i])
            *next++ = (RowLayer){.row = &experiment->defaults[i].row,
                                 .defaults = &experiment->defaults[i]};
    for (size_t i = 0; i < row_count; i++)
        *next++ = (RowLayer){.row = rows[i]};
    *next++ = (RowLayer){.row = &experiment->sets};
    *count = 0;
    for (const RowLayer *layer = layers; layer < next; layer++) {
        const Assignment *assignment = row_find(layer->row, key);

        if (!assignment)
            continue;
        layers[*count] = *layer;
        layers[(*count)++].assignment = assignment;
    }
    return layers;
}

const Setting *resolver_fallback(const Resolver *resolver, const Key *key)
{
    const Entry *entry =
        key->family == FAMILY_NONE ? NULL : resolver->entries[key->family];
    const Variant *variant = key->role == KEY_NAME && key->count > 0
                                 ? &key->variants[0]
                                 : key_variant(key, entry);

    return variant ? variant->fallback : NULL;
}
