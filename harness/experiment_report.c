// The `report:` block: figures and tables, by the names of their files.
#include "harness/experiment.h"

#include "harness/embedded.h"
#include "harness/value.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = "plots/";

typedef struct {
    char **items;
    size_t count;
    size_t capacity;
} Names;

static void names_release(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

static bool exists(const char *name, const char *ending)
{
    Text path = {0};
    bool found;

    text_printf(&path, "%s%s%s", folder, name, ending);
    found =
        embedded_find(text_string(&path)) || file_exists(text_string(&path));
    text_release(&path);
    return found;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

// "plots/NAME.sql" is a figure's when NAME.gp is there too, else a table's.
static void add_name(Names *names, const char *path, bool table)
{
    size_t length = strlen(path);
    size_t start = sizeof folder - 1;
    char *name;

    if (length < start + 5 || strncmp(path, folder, start) != 0
        || strcmp(path + length - 4, ".sql") != 0)
        return;
    name = memory_text_part(path + start, length - start - 4);
    if (exists(name, ".gp") == table) {
        free(name);
        return;
    }
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0) {
            free(name);
            return;
        }
    names->items = memory_grow(names->items, &names->capacity, names->count + 1,
                               sizeof *names->items);
    names->items[names->count++] = name;
}

static Names known_names(bool table)
{
    Names names = {0};
    glob_t found;

    for (const Embedded *file = embedded_files; file->path; file++)
        add_name(&names, file->path, table);
    if (glob("plots/*.sql", 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_name(&names, found.gl_pathv[i], table);
        globfree(&found);
    }
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, by_text);
    return names;
}

static bool read_item(Plan *plan, const Node *item, Diagnostics *diagnostics)
{
    const Node *key;
    const char *name;
    Names names;
    bool table;
    bool known = false;

    if (item->kind != NODE_MAP || item->count != 1)
        return diagnose(diagnostics, item->span,
                        "write 'figure: NAME' or 'table: NAME'");
    key = node_key(item, 0);
    table = strcmp(key->text, "table") == 0;
    if (!table && strcmp(key->text, "figure") != 0)
        return diagnose(diagnostics, key->span,
                        "'%s' is not known here; write 'figure: NAME' or "
                        "'table: NAME'",
                        key->text);
    name = value_text(node_value(item, 0), key->text, diagnostics);
    if (!name)
        return false;
    names = known_names(table);
    for (size_t i = 0; i < names.count; i++)
        known = known || strcmp(names.items[i], name) == 0;
    if (known)
        plan->items[plan->item_count++] =
            (ReportItem){table, memory_text(name)};
    else
        (void)value_refuse_name(node_value(item, 0)->span, key->text, name,
                                (const char *const *)names.items, names.count,
                                diagnostics);
    names_release(&names);
    return known;
}

bool report_read(Plan *plan, const Node *list, Diagnostics *diagnostics)
{
    bool ok = true;

    if (list->kind != NODE_LIST)
        return diagnose(diagnostics, list->span,
                        "'report' must be a list, not %s",
                        node_kind_text(list));
    plan->items = memory_new(list->count, sizeof *plan->items);
    for (size_t i = 0; i < list->count; i++)
        ok = read_item(plan, &list->items[i], diagnostics) && ok;
    return ok;
}
