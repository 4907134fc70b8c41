#include "harness/columns.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

void columns_release(Columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        free(columns->items[i].path);
    free(columns->items);
}

static bool add_column(Columns *columns, const char *path, const Node *key,
                       const Node *list, const Node *when)
{
    columns->items = memory_grow(columns->items, &columns->capacity,
                                 columns->count + 1, sizeof *columns->items);
    columns->items[columns->count++] =
        (Column){memory_text(path), key->span, list, when};
    return true;
}

static bool refuse_single(const char *path, const Node *value,
                          Diagnostics *diagnostics)
{
    (void)diagnose(diagnostics, value->span, "'%s' needs a list of values here",
                   path);
    return diagnose_hint(diagnostics, "a single value belongs in base:");
}

static bool is_list(const Node *node)
{
    return node && node->kind == NODE_LIST && node->count > 0;
}

static bool add_conditional(Columns *columns, const char *path, const Node *key,
                            const Node *map, Diagnostics *diagnostics)
{
    const Node *values = node_find(map, "values");
    bool ok = true;

    for (size_t i = 0; i < map->count; i++)
        if (node_value(map, i) != values
            && strcmp(node_key(map, i)->text, "when") != 0)
            ok = diagnose(diagnostics, node_key(map, i)->span,
                          "'%s' is not known here; write {values: [...], "
                          "when: {...}}",
                          node_key(map, i)->text);
    if (!ok)
        return false;
    if (!is_list(values))
        return refuse_single(path, values ? values : map, diagnostics);
    return add_column(columns, path, key, values, node_find(map, "when"));
}

static bool find_column(Columns *columns, const Schema *schema,
                        const char *path, const Node *key, const Node *value,
                        Diagnostics *diagnostics)
{
    if (!row_path_known(schema, path, key->span, diagnostics))
        return false;
    if (value->kind == NODE_MAP
        && (node_find(value, "values") || node_find(value, "when")))
        return add_conditional(columns, path, key, value, diagnostics);
    if (value->kind == NODE_MAP)
        return columns_find(columns, schema, path, value, diagnostics);
    return is_list(value) ? add_column(columns, path, key, value, NULL)
                          : refuse_single(path, value, diagnostics);
}

bool columns_find(Columns *columns, const Schema *schema, const char *path,
                  const Node *map, Diagnostics *diagnostics)
{
    bool ok = true;

    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);
        Text below = {0};

        if (!*path && strcmp(key->text, "when") == 0) {
            columns->when = node_value(map, i);
            continue;
        }
        text_printf(&below, "%s%s%s", path, *path ? "." : "", key->text);
        ok = find_column(columns, schema, text_string(&below), key,
                         node_value(map, i), diagnostics)
             && ok;
        text_release(&below);
    }
    return ok;
}

void choice_label(Text *label, const char *path, const Node *node,
                  const Row *row, size_t first)
{
    if (label->length > 0)
        text_add_char(label, ' ');
    if (node->kind == NODE_SCALAR && row->count == first + 1
        && row->items[first].key->role == KEY_NAME) {
        text_add(label, node->text);
        return;
    }
    if (node->kind == NODE_SCALAR && row->count > first + 1) {
        text_printf(label, "%s=%s", path, node->text);
        return;
    }
    for (size_t i = first; i < row->count; i++) {
        if (i > first)
            text_add_char(label, ' ');
        setting_key_text(row->items[i].key->name, label);
        text_add_char(label, '=');
        if (!row->items[i].value)
            text_add(label, "default");
        else if (row->items[i].value->kind == VALUE_JSON)
            text_add(label, "own");
        else
            setting_text(row->items[i].value, label);
    }
}
