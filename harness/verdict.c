#include "harness/verdict.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double significant = 0.05;

static const char query[] =
    "SELECT b.config, b.label, f.split, f.seed, f.accuracy,"
    " b.validation_is_test, b.ranked_by, f.phase = 'confirm',"
    " (SELECT configs FROM studies WHERE study = :study)"
    " FROM leaderboard b JOIN final f"
    " ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned'"
    " WHERE b.study = :study AND (:only IS NULL"
    " OR b.config IN (SELECT value FROM json_each(:only)))"
    " ORDER BY b.rank, f.seed";
enum { CONFIG, LABEL, SPLIT, SEED, ACCURACY, IS_TEST, RANKED_BY, FRESH, TRIED };

static const char *cell(const Result *result, size_t row, size_t column)
{
    const char *text = result->cells[row * result->columns + column];

    return text ? text : "";
}

static Contender *contender_of(Verdict *verdict, const Result *result,
                               size_t row)
{
    Contender *last =
        verdict->count > 0 ? &verdict->contenders[verdict->count - 1] : NULL;

    if (last && strcmp(last->config, cell(result, row, CONFIG)) == 0)
        return last;
    assert(verdict->contenders);
    last = &verdict->contenders[verdict->count++];
    last->config = memory_text(cell(result, row, CONFIG));
    last->label = memory_text(cell(result, row, LABEL));
    last->split = memory_text(cell(result, row, SPLIT));
    return last;
}

static void add_trial(Contender *contender, double seed, double value)
{
    contender->seeds = memory_grow(contender->seeds, &contender->seed_capacity,
                                   contender->n + 1, sizeof *contender->seeds);
    contender->values =
        memory_grow(contender->values, &contender->value_capacity,
                    contender->n + 1, sizeof *contender->values);
    contender->seeds[contender->n] = seed;
    contender->values[contender->n++] = value;
}

static void collect(Verdict *verdict, const Result *result)
{
    verdict->contenders = memory_new(result->rows, sizeof *verdict->contenders);
    verdict->fresh = memory_new(result->rows, sizeof *verdict->fresh);
    for (size_t row = 0; row < result->rows; row++) {
        Contender *contender = contender_of(verdict, result, row);
        double accuracy = result_number(result, row, ACCURACY);

        if (result_number(result, row, FRESH) == 0)
            add_trial(contender, result_number(result, row, SEED), accuracy);
        else if (verdict->count == 1)
            verdict->fresh[verdict->fresh_count++] = accuracy;
        verdict->validation_is_test |= result_number(result, row, IS_TEST) > 0;
    }
    if (result->rows > 0) {
        verdict->ranked_by = memory_text(cell(result, 0, RANKED_BY));
        verdict->tried = (size_t)result_number(result, 0, TRIED);
    }
}

// Both come by seed, so the common ones are found in one pass.
static size_t common(const Contender *a, const Contender *b, double *x,
                     double *y)
{
    size_t count = 0;

    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->seeds[i] < b->seeds[j]) {
            i++;
        } else if (a->seeds[i] > b->seeds[j]) {
            j++;
        } else {
            x[count] = a->values[i++];
            y[count++] = b->values[j++];
        }
    }
    return count;
}

static void compare(const Contender *best, Contender *other)
{
    double *x = memory_new(best->n, sizeof *x);
    double *y = memory_new(best->n, sizeof *y);
    size_t shared = common(best, other, x, y);

    if (shared >= 2) {
        other->pairs = shared;
        other->comparison = paired_t(x, y, shared);
    } else if (best->n >= 2 && other->n >= 2) {
        other->comparison =
            welch_t(best->values, best->n, other->values, other->n);
    } else {
        other->comparison.p = (double)NAN;
    }
    other->compared = isfinite(other->comparison.p);
    free(x);
    free(y);
}

static void compare_all(Verdict *verdict)
{
    double *p = memory_new(verdict->count, sizeof *p);
    double *corrected = memory_new(verdict->count, sizeof *corrected);

    for (size_t i = 1; i < verdict->count; i++) {
        compare(&verdict->contenders[0], &verdict->contenders[i]);
        if (verdict->contenders[i].compared)
            p[verdict->compared++] = verdict->contenders[i].comparison.p;
    }
    holm(p, corrected, verdict->compared);
    for (size_t i = 1, k = 0; i < verdict->count; i++)
        if (verdict->contenders[i].compared)
            verdict->contenders[i].p = corrected[k++];
    free(p);
    free(corrected);
}

bool verdict_reach(Verdict *verdict, Store *store, const char *study,
                   const char *only, Error *err)
{
    const char *const names[] = {":study", ":only", NULL};
    const char *const values[] = {study, only, NULL};
    Result result = {0};

    *verdict = (Verdict){0};
    if (!store_query(store, query, names, values, &result, err))
        return false;
    collect(verdict, &result);
    compare_all(verdict);
    result_release(&result);
    return true;
}

void verdict_release(Verdict *verdict)
{
    for (size_t i = 0; i < verdict->count; i++) {
        free(verdict->contenders[i].config);
        free(verdict->contenders[i].label);
        free(verdict->contenders[i].split);
        free(verdict->contenders[i].seeds);
        free(verdict->contenders[i].values);
    }
    free(verdict->contenders);
    free(verdict->ranked_by);
    free(verdict->fresh);
    *verdict = (Verdict){0};
}

