// The blocks of a study that are no settings of a trial: seeds, early_stop,
// expect.
#include "harness/experiment.h"

#include "harness/history.h"
#include "harness/nearest.h"
#include "harness/value.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS_MAX = 1000000, NAMES_MAX = 200 };

static bool add_seed(Seeds *seeds, uint64_t seed)
{
    for (size_t i = 0; i < seeds->count; i++)
        if (seeds->values[i] == seed)
            return false;
    seeds->values = memory_grow(seeds->values, &seeds->capacity,
                                seeds->count + 1, sizeof *seeds->values);
    seeds->values[seeds->count++] = seed;
    return true;
}

static bool count_seeds(Seeds *seeds, const Node *node,
                        Diagnostics *diagnostics)
{
    double count;

    if (!value_integer(node, "seeds", 1, SEEDS_MAX, &count, diagnostics))
        return false;
    seeds->count = (size_t)count;
    seeds->values = memory_new(seeds->count, sizeof *seeds->values);
    for (size_t i = 0; i < seeds->count; i++)
        seeds->values[i] = i + 1;
    return true;
}

bool seeds_read(Seeds *seeds, const Node *node, Diagnostics *diagnostics)
{
    bool ok = true;

    if (node->kind != NODE_LIST)
        return count_seeds(seeds, node, diagnostics);
    if (node->count == 0)
        return diagnose(diagnostics, node->span, "'seeds' is an empty list");
    for (size_t i = 0; i < node->count; i++) {
        double seed;

        if (!value_integer(&node->items[i], "seeds", 0, 0x1p53, &seed,
                           diagnostics))
            ok = false;
        else if (!add_seed(seeds, (uint64_t)seed))
            ok = diagnose(diagnostics, node->items[i].span,
                          "seed %s stands here twice", node->items[i].text);
    }
    return ok;
}

bool experiment_need_map(const Node *node, const char *what,
                         Diagnostics *diagnostics)
{
    return (node->kind == NODE_MAP && node->count > 0)
           || diagnose(
               diagnostics, node->span, "'%s' must be a map, not %s", what,
               node->kind == NODE_MAP ? "an empty one" : node_kind_text(node));
}

bool experiment_need_list(const Node *node, const char *what,
                          Diagnostics *diagnostics)
{
    return (node->kind == NODE_LIST && node->count > 0)
           || diagnose(
               diagnostics, node->span, "'%s' must be a list, not %s", what,
               node->kind == NODE_LIST ? "an empty one" : node_kind_text(node));
}

bool experiment_refuse_key(const Node *key, const char *where,
                           const char *const *names, size_t count,
                           Diagnostics *diagnostics)
{
    (void)diagnose(diagnostics, key->span, "'%s' is not known under %s",
                   key->text, where);
    return experiment_hint_names(key->text, names, count, NULL, diagnostics);
}

bool experiment_hint_names(const char *written, const char *const *names,
                           size_t count, const char *otherwise,
                           Diagnostics *diagnostics)
{
    const char *near = nearest(written, names, count);
    Text list = {0};

    names_text(names, count, &list);
    if (near)
        (void)diagnose_hint(diagnostics, "did you mean '%s'?", near);
    else if (otherwise)
        (void)diagnose_hint(diagnostics, "%s", otherwise);
    else
        (void)diagnose_hint(diagnostics, "known: %s", text_string(&list));
    text_release(&list);
    return false;
}

static bool read_stop(Config *settings, const Node *key, const Node *value,
                      Diagnostics *diagnostics)
{
    const Param *param = param_find(early_stop_params, key->text);
    const char *names[NAMES_MAX];
    const Setting *setting;
    size_t count = 0;
    Text full = {0};

    if (!param) {
        for (; early_stop_params[count].name; count++)
            names[count] = early_stop_params[count].name;
        return experiment_refuse_key(key, "early_stop", names, count,
                                     diagnostics);
    }
    text_printf(&full, "early_stop.%s", key->text);
    setting = value_read(param, text_string(&full), text_string(&full), value,
                         diagnostics);
    if (setting)
        config_share(settings, setting);
    setting_release(setting);
    text_release(&full);
    return setting != NULL;
}

static void fill_stop(Config *settings)
{
    for (const Param *param = early_stop_params; param->name; param++) {
        const Setting *setting;
        Text full = {0};

        text_printf(&full, "early_stop.%s", param->name);
        if (!config_find(settings, text_string(&full))) {
            setting = param_fallback(param, text_string(&full));
            config_share(settings, setting);
            setting_release(setting);
        }
        text_release(&full);
    }
}

bool early_stop_read(Config *settings, const Node *map,
                     Diagnostics *diagnostics)
{
    bool ok = true;

    if (map->kind != NODE_MAP)
        return diagnose(diagnostics, map->span,
                        "'early_stop' must be a map, not %s",
                        node_kind_text(map));
    for (size_t i = 0; i < map->count; i++)
        ok = read_stop(settings, node_key(map, i), node_value(map, i),
                       diagnostics)
             && ok;
    if (!node_find(map, "patience"))
        ok = diagnose(diagnostics, map->span,
                      "'early_stop' needs patience: how many epochs to wait");
    fill_stop(settings);
    return ok;
}

