#include "harness/outcome.h"

#include "harness/identity.h"
#include "harness/store.h"

#include <math.h>
#include <stdlib.h>

static OutcomeKind kind_of(const TrialResult *result)
{
    bool valued = isfinite(result->value);

    if (result->state == TRIAL_DONE && valued)
        return OUTCOME_DONE;
    return result->state == TRIAL_PRUNED && valued ? OUTCOME_PRUNED
                                                   : OUTCOME_FAILED;
}

static bool look_up(const Judge *judge, const char *config_id, size_t seed,
                    TrialResult *result)
{
    char id[DIGEST_TEXT];

    trial_identity(config_id, judge->seeds[seed], id);
    return judge->results(judge->context, id, result);
}

Outcome outcome_of(const Judge *judge, const char *config_id)
{
    Outcome outcome = {.over = false};
    TrialResult result;

    if (!judge->results || !look_up(judge, config_id, 0, &result))
        return outcome;
    outcome = (Outcome){true, kind_of(&result), result.value, result.epochs};
    if (judge->pruning && outcome.kind != OUTCOME_DONE)
        return outcome;
    for (size_t i = 1; i < judge->seed_count; i++) {
        if (!look_up(judge, config_id, i, &result))
            return (Outcome){.over = false};
        if (kind_of(&result) > outcome.kind)
            outcome.kind = kind_of(&result);
        outcome.value += result.value;
    }
    outcome.value /= (double)judge->seed_count;
    return outcome;
}

static int by_value(double a, double b, bool minimize)
{
    int order = (a > b) - (a < b);

    return minimize ? order : -order;
}

int outcome_compare(const Judge *judge, const Outcome *a, const Outcome *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == OUTCOME_FAILED)
        return 0;
    if (a->kind == OUTCOME_PRUNED && a->epochs != b->epochs)
        return a->epochs > b->epochs ? -1 : 1;
    return by_value(a->value, b->value, judge->minimize);
}

static int by_outcome(const void *left, const void *right)
{
    const Standing *a = left;
    const Standing *b = right;
    int order = outcome_compare(a->judge, &a->outcome, &b->outcome);

    return order != 0 ? order : (a->which > b->which) - (a->which < b->which);
}

void outcomes_sort(Standing *standings, size_t count)
{
    if (count > 0)
        qsort(standings, count, sizeof *standings, by_outcome);
}
