// How a study chooses among its trials: objective, prune, confirm.
#include "harness/experiment.h"

#include "harness/value.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { EPOCHS_MAX = 100000, TOP_MAX = 10000 };

static const char *const metrics[] = {
    "test/accuracy", "test/loss",           "train/accuracy",
    "train/loss",    "validation/accuracy", "validation/loss",
};

enum { METRICS = sizeof metrics / sizeof *metrics };

const char *metric_read(const Node *node, Diagnostics *diagnostics)
{
    const char *text = value_text(node, "metric", diagnostics);

    if (!text)
        return NULL;
    for (size_t i = 0; i < METRICS; i++)
        if (strcmp(metrics[i], text) == 0)
            return metrics[i];
    (void)value_refuse_name(node->span, "metric", text, metrics, METRICS,
                            diagnostics);
    return NULL;
}

// One of a few words; -1 after telling why not.
static int read_word(const Node *node, const char *name,
                     const char *const *words, size_t count,
                     Diagnostics *diagnostics)
{
    const char *text = value_text(node, name, diagnostics);

    if (!text)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return (int)i;
    (void)value_refuse_name(node->span, name, text, words, count, diagnostics);
    return -1;
}

static bool is_loss(const char *metric)
{
    return strstr(metric, "/loss") != NULL;
}

bool objective_read(Experiment *experiment, Plan *plan, const Node *map,
                    Diagnostics *diagnostics)
{
    static const char *const names[] = {"metric", "goal"};
    static const char *const goals[] = {"max", "min"};
    Objective *objective = &plan->objective;
    const Node *goal;
    bool ok = true;
    int which;

    if (!experiment_need_map(map, "objective", diagnostics))
        return false;
    experiment->objective_mark = map->span;
    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);

        if (strcmp(key->text, "metric") == 0) {
            objective->metric = metric_read(node_value(map, i), diagnostics);
            ok = objective->metric && ok;
        } else if (strcmp(key->text, "goal") != 0) {
            ok = experiment_refuse_key(key, "objective", names, 2, diagnostics);
        }
    }
    if (!ok || !objective->metric)
        return false;
    objective->minimize = is_loss(objective->metric);
    goal = node_find(map, "goal");
    which = goal ? read_word(goal, "goal", goals, 2, diagnostics)
                 : objective->minimize;
    if (which >= 0 && objective->minimize != (which == 1))
        (void)diagnose_warning(diagnostics, goal->span,
                               "the best '%s' is the %s one", objective->metric,
                               objective->minimize ? "smallest" : "largest");
    objective->minimize = which == 1;
    return which >= 0;
}

static bool read_whole(const Node *node, const char *name, double least,
                       int *value, Diagnostics *diagnostics)
{
    double number = 0;

    if (!value_integer(node, name, least, EPOCHS_MAX, &number, diagnostics))
        return false;
    *value = (int)number;
    return true;
}

enum { PRUNE_METHOD, PRUNE_UNIT, PRUNE_MIN, PRUNE_MAX, PRUNE_ETA, PRUNE_KEYS };
static const char *const prune_keys[PRUNE_KEYS] = {
    [PRUNE_METHOD] = "method", [PRUNE_UNIT] = "unit", [PRUNE_MIN] = "min",
    [PRUNE_MAX] = "max",       [PRUNE_ETA] = "eta",
};

static bool read_method(Prune *prune, const Node *node,
                        Diagnostics *diagnostics)
{
    size_t count = 0;
    int which;

    // The first is `none`.
    while (prune_methods[count + 1])
        count++;
    which = read_word(node, "method", prune_methods + 1, count, diagnostics);
    prune->method = (PruneMethod)(which + 1);
    return which >= 0;
}

static bool read_prune_key(Experiment *experiment, Prune *prune,
                           const Node *key, const Node *value,
                           Diagnostics *diagnostics)
{
    static const char *const units[] = {"epoch"};
    int which = 0;

    while (which < PRUNE_KEYS && strcmp(prune_keys[which], key->text) != 0)
        which++;
    switch (which) {
    case PRUNE_METHOD:
        return read_method(prune, value, diagnostics);
    case PRUNE_UNIT:
        return read_word(value, "unit", units, 1, diagnostics) == 0;
    case PRUNE_MIN:
        return read_whole(value, "min", 1, &prune->min, diagnostics);
    case PRUNE_MAX:
        experiment->prune_max_mark = value->span;
        return read_whole(value, "max", 1, &prune->max, diagnostics);
    case PRUNE_ETA:
        return read_whole(value, "eta", 2, &prune->eta, diagnostics);
    default:
        return experiment_refuse_key(key, "prune", prune_keys, PRUNE_KEYS,
                                     diagnostics);
    }
}

