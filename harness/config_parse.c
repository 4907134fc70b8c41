// Canonical JSON back to a configuration. JSON is YAML, so node.c reads it.
#include "harness/config.h"
#include "harness/node.h"

#include <string.h>

static bool add_node(Config *config, const Node *node, const char *key,
                     Error *err);

static void write_json(const Node *node, Text *json)
{
    bool map = node->kind == NODE_MAP;

    if (node->kind == NODE_SCALAR && node->quoted)
        text_add_json(json, node->text);
    else if (node->kind == NODE_SCALAR)
        text_add(json, node->text);
    if (node->kind == NODE_SCALAR)
        return;
    text_add_char(json, map ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0)
            text_add_char(json, ',');
        if (map) {
            write_json(node_key(node, i), json);
            text_add_char(json, ':');
        }
        write_json(map ? node_value(node, i) : &node->items[i], json);
    }
    text_add_char(json, map ? '}' : ']');
}

static bool add_map(Config *config, const Node *map, const char *key,
                    Error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < map->count; i++) {
        Text below = {0};

        text_printf(&below, "%s%s%s", key, *key ? "." : "",
                    node_key(map, i)->text);
        ok = add_node(config, node_value(map, i), text_string(&below), err);
        text_release(&below);
    }
    return ok;
}

static bool all_numbers(const Node *list, List *numbers)
{
    if (list->count > LIST_MAX)
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (!node_number(&list->items[i], &numbers->values[i]))
            return false;
    numbers->count = (int)list->count;
    return true;
}

static void add_list(Config *config, const Node *list, const char *key)
{
    Setting setting = {.key = key, .kind = VALUE_LIST};
    Text json = {0};

    if (!all_numbers(list, &setting.list)) {
        write_json(list, &json);
        setting = (Setting){
            .key = key, .kind = VALUE_JSON, .text = text_string(&json)};
    }
    config_set(config, &setting);
    text_release(&json);
}

static bool add_scalar(Config *config, const Node *node, const char *key,
                       Error *err)
{
    Setting setting = {.key = key};

    if (node->quoted) {
        setting.kind = VALUE_TEXT;
        setting.text = node->text;
    } else if (strcmp(node->text, "true") == 0
               || strcmp(node->text, "false") == 0) {
        setting.kind = VALUE_BOOL;
        setting.number = node->text[0] == 't';
    } else if (node_number(node, &setting.number)) {
        setting.kind = setting.number == (double)(long long)setting.number
                           ? VALUE_INTEGER
                           : VALUE_NUMBER;
    } else {
        return fail(err, "'%s' has the value %s, which is not JSON", key,
                    node->text);
    }
    config_set(config, &setting);
    return true;
}

static bool add_node(Config *config, const Node *node, const char *key,
                     Error *err)
{
    if (node->kind == NODE_MAP)
        return add_map(config, node, key, err);
    if (node->kind == NODE_SCALAR)
        return add_scalar(config, node, key, err);
    add_list(config, node, key);
    return true;
}

bool config_parse(Config *config, const char *json, Error *err)
{
    const SourceText source = {"configuration", json, strlen(json)};
    Diagnostics diagnostics = {0};
    Node root;
    bool ok;

    *config = (Config){0};
    if (!node_read(&source, &root, &diagnostics)) {
        (void)fail(err, "a configuration cannot be read: %s",
                   diagnostics.items[0].text);
        diagnostics_release(&diagnostics);
        return false;
    }
    ok = root.kind == NODE_MAP ? add_map(config, &root, "", err)
                               : fail(err, "a configuration must be a map");
    node_release(&root);
    if (!ok)
        config_release(config);
    return ok;
}
