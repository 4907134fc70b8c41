#include "harness/contest_inside.h"

#include "harness/messages.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Prune *rules(const Contest *contest)
{
    return &contest->plan->prune;
}

bool contest_is_on(const Contest *contest)
{
    return rules(contest)->method != PRUNE_NONE;
}

bool contest_has(const Contest *contest, size_t trial)
{
    const PlannedTrial *planned = &contest->plan->trials[trial];

    return contest_is_on(contest) && planned->phase == PHASE_SWEEP
           && planned->first;
}

static int compare_rows(const void *a, const void *b)
{
    const Rowed *first = a;
    const Rowed *second = b;

    return (first->row > second->row) - (first->row < second->row);
}

bool contest_find(const Contest *contest, int64_t row, size_t *trial)
{
    const Rowed wanted = {.row = row};
    const Rowed *found =
        bsearch(&wanted, contest->by_row, contest->plan->trial_count,
                sizeof wanted, compare_rows);

    if (found)
        *trial = found->trial;
    return found;
}

// Decisions by other rules, and those after a gap, do not count.
static void note_decision(Contest *contest, const DecisionRecord *decision)
{
    size_t trial;
    Standing *standing;

    if (!contest_find(contest, decision->trial, &trial))
        return;
    standing = &contest->standings[trial];
    if (standing->pruned >= 0 || decision->rung != standing->passed
        || decision->epoch != prune_epoch(rules(contest), decision->rung))
        return;
    if (decision->prune)
        standing->pruned = decision->rung;
    else
        standing->passed++;
}

bool contest_reload(Contest *contest, Error *err)
{
    if (!contest_is_on(contest))
        return true;
    free(contest->decisions);
    contest->decisions = NULL;
    contest->decision_count = 0;
    if (!store_decisions(contest->store, &contest->decisions,
                         &contest->decision_count, err))
        return false;
    contest->decision_capacity = contest->decision_count;
    for (size_t i = 0; i < contest->plan->trial_count; i++)
        contest->standings[i] = (Standing){.pruned = -1};
    for (size_t i = 0; i < contest->decision_count; i++)
        note_decision(contest, &contest->decisions[i]);
    return true;
}

bool contest_open(Contest *contest, Store *store, const Plan *plan,
                  const int64_t *ids, Error *err)
{
    size_t count = plan->trial_count;

    contest->store = store;
    contest->plan = plan;
    contest->ids = ids;
    if (!contest_is_on(contest))
        return true;
    contest->standings = memory_new(count, sizeof *contest->standings);
    contest->by_row = memory_new(count, sizeof *contest->by_row);
    for (size_t i = 0; i < count; i++)
        contest->by_row[i] = (Rowed){ids[i], i};
    qsort(contest->by_row, count, sizeof *contest->by_row, compare_rows);
    return contest_reload(contest, err);
}

void contest_release(Contest *contest)
{
    free(contest->decisions);
    free(contest->standings);
    free(contest->by_row);
}

const DecisionRecord *contest_decision(const Contest *contest, size_t trial,
                                       int rung)
{
    for (size_t i = 0; i < contest->decision_count; i++)
        if (contest->decisions[i].trial == contest->ids[trial]
            && contest->decisions[i].rung == rung)
            return &contest->decisions[i];
    return NULL;
}

const DecisionRecord *contest_pruned(const Contest *contest, size_t trial)
{
    if (!contest_has(contest, trial) || contest->standings[trial].pruned < 0)
        return NULL;
    return contest_decision(contest, trial, contest->standings[trial].pruned);
}

bool contest_waits(const Contest *contest, size_t trial, int epochs)
{
    int epoch;

    if (!contest_has(contest, trial) || contest->standings[trial].pruned >= 0)
        return false;
    epoch = prune_epoch(rules(contest), contest->standings[trial].passed);
    return epoch > 0 && epoch <= epochs;
}

static int epochs_of(const Contest *contest, size_t trial)
{
    const PlannedTrial *planned = &contest->plan->trials[trial];

    return (int)config_number(&contest->plan->configs[planned->config].config,
                              "epochs", 0);
}

bool contest_is_settled(const Contest *contest, size_t trial)
{
    return rules(contest)->method != PRUNE_SHA
           || contest->standings[trial].passed >= prune_rungs_before(
                  rules(contest), epochs_of(contest, trial));
}

