#include "harness/prune.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>

const char *const prune_methods[] = {"none", "sha", "asha", "median", NULL};

// The epoch of the rung after that at `epoch`, or 0. Multiplied, not taken by
// logarithms: log 243 / log 3 is less than 5. Division keeps it from
// overflowing.
static int next_epoch(const Prune *prune, int epoch)
{
    if (prune->method == PRUNE_MEDIAN)
        return epoch < prune->max ? epoch + 1 : 0;
    return epoch <= prune->max / prune->eta ? epoch * prune->eta : 0;
}

static int first_epoch(const Prune *prune)
{
    return prune->method != PRUNE_NONE && prune->min <= prune->max ? prune->min
                                                                   : 0;
}

int prune_epoch(const Prune *prune, int rung)
{
    int epoch = first_epoch(prune);

    for (int i = 0; i < rung && epoch > 0; i++)
        epoch = next_epoch(prune, epoch);
    return epoch;
}

int prune_rung(const Prune *prune, int epoch)
{
    int rung = prune_rungs_before(prune, epoch);

    return epoch > 0 && prune_epoch(prune, rung) == epoch ? rung : -1;
}

int prune_rungs_before(const Prune *prune, int epoch)
{
    int rungs = 0;

    for (int at = first_epoch(prune); at > 0 && at < epoch;
         at = next_epoch(prune, at))
        rungs++;
    return rungs;
}

static bool better(double a, double b, bool minimize)
{
    if (isnan(a) || isnan(b))
        return !isnan(a) && isnan(b);
    return minimize ? a < b : a > b;
}

static int compare_max(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;

    return better(second, first, false) - better(first, second, false);
}

static int compare_min(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;

    return better(second, first, true) - better(first, second, true);
}

static void sort(double *values, size_t count, bool minimize)
{
    qsort(values, count, sizeof *values, minimize ? compare_min : compare_max);
}

static Judgement judge_halving(const Prune *prune, bool minimize,
                               const Entrant *entrants, size_t count,
                               size_t which)
{
    size_t share = count / (size_t)prune->eta;
    size_t kept = share > 1 ? share : 1;
    double *values = memory_new(count, sizeof *values);
    Judgement judgement = {
        .rank = 1,
        .count = count,
        .value = entrants[which].value,
    };

    for (size_t i = 0; i < count; i++) {
        double other = entrants[i].value;

        values[i] = other;
        judgement.rank +=
            better(other, judgement.value, minimize)
            || (i < which && !better(judgement.value, other, minimize));
    }
    sort(values, count, minimize);
    judgement.threshold = values[kept - 1];
    judgement.goes_on = judgement.rank <= kept;
    free(values);
    return judgement;
}

// Of sorted values; NaN where one of the two in the middle is.
static double middle(const double *values, size_t count)
{
    if (count == 0)
        return (double)NAN;
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static Judgement judge_median(bool minimize, const Entrant *entrants,
                              size_t count, size_t which)
{
    double *means = memory_new(count, sizeof *means);
    size_t others = 0;
    Judgement judgement = {
        .rank = 1,
        .count = count,
        .value = entrants[which].best,
    };

    for (size_t i = 0; i < count; i++) {
        if (i == which)
            continue;
        means[others++] = entrants[i].mean;
        judgement.rank += better(entrants[i].mean, judgement.value, minimize);
    }
    sort(means, others, minimize);
    judgement.threshold = middle(means, others);
    judgement.goes_on = !better(judgement.threshold, judgement.value, minimize);
    free(means);
    return judgement;
}

Judgement prune_judge(const Prune *prune, bool minimize,
                      const Entrant *entrants, size_t count, size_t which)
{
    if (prune->method == PRUNE_MEDIAN)
        return judge_median(minimize, entrants, count, which);
    return judge_halving(prune, minimize, entrants, count, which);
}

double prune_expected(const Prune *prune, int epochs, int done)
{
    bool halves = prune->method == PRUNE_SHA || prune->method == PRUNE_ASHA;
    double share = 1;
    double sum = 0;

    for (int at = halves ? first_epoch(prune) : 0; at > 0 && at < epochs;
         at = next_epoch(prune, at)) {
        if (at <= done)
            continue;
        sum += share * (at - done);
        share /= prune->eta;
        done = at;
    }
    return epochs > done ? sum + share * (epochs - done) : sum;
}
