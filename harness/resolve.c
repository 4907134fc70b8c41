#include "harness/resolve_inside.h"

#include "harness/layer_list.h"
#include "harness/value.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

Resolver *resolver_new(Experiment *experiment, Diagnostics *diagnostics)
{
    Resolver *resolver = memory_new(1, sizeof *resolver);

    resolver->experiment = experiment;
    resolver->diagnostics = diagnostics;
    resolver->slots = memory_new(experiment->schema->count, sizeof(Slot));
    resolver->selected = memory_new(experiment->defaults_count, sizeof(bool));
    return resolver;
}

void resolver_free(Resolver *resolver)
{
    config_release(&resolver->config);
    free(resolver->slots);
    free(resolver->selected);
    free(resolver);
}

static void tally(const Resolver *resolver, size_t *times)
{
    *times += !resolver->part;
}

static bool is_own_model(const Resolver *resolver)
{
    const Key *layers =
        schema_find(resolver->experiment->schema, "model.layers");

    return slot_of(resolver, layers)->assignment != NULL;
}

static bool refuse_missing(const Resolver *resolver, int family)
{
    const Family *one = &families[family];
    size_t count;
    const char **names = entry_names(one->table, &count);
    Text list = {0};

    names_text(names, count, &list);
    (void)diagnose(resolver->diagnostics, resolver->experiment->mark,
                   "no %s is named", one->name);
    (void)diagnose_hint(resolver->diagnostics, "add '%s:' to base (%s)",
                        one->name, text_string(&list));
    text_release(&list);
    free(names);
    return false;
}

static bool find_entry(Resolver *resolver, const Key *key)
{
    const Family *family = &families[key->family];
    const Slot *slot = slot_of(resolver, key);
    const char *name =
        slot->assignment ? slot->assignment->value->text : family->fallback;

    resolver->entries[key->family] = NULL;
    if (!slot->assignment && resolver->own_program)
        return true;
    if (!name)
        return refuse_missing(resolver, key->family);
    if (key->family == FAMILY_MODEL && is_own_model(resolver))
        return true;
    resolver->entries[key->family] = entry_find(family->table, name);
    return resolver->entries[key->family]
           || diagnose(resolver->diagnostics,
                       slot->assignment ? slot->assignment->span
                                        : resolver->experiment->mark,
                       "%s '%s' is not known, and it has no layers",
                       family->name, name);
}

static bool find_entries(Resolver *resolver)
{
    const Schema *schema = resolver->experiment->schema;
    const Key *command = schema_find(schema, "command");
    bool ok = true;

    resolver->own_program = slot_of(resolver, command)->assignment != NULL;
    for (size_t i = 0; i < schema->count; i++)
        if (schema->keys[i].role == KEY_NAME)
            ok = find_entry(resolver, &schema->keys[i]) && ok;
    return ok;
}

static const char *entry_name(const Resolver *resolver, int family)
{
    return resolver->entries[family] ? resolver->entries[family]->name
                                     : "of one's own";
}

// Names those of the family that have the setting.
static bool refuse_inapplicable(const Resolver *resolver, const Key *key,
                                const Assignment *one)
{
    const char *family = families[key->family].name;
    Text having = {0};

    for (size_t i = 0; i < key->count; i++)
        if (key->variants[i].entry)
            text_printf(&having, "%s%s", having.length > 0 ? ", " : "",
                        key->variants[i].entry->name);
    (void)diagnose(resolver->diagnostics, one->key_span,
                   "'%s' does not apply to %s '%s'", key->name, family,
                   entry_name(resolver, key->family));
    if (having.length > 0)
        (void)diagnose_hint(resolver->diagnostics, "it belongs to %s",
                            text_string(&having));
    text_release(&having);
    return false;
}