static bool read_metric(const Node *node, Expectation *expectation,
                        Diagnostics *diagnostics)
{
    const char *metric = metric_read(node, diagnostics);

    if (metric)
        expectation->metric = memory_text(metric);
    return metric != NULL;
}

static double *bound_named(Expectation *expectation, const char *name)
{
    if (strcmp(name, "value") == 0)
        return &expectation->value;
    if (strcmp(name, "within") == 0)
        return &expectation->within;
    if (strcmp(name, "at_least") == 0)
        return &expectation->at_least;
    return strcmp(name, "at_most") == 0 ? &expectation->at_most : NULL;
}

// A configuration's settings have one value each, so an expectation's have.
static bool take_match(const Match *match, Expectation *expectation,
                       Diagnostics *diagnostics)
{
    for (size_t i = 0; i < match->count; i++) {
        const Condition *condition = &match->items[i];

        if (condition->count != 1 || !isnan(condition->above)
            || !isnan(condition->below))
            return diagnose(diagnostics, match->mark,
                            "an expectation is for one value of '%s'",
                            condition->key->name);
        config_share(&expectation->match, condition->values[0]);
    }
    return true;
}

static bool check_bounds(const Expectation *expectation, Mark mark,
                         Diagnostics *diagnostics)
{
    bool value = !isnan(expectation->value);
    bool within = !isnan(expectation->within);
    bool bounds = !isnan(expectation->at_least) || !isnan(expectation->at_most);

    if (!expectation->metric)
        return diagnose(diagnostics, mark, "an expectation needs a metric");
    if (value != within)
        return diagnose(diagnostics, mark,
                        "'value' and 'within' go together: value ± within");
    return value != bounds
           || diagnose(diagnostics, mark,
                       "an expectation needs either value and within, or "
                       "at_least, or at_most");
}

static bool check_share(const Node *node, const char *name,
                        Diagnostics *diagnostics)
{
    enum { PERCENT = 100 };
    double value;

    if (!node || !node_number(node, &value) || (value >= 0 && value <= 1))
        return true;
    (void)diagnose(diagnostics, node->span, "'%s' is %g; it must lie in [0, 1]",
                   name, value);
    if (value > 1 && value <= PERCENT)
        return diagnose_hint(diagnostics,
                             "accuracies are shares, from 0 to 1: did you "
                             "mean %g?",
                             value / PERCENT);
    return diagnose_hint(diagnostics, "accuracies are shares, from 0 to 1");
}

// Whether the metric can come to what is expected of it.
static bool check_scale(const Expectation *expectation, const Node *map,
                        Diagnostics *diagnostics)
{
    static const char *const names[] = {"value", "within", "at_least",
                                        "at_most"};
    bool ok = true;

    if (!expectation->metric || !strstr(expectation->metric, "/accuracy"))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ok = check_share(node_find(map, names[i]), names[i], diagnostics) && ok;
    return ok;
}

static bool read_expectation(const Schema *schema, Expectation *expectation,
                             const Node *map, Diagnostics *diagnostics)
{
    Match match = {.mark = map->span};
    bool ok = true;

    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);
        const Node *value = node_value(map, i);
        double *bound = bound_named(expectation, key->text);

        if (bound)
            ok = value_number(value, key->text,
                              bound == &expectation->within ? 0 : -HUGE_VAL,
                              HUGE_VAL, bound, diagnostics)
                 && ok;
        else if (strcmp(key->text, "metric") == 0)
            ok = read_metric(value, expectation, diagnostics) && ok;
        else
            ok = match_add(&match, schema, key->text, key->span, value,
                           diagnostics)
                 && ok;
    }
    ok = ok && check_bounds(expectation, map->span, diagnostics)
         && check_scale(expectation, map, diagnostics)
         && take_match(&match, expectation, diagnostics);
    match_release(&match);
    return ok;
}

bool expect_read(Experiment *experiment, Plan *plan, const Node *list,
                 Diagnostics *diagnostics)
{
    bool ok = true;

    if (list->kind != NODE_LIST)
        return diagnose(diagnostics, list->span,
                        "'expect' must be a list, not %s",
                        node_kind_text(list));
    plan->expectations = memory_new(list->count, sizeof *plan->expectations);
    experiment->expectation_marks =
        memory_new(list->count, sizeof *experiment->expectation_marks);
    for (size_t i = 0; i < list->count; i++) {
        const Node *item = &list->items[i];
        Expectation *expectation = &plan->expectations[plan->expectation_count];

        if (item->kind != NODE_MAP) {
            ok = diagnose(diagnostics, item->span,
                          "an expectation must be a map, not %s",
                          node_kind_text(item));
            continue;
        }
        *expectation = (Expectation){.at_least = (double)NAN,
                                     .at_most = (double)NAN,
                                     .value = (double)NAN,
                                     .within = (double)NAN,
                                     .line = item->span.line};
        experiment->expectation_marks[plan->expectation_count++] = item->span;
        ok =
            read_expectation(experiment->schema, expectation, item, diagnostics)
            && ok;
    }
    return ok;
}