// Judges one of those present, and records it.
static bool decide(Contest *contest, const Field *field, size_t trial,
                   Error *err)
{
    const Objective *objective = &contest->plan->objective;
    Entrant *entrants = memory_new(field->count, sizeof *entrants);
    size_t count = 0;
    size_t which = 0;
    Judgement judgement;
    DecisionRecord decision = {.trial = contest->ids[trial],
                               .rung = field->rung,
                               .epoch = field->epoch};
    bool ok;

    for (size_t i = 0; i < field->count; i++) {
        if (field->all[i].presence != PRESENT)
            continue;
        if (field->all[i].trial == trial)
            which = count;
        entrants[count++] = field->all[i].entrant;
    }
    judgement = prune_judge(rules(contest), objective->minimize, entrants,
                            count, which);
    free(entrants);
    (void)snprintf(decision.metric, sizeof decision.metric, "%s",
                   objective->metric);
    decision.value = judgement.value;
    decision.rank = (int)judgement.rank;
    decision.n = (int)judgement.count;
    decision.threshold = judgement.threshold;
    decision.prune = !judgement.goes_on;
    ok = store_add_decision(contest->store, &decision, err);
    if (!ok)
        return false;
    contest->decisions =
        memory_grow(contest->decisions, &contest->decision_capacity,
                    contest->decision_count + 1, sizeof *contest->decisions);
    contest->decisions[contest->decision_count++] = decision;
    note_decision(contest, &decision);
    return true;
}

// Decides those of a rung that are not, once nobody is to come any more:
// *complete says whether that was so.
static bool settle_rung(Contest *contest, int rung, bool *complete, Error *err)
{
    Field field;
    bool ok = field_read(contest, rung, &field, err);

    *complete = ok && field.count > 0;
    for (size_t i = 0; ok && i < field.count; i++)
        *complete = *complete && field.all[i].presence != TO_COME;
    for (size_t i = 0; ok && *complete && i < field.count; i++)
        if (field.all[i].presence == PRESENT && !field.all[i].decided)
            ok = decide(contest, &field, field.all[i].trial, err);
    free(field.all);
    return ok;
}

// Whether some at the rung are not decided, and have more epochs to train. One
// that has yet to be started will ask, so while there is one it is too early.
static bool is_open(const Contest *contest, int rung, bool *early)
{
    int epoch = prune_epoch(rules(contest), rung);
    bool open = false;

    *early = false;
    for (size_t i = 0; i < contest->plan->trial_count; i++)
        if (contest_competes(contest, i, rung)
            && contest->standings[i].passed == rung
            && contest->standings[i].pruned < 0) {
            open = open || epochs_of(contest, i) > epoch;
            *early = *early || contest->pending(contest->context, i);
        }
    return open;
}

bool contest_settle(Contest *contest, Error *err)
{
    bool complete = true;

    if (rules(contest)->method != PRUNE_SHA)
        return true;
    if (!contest_reload(contest, err))
        return false;
    for (int rung = 0; complete && prune_epoch(rules(contest), rung) > 0;
         rung++) {
        bool early;

        if (!is_open(contest, rung, &early))
            continue;
        if (early)
            break;
        if (!settle_rung(contest, rung, &complete, err))
            return false;
    }
    return true;
}

// A number in few words: 0.9534, nan.
static void add_value(Text *words, double value)
{
    if (isnan(value))
        text_add(words, "nan");
    else
        text_printf(words, "%.5g", value);
}

void contest_words(const Contest *contest, const DecisionRecord *decision,
                   Text *words)
{
    bool median = rules(contest)->method == PRUNE_MEDIAN;

    text_printf(words, "%s%s ", median ? "best " : "", decision->metric);
    add_value(words, decision->value);
    text_printf(words, " after epoch %d (rung %d) ranks %d of %d; ",
                decision->epoch, decision->rung, decision->rank, decision->n);
    if (median)
        text_add(words, "the others' median is ");
    add_value(words, decision->threshold);
    if (!median)
        text_add(words, " was needed");
}

static void answer_standing(const Contest *contest, size_t trial, int epochs,
                            int *answer, Text *why)
{
    const DecisionRecord *pruned = contest_pruned(contest, trial);
    int rung = contest->standings[trial].passed;

    if (pruned) {
        *answer = MESSAGE_PRUNE;
        contest_words(contest, pruned, why);
    } else if (contest_waits(contest, trial, epochs)) {
        *answer = MESSAGE_PARK;
        text_printf(why, "waits for the others after epoch %d (rung %d)",
                    prune_epoch(rules(contest), rung), rung);
    }
}

bool contest_judge(Contest *contest, size_t trial, int epochs, int *answer,
                   Text *why, Error *err)
{
    *answer = MESSAGE_GO;
    if (!contest_has(contest, trial))
        return true;
    if (!contest_settle(contest, err))
        return false;
    while (rules(contest)->method != PRUNE_SHA
           && contest_waits(contest, trial, epochs)) {
        Field field;
        int passed = contest->standings[trial].passed;
        bool ok = field_read(contest, passed, &field, err)
                  && decide(contest, &field, trial, err);

        free(field.all);
        if (!ok)
            return false;
        if (contest->standings[trial].passed == passed
            && contest->standings[trial].pruned < 0)
            return fail(err,
                        "somebody else prunes the study '%s' by other "
                        "rules now; run it again",
                        contest->plan->study);
    }
    answer_standing(contest, trial, epochs, answer, why);
    return true;
}
