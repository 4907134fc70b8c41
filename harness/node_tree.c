#include "harness/node.h"

#include "harness/number.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

void node_release(Node *node)
{
    size_t count = node->kind == NODE_MAP ? 2 * node->count : node->count;

    for (size_t i = 0; i < count; i++)
        node_release(&node->items[i]);
    free(node->items);
    free(node->text);
    *node = (Node){0};
}

Node node_copy(const Node *node)
{
    size_t count = node->kind == NODE_MAP ? 2 * node->count : node->count;
    Node copy = *node;

    if (node->text)
        copy.text = memory_text(node->text);
    if (count > 0)
        copy.items = memory_new(count, sizeof *copy.items);
    for (size_t i = 0; i < count; i++)
        copy.items[i] = node_copy(&node->items[i]);
    return copy;
}

const Node *node_find(const Node *map, const char *key)
{
    for (size_t i = 0; map->kind == NODE_MAP && i < map->count; i++)
        if (strcmp(node_key(map, i)->text, key) == 0)
            return node_value(map, i);
    return NULL;
}

bool node_is_null(const Node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted
           && (node->text[0] == '\0' || strcmp(node->text, "~") == 0
               || strcmp(node->text, "null") == 0);
}

bool node_number(const Node *node, double *value)
{
    return node->kind == NODE_SCALAR && !node->quoted
           && number_parse(node->text, value);
}

const char *node_kind_text(const Node *node)
{
    if (node->kind == NODE_MAP)
        return "a map";
    if (node->kind == NODE_LIST)
        return "a list";
    return node_is_null(node) ? "nothing" : "text";
}

static int by_text_and_place(const void *left, const void *right)
{
    const Node *a = *(const Node *const *)left;
    const Node *b = *(const Node *const *)right;
    int texts = strcmp(a->text, b->text);

    if (texts != 0)
        return texts;
    return (a > b) - (a < b);
}

bool node_check_duplicates(const Node *map, Diagnostics *diagnostics)
{
    const Node **keys = memory_new(map->count, sizeof(const Node *));
    bool ok = true;

    for (size_t i = 0; i < map->count; i++)
        keys[i] = node_key(map, i);
    qsort(keys, map->count, sizeof(const Node *), by_text_and_place);
    for (size_t i = 1; i < map->count; i++)
        if (strcmp(keys[i]->text, keys[i - 1]->text) == 0) {
            ok = diagnose(diagnostics, keys[i]->span,
                          "the key '%s' stands here twice", keys[i]->text);
            (void)diagnose_also(diagnostics, keys[i - 1]->span, NULL);
        }
    free(keys);
    return ok;
}
