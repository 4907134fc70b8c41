// The `report:` block: figures and tables, by the names of their files.
#include "harness/experiment.h"

#include "harness/plots.h"
#include "harness/value.h"
#include "nets/base/memory.h"

#include <string.h>

static bool read_item(Plan *plan, const Node *item, Diagnostics *diagnostics)
{
    const Node *key;
    const char *name;
    bool table;
    Error why;

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
    if (!plots_check(name, !table, &why))
        return diagnose(diagnostics, node_value(item, 0)->span, "%s",
                        why.message);
    plan->items[plan->item_count++] = (ReportItem){table, memory_text(name)};
    return true;
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
