#include "harness/experiment.h"

#include "harness/value.h"
#include "nets/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { STUDY_NAME_MAX = 64 };

static void defaults_release(Defaults *defaults)
{
    setting_release(defaults->value);
    row_release(&defaults->row);
}

void experiment_release(Experiment *experiment)
{
    row_release(&experiment->base);
    for (size_t i = 0; i < experiment->defaults_count; i++)
        defaults_release(&experiment->defaults[i]);
    for (size_t i = 0; i < experiment->block_count; i++)
        block_release(&experiment->blocks[i]);
    row_release(&experiment->sets);
    match_release(&experiment->only);
    config_release(&experiment->early_stop);
    free(experiment->defaults);
    free(experiment->blocks);
    free(experiment->seeds.values);
    free(experiment->only_seeds.values);
    free(experiment->expectation_marks);
    free(experiment->item_marks);
    schema_free(experiment->schema);
    *experiment = (Experiment){0};
}

// A folder of results and a word in many commands: nothing that needs quotes.
static bool is_plain_name(const char *name)
{
    if (!isalnum((unsigned char)*name) || strlen(name) > STUDY_NAME_MAX)
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("-_.", *name))
            return false;
    return true;
}

static bool read_study(Experiment *experiment, Plan *plan, const Node *node,
                       Diagnostics *diagnostics)
{
    const char *name = value_text(node, "study", diagnostics);

    (void)experiment;
    if (!name)
        return false;
    if (!is_plain_name(name))
        return diagnose(diagnostics, node->span,
                        "a study's name is made of letters, digits, '-', '_' "
                        "and '.', begins with a letter or digit, and has at "
                        "most %d of them",
                        STUDY_NAME_MAX);
    plan->study = memory_text(name);
    return true;
}

static bool read_description(Experiment *experiment, Plan *plan,
                             const Node *node, Diagnostics *diagnostics)
{
    const char *text = value_text(node, "description", diagnostics);

    (void)experiment;
    if (text)
        plan->description = memory_text(text);
    return text != NULL;
}

static bool read_base(Experiment *experiment, Plan *plan, const Node *node,
                      Diagnostics *diagnostics)
{
    (void)plan;
    return row_read(&experiment->base, experiment->schema, node, diagnostics);
}

static bool sets_own_key(const Defaults *defaults, Diagnostics *diagnostics)
{
    const Assignment *own = row_find(&defaults->row, defaults->key);

    return !own
           || diagnose(diagnostics, own->key_span,
                       "these settings are for one value of '%s'; they cannot "
                       "change it",
                       defaults->key->name);
}

// The settings for one value of a key, as `cnn: {batch_size: 64}`.
static bool read_default(Experiment *experiment, const char *path,
                         const Node *value, const Node *settings,
                         Diagnostics *diagnostics)
{
    Row selector = {0};
    Defaults *defaults;
    bool ok = row_add(&selector, experiment->schema, path, value->span, value,
                      diagnostics);

    if (ok && selector.count != 1)
        ok = diagnose(diagnostics, value->span,
                      "'%s' stands for several settings; name one", path);
    if (ok) {
        experiment->defaults = memory_grow(
            experiment->defaults, &experiment->defaults_capacity,
            experiment->defaults_count + 1, sizeof *experiment->defaults);
        defaults = &experiment->defaults[experiment->defaults_count++];
        defaults->key = selector.items[0].key;
        defaults->value = selector.items[0].value;
        selector.items[0].value = NULL;
        defaults->mark = value->span;
        ok = row_read(&defaults->row, experiment->schema, settings, diagnostics)
             && sets_own_key(defaults, diagnostics);
    }
    row_release(&selector);
    return ok;
}

