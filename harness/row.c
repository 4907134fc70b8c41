#include "harness/row.h"

#include "harness/free_keys.h"
#include "harness/layer_list.h"
#include "harness/value.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// What reading one setting needs; `path` is what the user calls it.
typedef struct {
    Row *row;
    const Schema *schema;
    const char *path;
    Mark key_span;
    const Node *node;
    Diagnostics *diagnostics;
} Reading;

void row_release(Row *row)
{
    for (size_t i = 0; i < row->count; i++)
        setting_release(row->items[i].value);
    free(row->items);
    *row = (Row){0};
}

const Assignment *row_find(const Row *row, const Key *key)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->items[i].key == key)
            return &row->items[i];
    return NULL;
}

// Takes the caller's hold of `value`.
static bool assign(const Reading *reading, const Key *key, const Setting *value)
{
    const Assignment *before = row_find(reading->row, key);
    Row *row = reading->row;

    if (before) {
        setting_release(value);
        (void)diagnose(reading->diagnostics, reading->key_span,
                       "'%s' is set twice here", reading->path);
        return diagnose_also(reading->diagnostics, before->key_span, NULL);
    }
    row->items = memory_grow(row->items, &row->capacity, row->count + 1,
                             sizeof *row->items);
    row->items[row->count++] = (Assignment){.key = key,
                                            .value = value,
                                            .key_span = reading->key_span,
                                            .span = reading->node->span};
    return true;
}

static bool assign_text(const Reading *reading, const char *key,
                        const char *text)
{
    const Setting setting = {.key = key, .kind = VALUE_TEXT, .text = text};

    return assign(reading, schema_find(reading->schema, key),
                  setting_new(&setting));
}

static bool assign_number(const Reading *reading, const char *key,
                          double number)
{
    const Setting setting = {
        .key = key, .kind = VALUE_NUMBER, .number = number};

    return assign(reading, schema_find(reading->schema, key),
                  setting_new(&setting));
}

// `null` takes away the setting, or all below the path.
static bool remove_all(const Reading *reading)
{
    size_t length = strlen(reading->path);
    bool ok = true;

    for (size_t i = 0; i < reading->schema->count; i++) {
        const Key *key = &reading->schema->keys[i];
        bool below = strncmp(key->name, reading->path, length) == 0
                     && (key->name[length] == '.' || key->name[length] == '\0');

        if (below)
            ok = assign(reading, key, NULL) && ok;
    }
    return ok;
}

static bool read_name(const Reading *reading, const Key *key)
{
    const Family *family = &families[key->family];
    const char *text;
    const char **names;
    size_t count;
    bool known;

    text = value_text(reading->node, family->name, reading->diagnostics);
    if (!text)
        return false;
    known = entry_find(family->table, text) != NULL;
    if (!known) {
        names = entry_names(family->table, &count);
        (void)value_refuse_name(reading->node->span, family->name, text, names,
                                count, reading->diagnostics);
        free(names);
    }
    return known && assign_text(reading, key->name, text);
}

// Entries may differ in a setting of the same name: it is enough that one of
// them takes it. What the entry chosen in the end says is asked later.
static bool read_value(const Reading *reading, const Key *key)
{
    const Param *tried = NULL;
    const Setting *value;

    for (size_t i = 0; i < key->count; i++) {
        Diagnostics aside = {0};

        if (key->variants[i].param == tried)
            continue;
        tried = key->variants[i].param;
        value =
            value_read(tried, key->name, reading->path, reading->node, &aside);
        diagnostics_release(&aside);
        if (value)
            return assign(reading, key, value);
    }
    value = value_read(key->variants[0].param, key->name, reading->path,
                       reading->node, reading->diagnostics);
    setting_release(value);
    return false;
}

static bool read_layers(const Reading *reading, const Key *key)
{
    Text json = {0};
    Setting setting = {.key = key->name, .kind = VALUE_JSON};
    bool ok = layer_list_read(reading->node, &json, reading->diagnostics);

    setting.text = text_string(&json);
    ok = ok && assign(reading, key, setting_new(&setting));
    if (ok)
        reading->row->items[reading->row->count - 1].layers = reading->node;
    text_release(&json);
    return ok;
}

// Takes the caller's hold of `value`; NULL is a mistake that was told.
static bool take(const Reading *reading, const Key *key, const Setting *value)
{
    return value && assign(reading, key, value);
}

static bool read_known(const Reading *reading, const Key *key)
{
    if (node_is_null(reading->node))
        return assign(reading, key, NULL);
    if (key->role == KEY_NAME)
        return read_name(reading, key);
    if (key->role == KEY_LAYERS)
        return read_layers(reading, key);
    if (key->role == KEY_COMMAND)
        return take(
            reading, key,
            command_read(key->name, reading->node, reading->diagnostics));
    if (key->role == KEY_FREE)
        return take(
            reading, key,
            free_value_read(key->name, reading->node, reading->diagnostics));
    // Naming how much is naming how: `validation: {last: 5000}`.
    if (key->family == FAMILY_VALIDATION
        && !assign_text(reading, "validation.name", strchr(key->name, '.') + 1))
        return false;
    return read_value(reading, key);
}