// Inherited, it is dropped. Written together with the name that does not have
// it, it is a mistake; of base, that is only known at the end.
static bool drop(Resolver *resolver, const Key *key)
{
    const Slot *slot = slot_of(resolver, key);
    const Experiment *experiment = resolver->experiment;
    bool together;

    if (!slot->assignment)
        return true;
    tally(resolver, &slot->assignment->dropped);
    together = row_names_family(slot->row, key->family);
    for (size_t i = 0; i < experiment->defaults_count; i++)
        together = together
                   || (slot->row == &experiment->defaults[i].row
                       && experiment->defaults[i].key->role == KEY_NAME
                       && experiment->defaults[i].key->family == key->family);
    return slot->row == &experiment->base || !together
           || refuse_inapplicable(resolver, key, slot->assignment);
}

static int dropout_layers(const Resolver *resolver, const Variant *variant)
{
    const Key *layers;

    if (variant->fallback)
        return variant->fallback->list.count;
    layers = schema_find(resolver->experiment->schema, "model.layers");
    return layer_list_count(slot_of(resolver, layers)->assignment->value->text,
                            "dropout");
}

// One rate stands for all of the model's dropout layers.
static bool add_dropout(Resolver *resolver, const Variant *variant,
                        const Assignment *one, Config *config)
{
    int layers = dropout_layers(resolver, variant);
    Setting setting = *one->value;
    int rates = setting.list.count;

    if (rates != 1 && rates != layers)
        return diagnose(resolver->diagnostics, one->span,
                        "'dropout' has %d rates, but model '%s' has %d dropout "
                        "layer%s",
                        rates, entry_name(resolver, FAMILY_MODEL), layers,
                        layers == 1 ? "" : "s");
    if (rates == layers) {
        config_share(config, one->value);
        return true;
    }
    setting.list.count = layers;
    for (int i = 1; i < layers && i < LIST_MAX; i++)
        setting.list.values[i] = setting.list.values[0];
    config_set(config, &setting);
    return true;
}

// The side of the images that augmentation gets, or 0 where only reading them
// tells: all sets that go by a name are 28 pixels wide and high.
static double image_side(const Resolver *resolver)
{
    enum { NAMED_SIDE = 28 };
    const Entry *entry = resolver->entries[FAMILY_DATASET];
    const Key *size = schema_find(resolver->experiment->schema, "input.size");
    const Assignment *given = slot_of(resolver, size)->assignment;
    const Variant *variant = key_variant(size, resolver->entries[FAMILY_MODEL]);
    double side = given     ? given->value->number
                  : variant ? variant->fallback->number
                            : 0;

    if (side > 0)
        return side;
    return entry && !param_find(entry->params, "path") ? NAMED_SIDE : 0;
}

static bool add_pixels(Resolver *resolver, const Assignment *one,
                       const Variant *variant, Config *config)
{
    double side = image_side(resolver);
    Setting setting = *one->value;

    if (side == 0) {
        (void)diagnose(resolver->diagnostics, one->key_span,
                       "a shift in pixels needs the images' side, which is "
                       "not known here");
        return diagnose_hint(resolver->diagnostics,
                             "set input.size, or write shift as a fraction");
    }
    setting.number /= side;
    if (!value_suits(variant->param, &setting, one->span,
                     resolver->diagnostics))
        return false;
    config_set(config, &setting);
    return true;
}

static bool refuse_left_out(const Resolver *resolver, const Key *key)
{
    const Schema *schema = resolver->experiment->schema;
    Mark mark = resolver->experiment->mark;

    for (size_t i = 0; i < schema->count; i++)
        if (schema->keys[i].role == KEY_NAME
            && schema->keys[i].family == key->family
            && resolver->slots[i].assignment)
            mark = resolver->slots[i].assignment->span;
    return diagnose(resolver->diagnostics, mark, "%s '%s' needs '%s'",
                    families[key->family].name,
                    entry_name(resolver, key->family), key->name);
}

// Whether what the key depends on is not named: of a part, it may not have
// been chosen yet; to a program of one's own, it need not be told.
static bool is_open(const Resolver *resolver, const Key *key)
{
    return key->family != FAMILY_NONE && !resolver->entries[key->family]
           && (key->family != FAMILY_MODEL || !is_own_model(resolver));
}