static bool read_defaults(Experiment *experiment, Plan *plan, const Node *map,
                          Diagnostics *diagnostics)
{
    bool ok = true;

    (void)plan;
    if (map->kind != NODE_MAP)
        return diagnose(diagnostics, map->span,
                        "'defaults_for' must be a map, not %s",
                        node_kind_text(map));
    for (size_t i = 0; i < map->count; i++) {
        const Node *path = node_key(map, i);
        const Node *values = node_value(map, i);

        if (!row_path_known(experiment->schema, path->text, path->span,
                            diagnostics)) {
            ok = false;
            continue;
        }
        if (values->kind != NODE_MAP) {
            ok = diagnose(diagnostics, values->span,
                          "'%s' must be a map of its values to settings, not "
                          "%s",
                          path->text, node_kind_text(values));
            continue;
        }
        for (size_t j = 0; j < values->count; j++)
            ok = read_default(experiment, path->text, node_key(values, j),
                              node_value(values, j), diagnostics)
                 && ok;
    }
    return ok;
}

static bool read_sweep(Experiment *experiment, Plan *plan, const Node *node,
                       Diagnostics *diagnostics)
{
    (void)plan;
    experiment->sweep_mark = node->span;
    return sweep_read(experiment, node, diagnostics);
}

static bool read_seeds(Experiment *experiment, Plan *plan, const Node *node,
                       Diagnostics *diagnostics)
{
    (void)plan;
    return seeds_read(&experiment->seeds, node, diagnostics);
}

static bool read_early_stop(Experiment *experiment, Plan *plan,
                            const Node *node, Diagnostics *diagnostics)
{
    const Node *metric = node_find(node, "metric");

    (void)plan;
    experiment->early_stop_mark = metric ? metric->span : node->span;
    return early_stop_read(&experiment->early_stop, node, diagnostics);
}

static bool read_run(Experiment *experiment, Plan *plan, const Node *node,
                     Diagnostics *diagnostics)
{
    (void)experiment;
    return run_read(&plan->run, node, diagnostics);
}

// What may stand at the top.
static const struct {
    const char *name;
    bool (*read)(Experiment *experiment, Plan *plan, const Node *node,
                 Diagnostics *diagnostics);
} parts[] = {
    {"study", read_study},
    {"description", read_description},
    {"base", read_base},
    {"defaults_for", read_defaults},
    {"sweep", read_sweep},
    {"search", search_read},
    {"objective", objective_read},
    {"prune", prune_read},
    {"early_stop", read_early_stop},
    {"seeds", read_seeds},
    {"confirm", confirm_read},
    {"expect", expect_read},
    {"run", read_run},
    {"report", report_read},
};

enum { PARTS = sizeof parts / sizeof *parts };

static bool refuse_part(const Schema *schema, const Node *key,
                        Diagnostics *diagnostics)
{
    const char *names[PARTS];
    bool setting = schema_find(schema, key->text) != NULL
                   || schema_has_below(schema, key->text);

    for (size_t i = 0; i < PARTS; i++)
        names[i] = parts[i].name;
    (void)diagnose(diagnostics, key->span, "'%s' is not known at the top level",
                   key->text);
    return experiment_hint_names(key->text, names, PARTS,
                                 setting ? "settings go under base:" : NULL,
                                 diagnostics);
}

static bool read_part(Experiment *experiment, Plan *plan, const Node *key,
                      const Node *value, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < PARTS; i++)
        if (strcmp(parts[i].name, key->text) == 0)
            return parts[i].read(experiment, plan, value, diagnostics);
    return refuse_part(experiment->schema, key, diagnostics);
}

bool experiment_read(Experiment *experiment, Plan *plan, const Node *file,
                     Diagnostics *diagnostics)
{
    bool ok = true;

    if (file->kind != NODE_MAP)
        return diagnose(diagnostics, file->span,
                        "an experiment is a map, beginning with 'study: NAME', "
                        "not %s",
                        node_kind_text(file));
    experiment->mark = file->span;
    for (size_t i = 0; i < file->count; i++)
        ok = read_part(experiment, plan, node_key(file, i), node_value(file, i),
                       diagnostics)
             && ok;
    if (experiment->sweep_mark.line > 0 && experiment->search_mark.line > 0) {
        ok = diagnose(diagnostics, experiment->search_mark,
                      "a study has a sweep or a search, not both");
        (void)diagnose_also(diagnostics, experiment->sweep_mark, "sweep");
    }
    if (!node_find(file, "study"))
        ok = diagnose(diagnostics, file->span, "the study has no name")
             || diagnose_hint(diagnostics, "add 'study: NAME'");
    return ok;
}
