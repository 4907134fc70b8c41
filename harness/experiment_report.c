// The `report:` block: figures and tables, by the names of their files, each
// perhaps under a name of its own and of some configurations only.
#include "harness/experiment.h"

#include "harness/plots.h"
#include "harness/value.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_kind(const char *key)
{
    return strcmp(key, "figure") == 0 || strcmp(key, "table") == 0;
}

static bool read_shown(ReportItem *item, const Node *key, const Node *value,
                       Diagnostics *diagnostics)
{
    const char *name;
    Error why;

    if (item->name)
        return diagnose(diagnostics, key->span,
                        "a row is one figure or one table");
    item->table = strcmp(key->text, "table") == 0;
    name = value_text(value, key->text, diagnostics);
    if (!name)
        return false;
    item->name = memory_text(name);
    return plots_check(name, !item->table, &why)
           || diagnose(diagnostics, value->span, "%s", why.message);
}

// The report's own files are index.html and report.md.
static bool is_taken(const char *name)
{
    return strcmp(name, "index") == 0 || strcmp(name, "report") == 0
           || plots_has(name, "sql");
}

static bool read_called(ReportItem *item, const Node *value,
                        Diagnostics *diagnostics)
{
    const char *name = value_text(value, "name", diagnostics);

    if (!name)
        return false;
    item->called = memory_text(name);
    if (!plots_is_name(name))
        return diagnose(diagnostics, value->span,
                        "a figure's or table's name is made of letters, "
                        "digits, '-' and '_', and has at most 63 of them");
    return !is_taken(name)
           || diagnose(diagnostics, value->span,
                       "'%s' is the name of another part of the report", name);
}

// The settings themselves are kept, whatever becomes of the file's text.
static bool take_match(ReportItem *item, const Match *match,
                       Diagnostics *diagnostics)
{
    size_t capacity = 0;

    for (size_t i = 0; i < match->count; i++) {
        const Condition *condition = &match->items[i];

        if (!isnan(condition->above) || !isnan(condition->below))
            return diagnose(diagnostics, match->mark,
                            "'only' takes the values of '%s' themselves, "
                            "nothing above or below",
                            condition->key->name);
        for (size_t j = 0; j < condition->count; j++) {
            item->only =
                memory_grow(item->only, &capacity, item->only_count + 1,
                            sizeof(const Setting *));
            item->only[item->only_count++] = setting_new(condition->values[j]);
        }
    }
    return true;
}

static bool read_only(const Experiment *experiment, ReportItem *item,
                      const Node *map, Diagnostics *diagnostics)
{
    Match match = {0};
    bool ok = match_read(&match, experiment->schema, map, diagnostics)
              && take_match(item, &match, diagnostics);

    match_release(&match);
    return ok;
}

static bool read_key(const Experiment *experiment, ReportItem *item,
                     const Node *key, const Node *value,
                     Diagnostics *diagnostics)
{
    if (is_kind(key->text))
        return read_shown(item, key, value, diagnostics);
    if (strcmp(key->text, "name") == 0)
        return read_called(item, value, diagnostics);
    if (strcmp(key->text, "only") == 0)
        return read_only(experiment, item, value, diagnostics);
    return diagnose(diagnostics, key->span,
                    "'%s' is not known here; write 'figure: NAME' or "
                    "'table: NAME', and perhaps name and only",
                    key->text);
}

// What the keys come to together.
static bool check_item(const Plan *plan, ReportItem *item, const Node *map,
                       Diagnostics *diagnostics)
{
    const Node *only = node_find(map, "only");

    if (!item->name)
        return diagnose(diagnostics, map->span,
                        "write 'figure: NAME' or 'table: NAME'");
    if (only && !item->called)
        return diagnose(diagnostics, map->span,
                        "a %s of some configurations only needs a name of its "
                        "own: name: NAME",
                        item->table ? "table" : "figure");
    if (only && !plots_can_limit(item->name))
        return diagnose(diagnostics, only->span,
                        "the %s '%s' cannot be limited: plots/%s.sql does not "
                        "mind :only",
                        item->table ? "table" : "figure", item->name,
                        item->name);
    if (!item->called)
        item->called = memory_text(item->name);
    for (const ReportItem *other = plan->items; other < item; other++)
        if (node_find(map, "name") && other->called
            && strcmp(other->called, item->called) == 0)
            return diagnose(diagnostics, map->span,
                            "another row of 'report' has the name '%s'",
                            item->called);
    return true;
}

static bool read_item(Experiment *experiment, Plan *plan, const Node *map,
                      Diagnostics *diagnostics)
{
    ReportItem *item = &plan->items[plan->item_count];
    bool ok = true;

    if (map->kind != NODE_MAP)
        return diagnose(diagnostics, map->span,
                        "write 'figure: NAME' or 'table: NAME'");
    for (size_t i = 0; i < map->count; i++)
        ok = read_key(experiment, item, node_key(map, i), node_value(map, i),
                      diagnostics)
             && ok;
    experiment->item_marks[plan->item_count++] = map->span;
    return ok && check_item(plan, item, map, diagnostics);
}

bool report_read(Experiment *experiment, Plan *plan, const Node *list,
                 Diagnostics *diagnostics)
{
    bool ok = true;

    if (list->kind != NODE_LIST)
        return diagnose(diagnostics, list->span,
                        "'report' must be a list, not %s",
                        node_kind_text(list));
    plan->items = memory_new(list->count, sizeof *plan->items);
    experiment->item_marks =
        memory_new(list->count, sizeof *experiment->item_marks);
    for (size_t i = 0; i < list->count; i++)
        ok = read_item(experiment, plan, &list->items[i], diagnostics) && ok;
    return ok;
}

// Settings of the same key are alternatives and stand side by side.
static bool is_shown(const ReportItem *item, const Config *config)
{
    bool all = true;

    for (size_t i = 0; all && i < item->only_count;) {
        const char *key = item->only[i]->key;
        const Setting *have = config_find(config, key);

        for (all = false;
             i < item->only_count && strcmp(item->only[i]->key, key) == 0; i++)
            all |= have && setting_equal(item->only[i], have);
    }
    return all;
}

// Of a part of the study nothing can be said.
void report_tell_empty(const Experiment *experiment, const Plan *plan,
                       Diagnostics *diagnostics)
{
    if (experiment->only.count > 0 || experiment->sets.count > 0
        || plan->growing)
        return;
    for (size_t i = 0; i < plan->item_count; i++) {
        bool found = false;

        for (size_t j = 0; !found && j < plan->config_count; j++)
            found = is_shown(&plan->items[i], &plan->configs[j].config);
        if (!found)
            (void)diagnose(diagnostics, experiment->item_marks[i],
                           "'only' leaves none of the %zu configurations",
                           plan->config_count);
    }
}
