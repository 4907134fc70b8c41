#include "harness/outlook.h"

#include "harness/pilot.h"
#include "harness/program.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char last_plan[] =
    "SELECT t.hash FROM study s JOIN study_trial p ON p.study = s.id"
    " JOIN trial t ON t.id = p.trial"
    " WHERE s.name = :study AND p.planned ORDER BY t.hash";

// Of a configuration's trials, those left, and the first of them.
typedef struct {
    size_t trials;
    size_t example;
} Waiting;

// What trials are expected to come to.
typedef struct {
    double seconds;
    double checkpoint_bytes;
    double database_bytes;
} Spending;

bool trial_is_over(TrialState state)
{
    return state == TRIAL_DONE || state == TRIAL_PRUNED
           || state == TRIAL_DIVERGED;
}

// What another study pruned, this one goes on with.
static void set_aside_others_prunings(Outlook *outlook, const Plan *plan,
                                      Store *store)
{
    StoreResults results = {
        .store = store,
        .study = plan->study,
        .metric = plan->objective.metric,
    };

    for (size_t i = 0; i < plan->trial_count; i++) {
        TrialResult ignored;

        if (outlook->statuses[i].state == TRIAL_PRUNED
            && !store_trial_result(&results, plan->trials[i].id, &ignored))
            outlook->statuses[i].state = TRIAL_INTERRUPTED;
    }
}

static void compare(Changes *changes, const Plan *plan, const Result *last)
{
    const PlannedTrial **now = plan_by_id(plan);
    size_t i = 0;

    for (size_t j = 0; j < last->rows; j++) {
        while (i < plan->trial_count && strcmp(now[i]->id, last->cells[j]) < 0)
            i++;
        if (i < plan->trial_count && strcmp(now[i]->id, last->cells[j]) == 0)
            changes->reused++;
    }
    changes->known = last->rows > 0;
    changes->added = plan->trial_count - changes->reused;
    changes->dropped = plan->partial ? 0 : last->rows - changes->reused;
    free(now);
}

static bool read_changes(Outlook *outlook, const Plan *plan, Store *store,
                         Error *err)
{
    const char *names[] = {":study", NULL};
    const char *values[] = {plan->study, NULL};
    Result last = {0};

    if (!store_query(store, last_plan, names, values, &last, err))
        return false;
    compare(&outlook->changes, plan, &last);
    result_release(&last);
    return true;
}

static bool ask(Outlook *outlook, const Plan *plan, const char *db,
                Costs *costs, Error *err)
{
    Store *store = store_open(db, STORE_READ, err);
    int64_t *ids = memory_new(plan->trial_count, sizeof *ids);
    bool ok = store
              && store_plan_status(store, plan, ids, outlook->statuses, err)
              && read_changes(outlook, plan, store, err)
              && costs_read(costs, store, err);

    if (ok)
        set_aside_others_prunings(outlook, plan, store);
    free(ids);
    if (store)
        store_close(store);
    return ok;
}

static void find_unwanted(Outlook *outlook, const Plan *plan)
{
    bool *pruned = memory_new(plan->config_count + 1, sizeof *pruned);

    for (size_t i = 0; i < plan->trial_count; i++)
        if (plan->trials[i].first && plan->trials[i].phase == PHASE_SWEEP)
            pruned[plan->trials[i].config] =
                outlook->statuses[i].state == TRIAL_PRUNED;
    for (size_t i = 0; i < plan->trial_count; i++)
        outlook->unwanted[i] = pruned[plan->trials[i].config]
                               && plan->trials[i].phase == PHASE_SWEEP
                               && outlook->statuses[i].state == TRIAL_PLANNED;
    free(pruned);
}

static void count_states(Outlook *outlook, const Plan *plan)
{
    for (size_t i = 0; i < plan->trial_count; i++) {
        TrialState state = outlook->statuses[i].state;

        if (trial_is_over(state))
            outlook->over++;
        else if (trial_has_failed(state))
            outlook->failed++;
        else if (outlook->unwanted[i])
            outlook->left_out++;
        else if (state == TRIAL_RUNNING)
            outlook->running++;
        else if (state == TRIAL_INTERRUPTED)
            outlook->resumable++;
        else
            outlook->fresh++;
    }
    outlook->left = outlook->running + outlook->resumable + outlook->fresh;
}