// Whether it is for a program of one's own to say what the setting means.
static bool is_plain(const Resolver *resolver, const Key *key)
{
    return key->role == KEY_FREE || key->role == KEY_COMMAND
           || (resolver->own_program && is_open(resolver, key));
}

static void add_plain(Resolver *resolver, const Key *key, Config *config)
{
    Assignment *one = slot_of(resolver, key)->assignment;

    if (one)
        tally(resolver, resolver->own_program ? &one->used : &one->dropped);
    if (one && resolver->own_program)
        config_share(config, one->value);
}

static bool add_value(Resolver *resolver, const Key *key, Config *config)
{
    const Entry *entry =
        key->family == FAMILY_NONE ? NULL : resolver->entries[key->family];
    const Variant *variant = key_variant(key, entry);
    Assignment *one = slot_of(resolver, key)->assignment;

    // Of what the file does not say, its program has its own opinion; but how
    // many epochs there will be, both must know.
    if (!one && resolver->own_program && strcmp(key->name, "epochs") != 0)
        return true;
    if (!variant)
        return drop(resolver, key);
    if (!one && variant->fallback)
        config_share(config, variant->fallback);
    if (!one)
        return variant->fallback || !variant->param
               || variant->param->kind != KIND_TEXT
               || refuse_left_out(resolver, key);
    tally(resolver, &one->used);
    if (one->pixels)
        return add_pixels(resolver, one, variant, config);
    if (key->role == KEY_VALUE
        && !value_suits(variant->param, one->value, one->span,
                        resolver->diagnostics))
        return false;
    if (variant->param && variant->param->kind == KIND_LIST
        && key->family == FAMILY_MODEL && strcmp(key->name, "dropout") == 0)
        return add_dropout(resolver, variant, one, config);
    config_share(config, one->value);
    return true;
}

static void add_name(const Resolver *resolver, const Key *key, Config *config)
{
    Assignment *one = slot_of(resolver, key)->assignment;

    if (one) {
        tally(resolver, &one->used);
        config_share(config, one->value);
        return;
    }
    if (!resolver->own_program)
        config_share(config, key->variants[0].fallback);
}

static bool add_all(Resolver *resolver)
{
    const Schema *schema = resolver->experiment->schema;
    const Config *stop = &resolver->experiment->early_stop;
    Config *made = &resolver->config;
    bool ok = true;

    for (size_t i = 0; i < schema->count; i++) {
        const Key *key = &schema->keys[i];

        if (is_plain(resolver, key) && key->role != KEY_NAME)
            add_plain(resolver, key, made);
        else if (resolver->part && is_open(resolver, key))
            continue;
        else if (key->role == KEY_NAME)
            add_name(resolver, key, made);
        else
            ok = add_value(resolver, key, made) && ok;
    }
    for (size_t i = 0; i < stop->count; i++)
        config_share(made, stop->settings[i]);
    return ok;
}

bool resolve(Resolver *resolver, Row *const *rows, size_t count, Config *config)
{
    bool ok;

    *config = (Config){0};
    config_clear(&resolver->config);
    ok = resolver_lay(resolver, rows, count) && find_entries(resolver)
         && add_all(resolver);
    if (ok)
        *config = config_copy(&resolver->config);
    return ok;
}

const Config *resolve_part(Resolver *resolver, Row *const *rows, size_t count)
{
    Diagnostics *diagnostics = resolver->diagnostics;
    Diagnostics aside = {0};

    config_clear(&resolver->config);
    resolver->part = true;
    resolver->diagnostics = &aside;
    (void)resolver_lay(resolver, rows, count);
    (void)find_entries(resolver);
    (void)add_all(resolver);
    resolver->part = false;
    resolver->diagnostics = diagnostics;
    diagnostics_release(&aside);
    return &resolver->config;
}