bool prune_read(Experiment *experiment, Plan *plan, const Node *map,
                Diagnostics *diagnostics)
{
    Prune *prune = &plan->prune;
    bool ok = true;

    if (!experiment_need_map(map, "prune", diagnostics))
        return false;
    experiment->prune_mark = map->span;
    *prune = (Prune){.min = 1, .eta = 3};
    for (size_t i = 0; i < map->count; i++)
        ok = read_prune_key(experiment, prune, node_key(map, i),
                            node_value(map, i), diagnostics)
             && ok;
    if (!node_find(map, "method")) {
        (void)diagnose(diagnostics, map->span, "'prune' needs a method");
        return diagnose_hint(diagnostics, "sha, asha or median");
    }
    if (ok && prune->method == PRUNE_MEDIAN && node_find(map, "eta"))
        return diagnose(diagnostics, node_find(map, "eta")->span,
                        "the median rule has no eta");
    if (ok && prune->max > 0 && prune->max < prune->min)
        return diagnose(diagnostics, experiment->prune_max_mark,
                        "'max' is %d, below 'min', which is %d", prune->max,
                        prune->min);
    return ok;
}

static bool read_confirm_seeds(Experiment *experiment, Confirm *confirm,
                               const Node *node, Diagnostics *diagnostics)
{
    Seeds seeds = {0};
    bool ok;

    if (node->kind != NODE_LIST)
        return diagnose(diagnostics, node->span,
                        "confirm's seeds must be a list: fresh ones, such as "
                        "[101, 102, 103]");
    ok = seeds_read(&seeds, node, diagnostics);
    experiment->confirm_seeds_mark = node->span;
    confirm->seeds = seeds.values;
    confirm->seed_count = seeds.count;
    return ok;
}

bool confirm_read(Experiment *experiment, Plan *plan, const Node *map,
                  Diagnostics *diagnostics)
{
    static const char *const names[] = {"top", "seeds"};
    Confirm *confirm = &plan->confirm;
    bool ok = true;

    if (!experiment_need_map(map, "confirm", diagnostics))
        return false;
    experiment->confirm_mark = map->span;
    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);
        const Node *value = node_value(map, i);
        double top = 0;

        if (strcmp(key->text, "top") == 0) {
            ok = value_integer(value, "top", 1, TOP_MAX, &top, diagnostics)
                 && ok;
            confirm->top = (size_t)top;
        } else if (strcmp(key->text, "seeds") == 0) {
            ok = read_confirm_seeds(experiment, confirm, value, diagnostics)
                 && ok;
        } else {
            ok = experiment_refuse_key(key, "confirm", names, 2, diagnostics);
        }
    }
    for (size_t i = 0; i < 2; i++)
        if (!node_find(map, names[i]))
            ok = diagnose(diagnostics, map->span, "'confirm' needs %s",
                          names[i]);
    return ok;
}

// The search that the study has, or NULL.
static const Search *search_of(const Experiment *experiment)
{
    for (size_t i = 0; i < experiment->block_count; i++)
        if (experiment->blocks[i].search)
            return experiment->blocks[i].search;
    return NULL;
}

static bool check_method(const Experiment *experiment, const Plan *plan,
                         Diagnostics *diagnostics)
{
    const Search *search = search_of(experiment);

    if (plan->prune.method != PRUNE_SHA || !search || !search->tpe)
        return true;
    (void)diagnose(diagnostics, experiment->prune_mark,
                   "sha waits for all trials of a rung, but tpe proposes a "
                   "trial only when those before are over");
    return diagnose_hint(diagnostics, "prune by asha or median");
}

static int most_epochs(const Plan *plan)
{
    int most = 0;

    for (size_t i = 0; i < plan->config_count; i++) {
        int epochs = (int)config_number(&plan->configs[i].config, "epochs", 0);

        most = epochs > most ? epochs : most;
    }
    return most;
}

