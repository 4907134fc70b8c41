#include "harness/layers.h"

#include "harness/bind.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"

#include <stdlib.h>
#include <string.h>

// The end of the JSON string that begins at `at`.
static const char *string_end(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

// The end of the JSON value that begins at `at`: what stands at depth 0.
static const char *value_end(const char *at)
{
    int depth = 0;

    while (*at) {
        if (*at == '"') {
            at = string_end(at);
        } else {
            if (depth == 0 && (*at == ',' || *at == ']' || *at == '}'))
                return at;
            depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
            at++;
        }
        if (depth == 0 && (at[-1] == '}' || at[-1] == ']' || at[-1] == '"'))
            return at;
    }
    return at;
}

// A layer's setting "classes" becomes their number.
static void count_classes(Config *config, const Entry *entry, int classes)
{
    for (const Param *param = entry->params; param && param->name; param++) {
        Text key = {0};
        const Setting *setting;

        text_printf(&key, "%s.%s", entry->name, param->name);
        setting = config_find(config, text_string(&key));
        if (param->kind == KIND_INT && setting && setting->kind == VALUE_TEXT
            && strcmp(setting->text, "classes") == 0)
            config_set(config, &(Setting){.key = key.data,
                                          .kind = VALUE_INTEGER,
                                          .number = classes});
        text_release(&key);
    }
}

static bool add_layer(const char *name, Config *config, Network *network,
                      int classes, Error *err)
{
    const Entry *entry = entry_find(layers, name);
    Layer *layer;

    if (!entry)
        return fail(err, "unknown layer '%s'", name);
    count_classes(config, entry, classes);
    layer = layer_new((const LayerType *)(const void *)entry);
    network_add(network, layer);
    return bind_settings(config, name, entry->params, layer, err);
}

// "flatten", or {"dense":{"units":10}}.
static bool read_layer(const char *json, Network *network, int classes,
                       Error *err)
{
    const char *quote = strchr(json, '"');
    const char *end = quote ? string_end(quote) : NULL;
    Config config = {0};
    char *name;
    bool ok;

    if (!end)
        return fail(err, "a layer without a name: %s", json);
    name = memory_text_part(quote + 1, (size_t)(end - quote) - 2);
    ok = (*json != '{' || config_parse(&config, json, err))
         && add_layer(name, &config, network, classes, err);
    free(name);
    config_release(&config);
    return ok;
}

bool layers_add(const char *json, Network *network, int classes, Error *err)
{
    bool ok = *json == '[' || fail(err, "layers must be a list: %s", json);

    while (ok && *json && *json != ']' && *++json != ']') {
        const char *end = value_end(json);
        char *one = memory_text_part(json, (size_t)(end - json));

        ok = read_layer(one, network, classes, err);
        free(one);
        json = end;
    }
    return ok;
}
