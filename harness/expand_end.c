// What follows when all combinations stand: labels, trials, winners.
#include "harness/expand_inside.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_ID = 8 };

static int by_label(const void *left, const void *right)
{
    const PlannedConfig *a = *(PlannedConfig *const *)left;
    const PlannedConfig *b = *(PlannedConfig *const *)right;

    return strcmp(a->label, b->label);
}

static void add_id(PlannedConfig *config)
{
    Text label = {0};

    text_printf(&label, "%s (%.*s)", config->label, SHORT_ID, config->id);
    free(config->label);
    config->label = memory_text(text_string(&label));
    text_release(&label);
}

// Several blocks may call different configurations alike.
static void make_labels_unique(Plan *plan)
{
    PlannedConfig **sorted =
        memory_new(plan->config_count, sizeof(PlannedConfig *));
    bool *twice = memory_new(plan->config_count, sizeof *twice);

    for (size_t i = 0; i < plan->config_count; i++)
        sorted[i] = &plan->configs[i];
    qsort(sorted, plan->config_count, sizeof(PlannedConfig *), by_label);
    for (size_t i = 1; i < plan->config_count; i++)
        if (strcmp(sorted[i - 1]->label, sorted[i]->label) == 0)
            twice[i - 1] = twice[i] = true;
    for (size_t i = 0; i < plan->config_count; i++)
        if (twice[i])
            add_id(sorted[i]);
    free(twice);
    free(sorted);
}

static bool seed_wanted(const Experiment *experiment, uint64_t seed)
{
    for (size_t i = 0; i < experiment->only_seeds.count; i++)
        if (experiment->only_seeds.values[i] == seed)
            return true;
    return experiment->only_seeds.count == 0;
}

// A configuration's trials, for those of the seeds that are wanted.
static void add_trials(const Expander *expander, size_t config,
                       const uint64_t *seeds, size_t count, PlanPhase phase)
{
    Plan *plan = expander->plan;
    bool first = phase == PHASE_SWEEP;

    if (!expander->wanted[config])
        return;
    for (size_t i = 0; i < count; i++) {
        PlannedTrial *trial = &plan->trials[plan->trial_count];

        if (!seed_wanted(expander->experiment, seeds[i]))
            continue;
        *trial = (PlannedTrial){
            .config = config, .seed = seeds[i], .phase = phase, .first = first};
        trial_identity(plan->configs[config].id, trial->seed, trial->id);
        plan->trial_count++;
        first = false;
    }
}

static void add_sweep(const Expander *expander)
{
    Plan *plan = expander->plan;
    const Seeds *seeds = &expander->experiment->seeds;
    size_t winners = plan->confirm.top < plan->config_count
                         ? plan->confirm.top
                         : plan->config_count;

    plan->trials = memory_new(plan->config_count * seeds->count
                                  + winners * plan->confirm.seed_count,
                              sizeof *plan->trials);
    for (size_t i = 0; i < plan->config_count; i++)
        add_trials(expander, i, seeds->values, seeds->count, PHASE_SWEEP);
}

// The configurations, the best first; NULL while one of them is not over.
static Standing *rank_configs(const Expander *expander)
{
    const Plan *plan = expander->plan;
    Standing *standings = memory_new(plan->config_count, sizeof *standings);

    for (size_t i = 0; i < plan->config_count; i++) {
        standings[i] =
            (Standing){outcome_of(&expander->judge, plan->configs[i].id), i,
                       &expander->judge};
        if (!standings[i].outcome.over) {
            free(standings);
            return NULL;
        }
    }
    outcomes_sort(standings, plan->config_count);
    return standings;
}

// When the sweep is over, its winners are trained again.
static void add_winners(Expander *expander)
{
    Plan *plan = expander->plan;
    const Confirm *confirm = &plan->confirm;
    Standing *standings;

    if (confirm->top == 0)
        return;
    standings = plan->growing ? NULL : rank_configs(expander);
    if (!standings) {
        size_t winners = confirm->top < plan->configs_in_all
                             ? confirm->top
                             : plan->configs_in_all;

        plan->growing = true;
        plan->trials_in_all += winners * confirm->seed_count;
        return;
    }
    for (size_t i = 0; i < plan->config_count && i < confirm->top; i++)
        if (standings[i].outcome.kind != OUTCOME_FAILED)
            add_trials(expander, standings[i].which, confirm->seeds,
                       confirm->seed_count, PHASE_CONFIRM);
    free(standings);
}

// Leaves out what only results were asked of. No trial refers to it, and no
// repeat.
static void drop_unwanted(Expander *expander)
{
    Plan *plan = expander->plan;
    size_t *moved = memory_new(plan->config_count, sizeof *moved);
    size_t count = 0;

    for (size_t i = 0; i < plan->config_count; i++) {
        PlannedConfig *config = &plan->configs[i];

        moved[i] = count;
        if (expander->wanted[i]) {
            plan->configs[count++] = *config;
        } else {
            config_release(&config->config);
            free(config->label);
        }
    }
    plan->config_count = count;
    for (size_t i = 0; i < plan->trial_count; i++)
        plan->trials[i].config = moved[plan->trials[i].config];
    for (size_t i = 0; i < plan->repeat_count; i++)
        plan->repeats[i].config = moved[plan->repeats[i].config];
    free(moved);
}

static bool config_has(const Config *config, const Config *match)
{
    for (size_t i = 0; i < match->count; i++) {
        const Setting *have = config_find(config, match->settings[i]->key);

        if (!have || !setting_equal(match->settings[i], have))
            return false;
    }
    return true;
}

static void tell_useless_expectations(const Experiment *experiment,
                                      const Plan *plan,
                                      Diagnostics *diagnostics)
{
    // Of a part of the study nothing can be said.
    if (experiment->only.count > 0 || experiment->sets.count > 0
        || plan->growing)
        return;
    for (size_t i = 0; i < plan->expectation_count; i++) {
        bool found = false;

        for (size_t j = 0; !found && j < plan->config_count; j++)
            found = config_has(&plan->configs[j].config,
                               &plan->expectations[i].match);
        if (!found)
            (void)diagnose(diagnostics, experiment->expectation_marks[i],
                           "this expectation is of none of the %zu "
                           "configurations",
                           plan->config_count);
    }
}

bool expand_end(Expander *expander)
{
    Plan *plan = expander->plan;
    const Experiment *experiment = expander->experiment;
    Diagnostics *diagnostics = expander->diagnostics;

    if (!expander_has_all(expander))
        return false;
    plan->configs_in_all += plan->config_count;
    unused_tell(experiment, diagnostics);
    tell_useless_expectations(experiment, plan, diagnostics);
    report_tell_empty(experiment, plan, diagnostics);
    (void)selection_check(experiment, plan, diagnostics);
    if (diagnostics->errors > 0)
        return false;
    make_labels_unique(plan);
    add_sweep(expander);
    plan->trials_in_all =
        plan->trial_count
        + (plan->configs_in_all - plan->config_count) * experiment->seeds.count;
    add_winners(expander);
    if (!plan->growing)
        plan->trials_in_all = plan->trial_count;
    if (expander->by_results)
        drop_unwanted(expander);
    return plan->trial_count > 0
           || diagnose(diagnostics, experiment->mark, "no trial is left");
}
