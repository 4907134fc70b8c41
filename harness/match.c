// Partial matches: of exclude, expect and --only.
#include "harness/experiment.h"

#include "harness/value.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void match_release(Match *match)
{
    for (size_t i = 0; i < match->count; i++) {
        Condition *condition = &match->items[i];

        for (size_t j = 0; j < condition->count; j++)
            setting_release(condition->values[j]);
        free(condition->values);
    }
    free(match->items);
    *match = (Match){0};
}

static Condition *condition_for(Match *match, const Key *key)
{
    for (size_t i = 0; i < match->count; i++)
        if (match->items[i].key == key)
            return &match->items[i];
    match->items = memory_grow(match->items, &match->capacity, match->count + 1,
                               sizeof *match->items);
    match->items[match->count] =
        (Condition){.key = key, .above = (double)NAN, .below = (double)NAN};
    return &match->items[match->count++];
}

// Moves the row's values into conditions, as further alternatives.
static void take_values(Match *match, Row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        Condition *condition = condition_for(match, row->items[i].key);

        condition->values =
            memory_grow(condition->values, &condition->capacity,
                        condition->count + 1, sizeof(const Setting *));
        condition->values[condition->count++] = row->items[i].value;
        row->items[i].value = NULL;
    }
}

static bool add_value(Match *match, const Schema *schema, const char *path,
                      Mark key_mark, const Node *value,
                      Diagnostics *diagnostics)
{
    Row row = {0};
    bool ok;

    if (node_is_null(value))
        return diagnose(diagnostics, value->span, "'%s' needs a value to match",
                        path);
    ok = row_add(&row, schema, path, key_mark, value, diagnostics);
    for (size_t i = 0; i < row.count; i++)
        if (row.items[i].pixels)
            ok = diagnose(diagnostics, key_mark,
                          "'%s' cannot be matched; write augment.shift_x and "
                          "shift_y as fractions",
                          path);
    if (ok)
        take_values(match, &row);
    row_release(&row);
    return ok;
}

static bool takes_lists(const Key *key)
{
    if (key && key->role == KEY_COMMAND)
        return true;
    return key && key->role == KEY_VALUE && key->variants[0].param
           && key->variants[0].param->kind == KIND_LIST;
}

// Whether a list means "any of these" rather than one value that is a list.
static bool is_alternatives(const Key *key, const Node *node)
{
    return node->kind == NODE_LIST
           && (!takes_lists(key)
               || (node->count > 0 && node->items[0].kind == NODE_LIST));
}

static bool add_alternatives(Match *match, const Schema *schema,
                             const char *path, Mark key_mark, const Node *list,
                             Diagnostics *diagnostics)
{
    bool ok = true;

    if (list->count == 0)
        return diagnose(diagnostics, list->span, "'%s' has no values to match",
                        path);
    if (strcmp(path, "augment") == 0)
        return diagnose(diagnostics, list->span,
                        "'augment' stands for several settings, so it takes "
                        "no list here");
    for (size_t i = 0; i < list->count; i++)
        ok = add_value(match, schema, path, key_mark, &list->items[i],
                       diagnostics)
             && ok;
    return ok;
}

static bool is_bounds(const Node *node)
{
    return node->kind == NODE_MAP
           && (node_find(node, "above") || node_find(node, "below"));
}

static bool add_bounds(Match *match, const Key *key, const Node *bounds,
                       Diagnostics *diagnostics)
{
    Condition *condition = condition_for(match, key);
    bool ok = true;

    for (size_t i = 0; i < bounds->count; i++) {
        const char *word = node_key(bounds, i)->text;
        double value = 0;

        if (strcmp(word, "above") != 0 && strcmp(word, "below") != 0) {
            ok = diagnose(diagnostics, node_key(bounds, i)->span,
                          "'%s' is not known here; write above or below", word);
            continue;
        }
        ok = value_number(node_value(bounds, i), word, -HUGE_VAL, HUGE_VAL,
                          &value, diagnostics)
             && ok;
        *(word[0] == 'a' ? &condition->above : &condition->below) = value;
    }
    return ok;
}

static bool is_number_key(const Key *key)
{
    const Param *param = key ? key->variants[0].param : NULL;

    return key && (key->role == KEY_VALUE || key->role == KEY_FREE) && param
           && (param->kind == KIND_FLOAT || param->kind == KIND_INT);
}

static bool add_below(Match *match, const Schema *schema, const char *path,
                      const Node *map, Diagnostics *diagnostics)
{
    bool ok = true;

    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);
        Text below = {0};

        text_printf(&below, "%s%s%s", path, *path ? "." : "", key->text);
        ok = match_add(match, schema, text_string(&below), key->span,
                       node_value(map, i), diagnostics)
             && ok;
        text_release(&below);
    }
    return ok;
}

bool match_add(Match *match, const Schema *schema, const char *path,
               Mark key_mark, const Node *value, Diagnostics *diagnostics)
{
    const Key *key = schema_find(schema, path);

    if (!row_path_known(schema, path, key_mark, diagnostics))
        return false;
    if (is_bounds(value))
        return is_number_key(key)
                   ? add_bounds(match, key, value, diagnostics)
                   : diagnose(diagnostics, value->span,
                              "'%s' is no number, so nothing is above or "
                              "below it",
                              path);
    if (value->kind == NODE_MAP && !key)
        return add_below(match, schema, path, value, diagnostics);
    if (is_alternatives(key, value))
        return add_alternatives(match, schema, path, key_mark, value,
                                diagnostics);
    return add_value(match, schema, path, key_mark, value, diagnostics);
}

bool match_read(Match *match, const Schema *schema, const Node *map,
                Diagnostics *diagnostics)
{
    match->mark = map->span;
    if (map->kind != NODE_MAP || map->count == 0)
        return diagnose(
            diagnostics, map->span, "a match must be a map of settings, not %s",
            map->kind == NODE_MAP ? "an empty one" : node_kind_text(map));
    return add_below(match, schema, "", map, diagnostics);
}

// A list of one rate stands for as many as there are.
static bool lists_match(const List *wanted, const List *have)
{
    if (wanted->count != 1 && wanted->count != have->count)
        return false;
    for (int i = 0; i < have->count; i++)
        if (have->values[i] != wanted->values[wanted->count == 1 ? 0 : i])
            return false;
    return true;
}

static bool value_matches(const Key *key, const Setting *wanted,
                          const Setting *have)
{
    // Only dropout's rates are written out to as many as there are layers.
    if (wanted->kind == VALUE_LIST && have->kind == VALUE_LIST
        && strcmp(key->name, "dropout") == 0)
        return lists_match(&wanted->list, &have->list);
    return setting_equal(wanted, have);
}

// A free setting may be a number here and a text there.
static bool has_number(const Setting *setting)
{
    return setting->kind == VALUE_NUMBER || setting->kind == VALUE_INTEGER;
}

static bool condition_holds(const Condition *condition, const Config *config)
{
    const Setting *have = config_find(config, condition->key->name);

    if (!have)
        return false;
    if (!isnan(condition->above)
        && !(has_number(have) && have->number > condition->above))
        return false;
    if (!isnan(condition->below)
        && !(has_number(have) && have->number < condition->below))
        return false;
    for (size_t i = 0; i < condition->count; i++)
        if (value_matches(condition->key, condition->values[i], have))
            return true;
    return condition->count == 0;
}

bool match_holds(const Match *match, const Config *config)
{
    for (size_t i = 0; i < match->count; i++)
        if (!condition_holds(&match->items[i], config))
            return false;
    return true;
}
