// Who competes at a rung, as the record has them.
#include "harness/contest_inside.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The study's trials, and what they had come to after epoch :epoch, or before
// it where they ended.
static const char sql_field[] =
    "WITH score (trial, epoch, value) AS NOT MATERIALIZED ("
    " SELECT e.trial, e.epoch, CASE :metric"
    "  WHEN 'train/loss' THEN e.train_loss"
    "  WHEN 'train/accuracy' THEN e.train_accuracy"
    "  WHEN 'validation/loss'"
    "   THEN iif(c.validation_is_test, e.test_loss, e.validation_loss)"
    "  WHEN 'validation/accuracy'"
    "   THEN iif(c.validation_is_test, e.test_accuracy, e.validation_accuracy)"
    "  WHEN 'test/loss' THEN e.test_loss"
    "  ELSE e.test_accuracy END"
    " FROM epoch e JOIN trial t ON t.id = e.trial"
    " JOIN config c ON c.id = t.config"
    " WHERE e.epoch <= CAST(:epoch AS INTEGER))"
    "SELECT t.id, t.state,"
    " (SELECT max(epoch) FROM epoch WHERE trial = t.id),"
    " (SELECT value FROM score WHERE trial = t.id"
    "  ORDER BY epoch DESC LIMIT 1),"
    " (SELECT iif(:goal = 'min', min(value), max(value)) FROM score"
    "  WHERE trial = t.id),"
    " (SELECT avg(value) FROM score WHERE trial = t.id)"
    " FROM study s JOIN study_trial st ON st.study = s.id"
    " JOIN trial t ON t.id = st.trial"
    " WHERE s.name = :study AND st.phase = 'sweep'";
enum {
    COLUMN_TRIAL,
    COLUMN_STATE,
    COLUMN_EPOCHS,
    COLUMN_VALUE,
    COLUMN_BEST,
    COLUMN_MEAN,
};

static bool query_field(const Contest *contest, int epoch, Result *result,
                        Error *err)
{
    const Objective *objective = &contest->plan->objective;
    char after[32];
    const char *const names[] = {":study", ":metric", ":goal", ":epoch", NULL};
    const char *const values[] = {contest->plan->study, objective->metric,
                                  objective->minimize ? "min" : "max", after,
                                  NULL};

    (void)snprintf(after, sizeof after, "%d", epoch);
    return store_query(contest->store, sql_field, names, values, result, err);
}

static Presence presence_of(const Contest *contest, const char *state,
                            int epochs, size_t trial, int epoch)
{
    if (epochs >= epoch || strcmp(state, "done") == 0
        || strcmp(state, "diverged") == 0)
        return PRESENT;
    if ((strcmp(state, "failed") == 0 || strcmp(state, "timeout") == 0)
        && !contest->pending(contest->context, trial))
        return ABSENT;
    return TO_COME;
}

// What the record has of one. A trial that diverged has no number from its
// last epoch on.
static Competitor read_competitor(const Contest *contest, const Result *result,
                                  size_t row, size_t trial, int epoch)
{
    const char *state = result->cells[row * result->columns + COLUMN_STATE];
    double recorded = result_number(result, row, COLUMN_EPOCHS);
    int epochs = isnan(recorded) ? 0 : (int)recorded;
    Competitor one = {
        .trial = trial,
        .presence = presence_of(contest, state, epochs, trial, epoch),
        .entrant = {result_number(result, row, COLUMN_VALUE),
                    result_number(result, row, COLUMN_BEST),
                    result_number(result, row, COLUMN_MEAN)},
    };

    if (strcmp(state, "diverged") == 0 && epochs <= epoch)
        one.entrant = (Entrant){(double)NAN, (double)NAN, (double)NAN};
    return one;
}

// A decision that was made holds, whatever became of the trial's epochs.
static void heed_decision(const Contest *contest, int rung, Competitor *one)
{
    const Standing *standing = &contest->standings[one->trial];
    const DecisionRecord *decision;

    one->decided = standing->passed > rung || standing->pruned == rung;
    if (!one->decided || contest->plan->prune.method == PRUNE_MEDIAN)
        return;
    decision = contest_decision(contest, one->trial, rung);
    one->presence = PRESENT;
    one->entrant.value = decision->value;
}

bool contest_competes(const Contest *contest, size_t trial, int rung)
{
    return contest_has(contest, trial)
           && (contest->plan->prune.method != PRUNE_SHA
               || contest->standings[trial].passed >= rung);
}

static int compare_competitors(const void *a, const void *b)
{
    size_t first = ((const Competitor *)a)->trial;
    size_t second = ((const Competitor *)b)->trial;

    return (first > second) - (first < second);
}

bool field_read(const Contest *contest, int rung, Field *field, Error *err)
{
    Result result = {0};

    *field = (Field){rung, prune_epoch(&contest->plan->prune, rung), NULL, 0};
    if (!query_field(contest, field->epoch, &result, err))
        return false;
    field->all = memory_new(result.rows, sizeof *field->all);
    for (size_t row = 0; row < result.rows; row++) {
        size_t trial;
        Competitor *one = &field->all[field->count];

        if (!contest_find(contest,
                          (int64_t)result_number(&result, row, COLUMN_TRIAL),
                          &trial)
            || !contest_competes(contest, trial, rung))
            continue;
        *one = read_competitor(contest, &result, row, trial, field->epoch);
        heed_decision(contest, rung, one);
        field->count++;
    }
    result_release(&result);
    qsort(field->all, field->count, sizeof *field->all, compare_competitors);
    return true;
}
