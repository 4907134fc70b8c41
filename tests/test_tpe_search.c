// harness/tpe: it finds better values than random search does.
#include "harness/tpe.h"
#include "tests/check.h"

#include <math.h>
#include <stdlib.h>

enum { BUDGET = 100, SEEDS = 20, PARAMETERS = 4 };

typedef struct {
    TpeDimension dimensions[PARAMETERS];
    double (*value)(const double *x);  // to be small
} Problem;

// Hartmann's function of four dimensions: Picheny, Wagner & Ginsbourger 2012,
// "A benchmark of kriging-based infill criteria for noisy optimization"; its
// minimum is −3.135474.
static double hartmann(const double *x)
{
    static const double alpha[] = {1, 1.2, 3, 3.2};
    static const double a[4][PARAMETERS] = {{10, 3, 17, 3.5},
                                            {0.05, 10, 17, 0.1},
                                            {3, 3.5, 1.7, 10},
                                            {17, 8, 0.05, 10}};
    static const double p[4][PARAMETERS] = {{0.1312, 0.1696, 0.5569, 0.0124},
                                            {0.2329, 0.4135, 0.8307, 0.3736},
                                            {0.2348, 0.1451, 0.3522, 0.2883},
                                            {0.4047, 0.8828, 0.8732, 0.5743}};
    double sum = 1.1;

    for (size_t i = 0; i < 4; i++) {
        double distance = 0;

        for (size_t j = 0; j < PARAMETERS; j++)
            distance += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
        sum -= alpha[i] * exp(-distance);
    }
    return sum / 0.839;
}

// As settings of a training are: a rate, a batch size, a share by steps, and a
// choice with a best rate of its own. The minimum is 0.
static double settings(const double *x)
{
    static const double best_rate[] = {0.1, 1e-3, 3e-3};
    static const double penalty[] = {0.3, 0, 0.1};
    double rate = log10(x[0] / best_rate[(size_t)x[3]]);
    double batch = log2(x[1] / 64) / 4;
    double share = 2 * (x[2] - 0.35);

    return rate * rate + batch * batch + share * share + penalty[(size_t)x[3]];
}

static const Problem hartmann_problem = {
    {{TPE_REAL, .low = 0, .high = 1},
     {TPE_REAL, .low = 0, .high = 1},
     {TPE_REAL, .low = 0, .high = 1},
     {TPE_REAL, .low = 0, .high = 1}},
    hartmann,
};

static const Problem settings_problem = {
    {{TPE_REAL, true, 1e-5, 1, .step = 0},
     {TPE_INTEGER, true, 8, 512, .step = 0},
     {TPE_REAL, .low = 0, .high = 0.9, .step = 0.05},
     {TPE_CHOICE, .choices = 3}},
    settings,
};

// One trial: its value, then its parameters.
typedef double Trial[1 + PARAMETERS];

// The prior of an estimator without values is not quite uniform; random search
// is.
static double draw_uniform(const TpeDimension *dimension, Rng *rng)
{
    double low = dimension->low;
    double high = dimension->high;
    double step = dimension->step;

    if (dimension->kind == TPE_CHOICE)
        return rng_below(rng, (uint32_t)dimension->choices);
    if (dimension->kind == TPE_INTEGER && dimension->log)
        return round(exp(rng_uniform(rng, log(low - 0.5), log(high + 0.5))));
    if (dimension->log)
        return exp(rng_uniform(rng, log(low), log(high)));
    if (step > 0)
        return low
               + step
                     * rng_below(rng, (uint32_t)round((high - low) / step) + 1);
    return rng_uniform(rng, low, high);
}

// Puts a trial in its place among those before it, the best first.
static void insert(Trial *trials, size_t count, const double *trial)
{
    size_t at = count;

    for (; at > 0 && trials[at - 1][0] > trial[0]; at--)
        memcpy(trials[at], trials[at - 1], sizeof(Trial));
    memcpy(trials[at], trial, sizeof(Trial));
}

// The best value of BUDGET trials.
static double search(const Problem *problem, uint32_t seed, bool tpe)
{
    Trial trials[BUDGET];
    double observed[BUDGET * PARAMETERS];

    for (size_t i = 0; i < BUDGET; i++) {
        Trial trial;

        for (size_t j = 0; j < i; j++)
            memcpy(observed + j * PARAMETERS, trials[j] + 1,
                   PARAMETERS * sizeof *observed);
        for (size_t j = 0; j < PARAMETERS; j++) {
            Rng rng =
                rng_new(seed, RNG_TEST, (uint32_t)j, (uint32_t)i, tpe ? 1 : 0);

            trial[1 + j] = tpe && i >= TPE_STARTUP
                               ? tpe_propose(problem->dimensions, PARAMETERS,
                                             observed, i, j, &rng)
                               : draw_uniform(&problem->dimensions[j], &rng);
        }
        trial[0] = problem->value(trial + 1);
        insert(trials, i, trial);
    }
    return trials[0][0];
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median_of_seeds(const Problem *problem, bool tpe)
{
    double best[SEEDS];

    for (uint32_t i = 0; i < SEEDS; i++)
        best[i] = search(problem, i + 1, tpe);
    qsort(best, SEEDS, sizeof *best, by_value);
    return (best[SEEDS / 2 - 1] + best[SEEDS / 2]) / 2;
}

static void check_better(const char *name, const Problem *problem)
{
    double random = median_of_seeds(problem, false);
    double tpe = median_of_seeds(problem, true);

    print_message("%s: random %.4f, TPE %.4f\n", name, random, tpe);
    assert_true(tpe < random);
}

static void tpe_beats_random_search(void **state)
{
    (void)state;
    check_better("Hartmann's function", &hartmann_problem);
    check_better("settings", &settings_problem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tpe_beats_random_search),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