// Rotation 10 degrees, shifts 0.1, shear 0.1 degrees, zoom 0.1: what the paper
// is read to have used.
static bool read_augmentation(const Reading *reading)
{
    static const struct {
        const char *key;
        double paper;
    } magnitudes[] = {
        {"augment.rotate", 10},   {"augment.shift_x", 0.1},
        {"augment.shift_y", 0.1}, {"augment.shear", 0.1},
        {"augment.zoom", 0.1},
    };
    static const char *const words[] = {"none", "paper"};
    const char *word =
        value_text(reading->node, "augment", reading->diagnostics);
    bool paper;
    bool ok = true;

    if (!word)
        return false;
    paper = strcmp(word, "paper") == 0;
    if (!paper && strcmp(word, "none") != 0)
        return value_refuse_name(reading->node->span, "augment", word, words, 2,
                                 reading->diagnostics);
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++)
        ok = assign_number(reading, magnitudes[i].key,
                           paper ? magnitudes[i].paper : 0)
             && ok;
    return ok;
}

// `shift` in fractions and `shift_px` in pixels stand for both directions.
static bool read_shift(const Reading *reading, bool pixels)
{
    static const char *const keys[] = {"augment.shift_x", "augment.shift_y"};
    double value;

    if (!value_number(reading->node, reading->path, 0, pixels ? 1024 : 1,
                      &value, reading->diagnostics))
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (!assign_number(reading, keys[i], value))
            return false;
        reading->row->items[reading->row->count - 1].pixels = pixels;
    }
    return true;
}

static bool is_family(const char *path, const Key **name_key,
                      const Schema *schema)
{
    for (int i = 0; i < FAMILIES; i++)
        if (strcmp(families[i].name, path) == 0) {
            Text key = {0};

            text_printf(&key, "%s.name", path);
            *name_key = schema_find(schema, text_string(&key));
            text_release(&key);
            return true;
        }
    return false;
}

// A model of one's own: its name is free.
static bool read_own_model(const Reading *reading)
{
    bool ok = true;

    for (size_t i = 0; i < reading->node->count; i++) {
        const Node *key = node_key(reading->node, i);
        const Node *value = node_value(reading->node, i);
        Reading below = *reading;
        const char *name;

        below.key_span = key->span;
        below.node = value;
        if (strcmp(key->text, "layers") == 0) {
            ok = read_layers(&below,
                             schema_find(reading->schema, "model.layers"))
                 && ok;
        } else if (strcmp(key->text, "name") == 0) {
            name = value_text(value, "model.name", reading->diagnostics);
            ok = name && assign_text(&below, "model.name", name) && ok;
        } else {
            ok = diagnose(reading->diagnostics, key->span,
                          "unknown parameter 'model.%s'", key->text);
            (void)diagnose_hint(reading->diagnostics,
                                "known below model: layers, name");
        }
    }
    if (!node_find(reading->node, "name"))
        ok = diagnose(reading->diagnostics, reading->node->span,
                      "a model of one's own needs a name");
    return ok;
}

static bool read_map(const Reading *reading)
{
    bool ok = true;

    for (size_t i = 0; i < reading->node->count; i++) {
        const Node *key = node_key(reading->node, i);
        Text path = {0};

        text_printf(&path, "%s.%s", reading->path, key->text);
        ok = row_add(reading->row, reading->schema, text_string(&path),
                     key->span, node_value(reading->node, i),
                     reading->diagnostics)
             && ok;
        text_release(&path);
    }
    return ok;
}

static bool refuse_whole(const Reading *reading)
{
    (void)diagnose(reading->diagnostics, reading->node->span,
                   "'%s' must be a map, not %s", reading->path,
                   node_kind_text(reading->node));
    return path_hint_below(reading->schema, reading->path,
                           reading->diagnostics);
}

static bool read_above(const Reading *reading)
{
    const Key *name_key = NULL;
    Reading named = *reading;

    if (node_is_null(reading->node))
        return remove_all(reading);
    if (reading->node->kind == NODE_MAP)
        return read_map(reading);
    if (is_family(reading->path, &name_key, reading->schema))
        return read_name(&named, name_key);
    if (strcmp(reading->path, "augment") == 0)
        return read_augmentation(reading);
    return refuse_whole(reading);
}

bool row_add(Row *row, const Schema *schema, const char *path, Mark key_span,
             const Node *value, Diagnostics *diagnostics)
{
    const Reading reading = {row, schema, path, key_span, value, diagnostics};
    const Key *key = schema_find(schema, path);

    if (!row_path_known(schema, path, key_span, diagnostics))
        return false;
    if (strcmp(path, "augment.shift") == 0)
        return read_shift(&reading, false);
    if (strcmp(path, "augment.shift_px") == 0)
        return read_shift(&reading, true);
    if (strcmp(path, "model") == 0 && value->kind == NODE_MAP
        && node_find(value, "layers"))
        return read_own_model(&reading);
    return key ? read_known(&reading, key) : read_above(&reading);
}

bool row_read(Row *row, const Schema *schema, const Node *map,
              Diagnostics *diagnostics)
{
    bool ok = true;

    if (node_is_null(map))
        return true;
    if (map->kind != NODE_MAP)
        return diagnose(diagnostics, map->span,
                        "settings must be a map, not %s", node_kind_text(map));
    for (size_t i = 0; i < map->count; i++)
        ok = row_add(row, schema, node_key(map, i)->text,
                     node_key(map, i)->span, node_value(map, i), diagnostics)
             && ok;
    return ok;
}