static bool check_prune(const Experiment *experiment, Plan *plan,
                        Diagnostics *diagnostics)
{
    Prune *prune = &plan->prune;
    int epochs = most_epochs(plan);
    size_t factor = prune->method == PRUNE_MEDIAN ? 2 : (size_t)prune->eta;

    if (prune->method == PRUNE_NONE)
        return true;
    if (prune->max == 0)
        prune->max = epochs;
    if (prune->max < epochs)
        return diagnose(diagnostics, experiment->prune_max_mark,
                        "'max' is %d, but trials train for %d epochs",
                        prune->max, epochs);
    if (prune->min >= epochs)
        (void)diagnose_warning(diagnostics, experiment->prune_mark,
                               "nothing will be pruned: trials train for %d "
                               "epochs, and the first rung is after %d",
                               epochs, prune->min);
    else if (plan->partial)
        (void)diagnose_warning(diagnostics, experiment->prune_mark,
                               "pruning compares only the trials that --only "
                               "leaves, and what it decides stays so");
    else if (plan->configs_in_all < factor * factor)
        (void)diagnose_warning(diagnostics, experiment->prune_mark,
                               "pruning hardly pays: %zu configurations are "
                               "fewer than eta² = %zu",
                               plan->configs_in_all, factor * factor);
    return check_method(experiment, plan, diagnostics);
}

static bool check_seeds(const Experiment *experiment, const Plan *plan,
                        Diagnostics *diagnostics)
{
    const Seeds *seeds = &experiment->seeds;
    const Confirm *confirm = &plan->confirm;

    for (size_t i = 0; i < confirm->seed_count; i++)
        for (size_t j = 0; j < seeds->count; j++)
            if (confirm->seeds[i] == seeds->values[j]) {
                (void)diagnose(diagnostics, experiment->confirm_seeds_mark,
                               "seed %llu is one of those that winners are "
                               "chosen by",
                               (unsigned long long)seeds->values[j]);
                return diagnose_hint(diagnostics,
                                     "confirm with seeds that chose nothing");
            }
    return true;
}

// The configuration's way to validate, where it makes the metric another.
static bool has_validation(const Plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->config_count; i++)
        if (strcmp(config_text(&plan->configs[i].config, "validation.name", ""),
                   name)
            == 0)
            return true;
    return false;
}

static bool is_of_validation(const char *metric)
{
    return strncmp(metric, "validation/", 11) == 0;
}

static bool check_metric(const Plan *plan, Mark mark, Diagnostics *diagnostics)
{
    const char *metric = plan->objective.metric;

    if (!is_of_validation(metric) || !has_validation(plan, "none"))
        return true;
    (void)diagnose(diagnostics, mark,
                   "there is nothing to choose by: '%s' needs validation, but "
                   "it is 'none'",
                   metric);
    return diagnose_hint(diagnostics, "write validation: {last: 10000}");
}

static void warn_of_test(const Plan *plan, Mark mark, Diagnostics *diagnostics)
{
    const char *metric = plan->objective.metric;

    if (strncmp(metric, "test/", 5) == 0
        || (is_of_validation(metric) && has_validation(plan, "test")))
        (void)diagnose_warning(diagnostics, mark,
                               "this chooses by the test set, so the winners' "
                               "test results are too good");
}

bool selection_check(const Experiment *experiment, Plan *plan,
                     Diagnostics *diagnostics)
{
    const Search *search = search_of(experiment);
    bool chooses = (search && search->tpe) || plan->confirm.top > 0
                   || plan->prune.method != PRUNE_NONE;
    Mark mark = experiment->objective_mark.line > 0 ? experiment->objective_mark
                : plan->prune.method != PRUNE_NONE  ? experiment->prune_mark
                : plan->confirm.top > 0             ? experiment->confirm_mark
                                                    : experiment->search_mark;
    bool ok = check_prune(experiment, plan, diagnostics);

    ok = check_seeds(experiment, plan, diagnostics) && ok;
    if (chooses || experiment->objective_mark.line > 0)
        ok = check_metric(plan, mark, diagnostics) && ok;
    if (chooses && ok)
        warn_of_test(plan, mark, diagnostics);
    return ok;
}
