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

static void add_column(Columns *columns, const char *path, const Node *key,
                       const Node *list)
{
    columns->items = memory_grow(columns->items, &columns->capacity,
                                 columns->count + 1, sizeof *columns->items);
    columns->items[columns->count++] =
        (Column){memory_text(path), key->span, list};
}

bool columns_find(Columns *columns, const Schema *schema, const char *path,
                  const Node *map, Diagnostics *diagnostics)
{
    bool ok = true;

    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);
        const Node *value = node_value(map, i);
        Text below = {0};

        text_printf(&below, "%s%s%s", path, *path ? "." : "", key->text);
        if (!row_path_known(schema, text_string(&below), key->span,
                            diagnostics)) {
            ok = false;
        } else if (value->kind == NODE_MAP) {
            ok = columns_find(columns, schema, text_string(&below), value,
                              diagnostics)
                 && ok;
        } else if (value->kind == NODE_LIST && value->count > 0) {
            add_column(columns, text_string(&below), key, value);
        } else {
            ok = diagnose(diagnostics, value->span,
                          "'%s' needs a list of values here",
                          text_string(&below));
            (void)diagnose_hint(diagnostics, "a single value belongs in base:");
        }
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
