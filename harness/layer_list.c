#include "harness/layer_list.h"

#include "harness/config.h"
#include "harness/nearest.h"
#include "harness/schema.h"
#include "harness/value.h"
#include "nets/base/memory.h"
#include "nets/layer.h"

#include <stdlib.h>
#include <string.h>

// The word that stands for as many units as the data has classes.
static const char classes_word[] = "classes";

static bool may_say_classes(const Param *param)
{
    return param->kind == KIND_INT && strcmp(param->name, "units") == 0;
}

static bool refuse_setting(const Entry *layer, const Node *key,
                           Diagnostics *diagnostics)
{
    size_t count = 0;
    const char **names;
    const char *near;
    Text list = {0};

    while (layer->params && layer->params[count].name)
        count++;
    names = memory_new(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = layer->params[i].name;
    near = nearest(key->text, names, count);
    names_text(names, count, &list);
    (void)diagnose(diagnostics, key->span, "layer '%s' has no setting '%s'",
                   layer->name, key->text);
    if (near)
        (void)diagnose_hint(diagnostics, "did you mean '%s'?", near);
    else if (count > 0)
        (void)diagnose_hint(diagnostics, "known: %s", text_string(&list));
    else
        (void)diagnose_hint(diagnostics, "it has none");
    text_release(&list);
    free(names);
    return false;
}

static bool read_setting(const Entry *layer, const Node *key, const Node *value,
                         Config *settings, Diagnostics *diagnostics)
{
    const Param *param = param_find(layer->params, key->text);
    const Setting *setting;

    if (!param)
        return refuse_setting(layer, key, diagnostics);
    if (may_say_classes(param) && value->kind == NODE_SCALAR
        && strcmp(value->text, classes_word) == 0) {
        config_set(settings, &(Setting){.key = key->text,
                                        .kind = VALUE_TEXT,
                                        .text = classes_word});
        return true;
    }
    setting = value_read(param, key->text, key->text, value, diagnostics);
    if (!setting)
        return false;
    config_share(settings, setting);
    setting_release(setting);
    return true;
}

static void set_defaults(const Entry *layer, Config *settings)
{
    for (const Param *param = layer->params; param && param->name; param++) {
        const Setting *setting = param_fallback(param, param->name);

        if (setting)
            config_share(settings, setting);
        setting_release(setting);
    }
}

// A layer is its name, or a map of its name to its settings.
static bool read_layer(const Node *item, Text *json, Diagnostics *diagnostics)
{
    bool map = item->kind == NODE_MAP && item->count == 1;
    const Node *name = map ? node_key(item, 0) : item;
    const Node *given = map ? node_value(item, 0) : NULL;
    Config settings = {0};
    const Entry *layer;
    bool ok = true;

    if (name->kind != NODE_SCALAR || node_is_null(name))
        return diagnose(diagnostics, item->span,
                        "a layer must be its name, or one name: {settings}");
    layer = entry_find(layers, name->text);
    if (!layer) {
        size_t count;
        const char **names = entry_names(layers, &count);

        (void)value_refuse_name(name->span, "layer", name->text, names, count,
                                diagnostics);
        free(names);
        return false;
    }
    if (given && given->kind != NODE_MAP && !node_is_null(given))
        return diagnose(diagnostics, given->span,
                        "the settings of '%s' must be a map, not %s",
                        layer->name, node_kind_text(given));
    set_defaults(layer, &settings);
    for (size_t i = 0; given && given->kind == NODE_MAP && i < given->count;
         i++)
        ok = read_setting(layer, node_key(given, i), node_value(given, i),
                          &settings, diagnostics)
             && ok;
    text_printf(json, "{\"%s\":", layer->name);
    config_json(&settings, json);
    text_add_char(json, '}');
    config_release(&settings);
    return ok;
}

bool layer_list_read(const Node *list, Text *json, Diagnostics *diagnostics)
{
    bool ok = true;

    if (list->kind != NODE_LIST || list->count == 0)
        return diagnose(diagnostics, list->span,
                        "'layers' must be a list of layers, not %s",
                        list->kind == NODE_LIST ? "an empty one"
                                                : node_kind_text(list));
    text_add_char(json, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            text_add_char(json, ',');
        ok = read_layer(&list->items[i], json, diagnostics) && ok;
    }
    text_add_char(json, ']');
    return ok;
}

int layer_list_count(const char *json, const char *kind)
{
    const SourceText source = {"layers", json, strlen(json)};
    Diagnostics diagnostics = {0};
    Node list;
    int count = 0;

    if (node_read(&source, &list, &diagnostics))
        for (size_t i = 0; i < list.count; i++)
            count += strcmp(node_key(&list.items[i], 0)->text, kind) == 0;
    node_release(&list);
    diagnostics_release(&diagnostics);
    return count;
}