static bool is_left(const Outlook *outlook, size_t trial)
{
    TrialState state = outlook->statuses[trial].state;

    return !trial_is_over(state) && !trial_has_failed(state)
           && !outlook->unwanted[trial];
}

static void add_unknown(Outlook *outlook, const PlannedConfig *config,
                        const Waiting *waiting)
{
    size_t i = 0;
    size_t capacity = outlook->unknown_count;
    Text kind = {0};

    cost_kind(config, &kind);
    while (i < outlook->unknown_count
           && strcmp(outlook->unknown[i].kind, text_string(&kind)) != 0)
        i++;
    if (i == outlook->unknown_count) {
        outlook->unknown = memory_grow(outlook->unknown, &capacity, i + 1,
                                       sizeof *outlook->unknown);
        outlook->unknown[outlook->unknown_count++] = (Unknown){
            .kind = memory_text(text_string(&kind)),
            .example = waiting->example,
            .program = program_command(&config->config) != NULL,
        };
    }
    outlook->unknown[i].trials += waiting->trials;
    outlook->unknown_trials += waiting->trials;
    text_release(&kind);
}

static void find_unknown(Outlook *outlook, const Plan *plan,
                         const Cost *const *costs)
{
    Waiting *waiting = memory_new(plan->config_count, sizeof *waiting);

    for (size_t i = plan->trial_count; i-- > 0;) {
        Waiting *of = &waiting[plan->trials[i].config];

        if (is_left(outlook, i))
            *of = (Waiting){of->trials + 1, i};
    }
    for (size_t i = 0; i < plan->config_count; i++)
        if (waiting[i].trials > 0 && !costs[i])
            add_unknown(outlook, &plan->configs[i], &waiting[i]);
    free(waiting);
}

// What each of the plan's configurations costs; NULL where unknown.
static const Cost **find_costs(const Costs *costs, const Plan *plan)
{
    const Cost **found = memory_new(plan->config_count, sizeof(const Cost *));

    for (size_t i = 0; costs->count > 0 && i < plan->config_count; i++)
        found[i] = costs_find(costs, &plan->configs[i]);
    return found;
}

static void forget_unknown(Outlook *outlook)
{
    for (size_t i = 0; i < outlook->unknown_count; i++)
        free(outlook->unknown[i].kind);
    free(outlook->unknown);
    outlook->unknown = NULL;
    outlook->unknown_count = outlook->unknown_trials = 0;
}

// Tries out what nothing is known of.
static bool try_out(Outlook *outlook, const Plan *plan,
                    const DataPlaces *places, Costs *costs, Error *err)
{
    for (size_t i = 0; i < outlook->unknown_count; i++) {
        const Unknown *unknown = &outlook->unknown[i];
        const PlannedTrial *trial = &plan->trials[unknown->example];
        Cost cost;

        if (unknown->program)
            continue;
        if (!pilot_run(&plan->configs[trial->config].config, trial->seed,
                       places, &cost, err))
            return false;
        costs_add(costs, unknown->kind, &cost);
    }
    return true;
}

static bool prunes_by_halves(const Plan *plan)
{
    return plan->prune.method == PRUNE_SHA || plan->prune.method == PRUNE_ASHA;
}

// The share of a trial's chances to get past the rungs between two epochs.
static double survival(const Plan *plan, int done, int epochs)
{
    int rungs = prune_rungs_before(&plan->prune, epochs)
                - prune_rungs_before(&plan->prune, done + 1);

    return rungs > 0 ? pow(plan->prune.eta, -rungs) : 1;
}