static void add_interval(const double *values, size_t n, Text *text)
{
    Interval interval = mean_interval(values, n);

    text_printf(text, "%.2f %%", 100 * mean(values, n));
    if (isfinite(interval.low))
        text_printf(text,
                    " (95 %% t interval %.2f to %.2f %%, n = %zu seeds; %.0f "
                    "more would halve it)",
                    100 * interval.low, 100 * interval.high, n,
                    seeds_to_halve(n));
    else
        text_add(text, " (n = 1 seed, so no interval)");
}

static void describe_best(const Verdict *verdict, Text *text)
{
    const Contender *best = &verdict->contenders[0];

    text_printf(text, "%s ranks first of %zu configuration%s", best->label,
                verdict->count, verdict->count == 1 ? "" : "s");
    if (verdict->tried > verdict->count)
        text_printf(text, " that came to their end, of %zu in the study",
                    verdict->tried);
    text_printf(text, ", by %s", verdict->ranked_by);
    if (strncmp(verdict->ranked_by, "training", 8) == 0)
        text_add(text, ", there being no validation");
    else if (verdict->validation_is_test)
        text_add(text, ", since the test set served for validation too");
    text_printf(text, "; on %s it reaches ", best->split);
    add_interval(best->values, best->n, text);
    text_add(text, " after the last epoch. ");
}

static void describe_fresh(const Verdict *verdict, Text *text)
{
    text_add(text,
             "On fresh seeds, which had no part in choosing it, it "
             "reaches ");
    add_interval(verdict->fresh, verdict->fresh_count, text);
    text_add(text, ". ");
}

// It goes through all ways to sign the differences: for the one lead that is
// told of, not for every contender.
static double flip(const Contender *best, const Contender *next)
{
    double *x = memory_new(best->n, sizeof *x);
    double *y = memory_new(best->n, sizeof *y);
    size_t shared = common(best, next, x, y);
    double p = sign_flip(x, y, shared);

    free(x);
    free(y);
    return p;
}

static void describe_test(const Contender *best, const Contender *next,
                          Text *text)
{
    if (next->pairs == 0) {
        text_add(text, "Welch's t test");
        return;
    }
    text_printf(text, "paired t test over %zu common seeds; ", next->pairs);
    if (next->pairs < 6)
        text_add(text, "a sign-flip test needs at least 6");
    else if (next->pairs > SIGN_FLIP_MAX)
        text_add(text, "too many for a sign-flip test");
    else
        text_printf(text, "sign-flip p = %.3g", flip(best, next));
}

static void describe_lead(const Verdict *verdict, Text *text)
{
    const Contender *best = &verdict->contenders[0];
    const Contender *next = &verdict->contenders[1];
    double lead = next->compared ? next->comparison.difference
                                 : mean(best->values, best->n)
                                       - mean(next->values, next->n);

    text_printf(text, "It lies %.2f points %s %s on %s", 100 * fabs(lead),
                lead < 0 ? "behind" : "ahead of", next->label, best->split);
    if (!next->compared) {
        text_printf(text,
                    ", but whether that is more than chance cannot be told "
                    "with n = %zu and %zu seed%s. ",
                    best->n, next->n, next->n == 1 ? "" : "s");
        return;
    }
    text_printf(text,
                " (95 %% interval of its lead %+.2f to %+.2f), %s (p = %.3g "
                "after Holm's correction for %zu comparison%s; ",
                100 * next->comparison.interval.low,
                100 * next->comparison.interval.high,
                next->p < significant ? "significant" : "not significant",
                next->p, verdict->compared, verdict->compared == 1 ? "" : "s");
    describe_test(best, next, text);
    text_add(text, "). ");
}

void verdict_words(const Verdict *verdict, Text *text)
{
    if (verdict->count == 0) {
        text_add(text, "No trial has finished yet, so there is no verdict.");
        return;
    }
    describe_best(verdict, text);
    if (verdict->fresh_count > 0)
        describe_fresh(verdict, text);
    if (verdict->count > 1)
        describe_lead(verdict, text);
    text_printf(text,
                "The last epoch's accuracy goes up and down by chance from "
                "epoch to epoch%s",
                verdict->contenders[0].n > 1
                    ? "; the interval over seeds includes that."
                    : ".");
}

static void tell(const Verdict *verdict, Text *json)
{
    size_t count = verdict->compared > 0 ? verdict->count : 0;

    text_printf(json, "{\"compared\":%zu,\"ties\":[", verdict->compared);
    for (size_t i = 0; i < count; i++) {
        const Contender *contender = &verdict->contenders[i];

        if (i > 0 && contender->compared && contender->p < significant)
            continue;
        text_add(json, i > 0 ? "," : "");
        text_add_json(json, contender->config);
    }
    text_add(json, "]}");
}

bool verdict_tell(Store *store, const char *study, const char *only, Text *json,
                  Error *err)
{
    Verdict verdict;
    bool ok = verdict_reach(&verdict, store, study, only, err);

    if (ok)
        tell(&verdict, json);
    verdict_release(&verdict);
    return ok;
}
