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