// What a trial that has done so many epochs is expected to cost yet. Seeds
// after a configuration's first train if that one survives.
static Spending expect(const Plan *plan, const PlannedTrial *trial, int done,
                       const Cost *cost)
{
    const Config *config = &plan->configs[trial->config].config;
    int epochs = (int)config_number(config, "epochs", 0);
    double left = epochs > done ? epochs - done : 0;
    double share = 1;

    if (prunes_by_halves(plan) && trial->phase == PHASE_SWEEP) {
        share = survival(plan, trial->first ? done : 0, epochs);
        left = trial->first ? prune_expected(&plan->prune, epochs, done)
                            : left * share;
    }
    return (Spending){
        .seconds = left * cost->epoch_seconds,
        // One stays; where epochs are done, it is there already.
        .checkpoint_bytes = done > 0 ? 0 : cost->checkpoint_bytes,
        .database_bytes = cost_database_bytes(cost, left, share),
    };
}

static void spend(Spending *sum, const Spending *one, double times)
{
    sum->seconds += one->seconds * times;
    sum->checkpoint_bytes += one->checkpoint_bytes * times;
    sum->database_bytes += one->database_bytes * times;
}

static void add_up(Outlook *outlook, const Plan *plan, const Cost *const *costs)
{
    size_t known = 0;
    Spending left = {0};
    Spending whole = {0};

    for (size_t i = 0; i < plan->trial_count; i++) {
        const PlannedTrial *trial = &plan->trials[i];
        Spending one;

        if (!costs[trial->config])
            continue;
        one = expect(plan, trial, 0, costs[trial->config]);
        spend(&whole, &one, 1);
        known++;
        if (!is_left(outlook, i))
            continue;
        one = expect(plan, trial, outlook->statuses[i].epochs_done,
                     costs[trial->config]);
        spend(&left, &one, 1);
    }
    if (plan->growing && known > 0)
        spend(&left, &whole,
              (double)(plan->trials_in_all - plan->trial_count)
                  / (double)known);
    outlook->seconds = left.seconds;
    outlook->checkpoint_bytes = left.checkpoint_bytes;
    outlook->database_bytes = left.database_bytes;
}

static void add_rungs(Outlook *outlook, const Plan *plan)
{
    size_t trials = 0;
    int epochs = 0;
    int epoch;

    for (size_t i = 0; i < plan->trial_count; i++) {
        const PlannedTrial *trial = &plan->trials[i];
        double all =
            config_number(&plan->configs[trial->config].config, "epochs", 0);

        trials += trial->first && trial->phase == PHASE_SWEEP;
        epochs = all > epochs ? (int)all : epochs;
    }
    while (prunes_by_halves(plan)
           && (epoch = prune_epoch(&plan->prune, (int)outlook->rung_count)) > 0
           && epoch < epochs) {
        size_t survivors = trials / (size_t)plan->prune.eta;

        if (survivors == 0 && trials > 0)
            survivors = 1;
        outlook->rungs[outlook->rung_count++] =
            (Rung){epoch, trials, survivors};
        trials = survivors;
    }
}

static bool reckon(Outlook *outlook, const Plan *plan, const DataPlaces *pilot,
                   Costs *costs, Error *err)
{
    const Cost **found = find_costs(costs, plan);
    bool ok = true;

    find_unknown(outlook, plan, found);
    if (pilot && outlook->unknown_count > 0) {
        ok = try_out(outlook, plan, pilot, costs, err);
        free(found);
        found = find_costs(costs, plan);
        forget_unknown(outlook);
        find_unknown(outlook, plan, found);
    }
    add_up(outlook, plan, found);
    free(found);
    return ok;
}

bool outlook_read(Outlook *outlook, const Plan *plan, const char *db,
                  const DataPlaces *pilot, Error *err)
{
    Costs costs = {0};
    bool ok;

    *outlook = (Outlook){0};
    outlook->statuses =
        memory_new(plan->trial_count, sizeof *outlook->statuses);
    outlook->unwanted = memory_new(plan->trial_count, sizeof(bool));
    ok = !file_exists(db) || ask(outlook, plan, db, &costs, err);
    find_unwanted(outlook, plan);
    count_states(outlook, plan);
    add_rungs(outlook, plan);
    ok = ok && reckon(outlook, plan, pilot, &costs, err);
    if (!ok)
        outlook_release(outlook);
    costs_release(&costs);
    return ok;
}

void outlook_release(Outlook *outlook)
{
    forget_unknown(outlook);
    free(outlook->statuses);
    free(outlook->unwanted);
    *outlook = (Outlook){0};
}
