#include "harness/statistics_anova.h"

#include "harness/statistics.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double nothing = (double)NAN;

// Factors that vary, and how many levels each has.
typedef struct {
    const Observations *all;
    size_t factors[FACTORS_MAX];
    size_t levels[FACTORS_MAX];
    size_t count;
    size_t *group;  // [rows]
    double *sums;   // [rows]: of each group
    double grand;   // mean
    double total;   // sum of squares
} Analysis;

// Levels that occur; they are numbered from 0, but some may have gone.
static size_t levels_of(const Observations *all, size_t factor)
{
    size_t count = 0;

    for (size_t i = 0; i < all->rows; i++) {
        size_t j = 0;

        while (j < i
               && all->levels[j * all->factors + factor]
                      != all->levels[i * all->factors + factor])
            j++;
        count += j == i;
    }
    return count;
}

static void analysis_init(Analysis *analysis, const Observations *all)
{
    *analysis = (Analysis){
        .all = all,
        .group = memory_new(all->rows + 1, sizeof *analysis->group),
        .sums = memory_new(all->rows + 1, sizeof *analysis->sums),
        .grand = mean(all->responses, all->rows),
    };
    for (size_t f = 0; f < all->factors; f++) {
        size_t levels = levels_of(all, f);

        if (levels < 2)
            continue;
        analysis->factors[analysis->count] = f;
        analysis->levels[analysis->count++] = levels;
    }
    for (size_t i = 0; i < all->rows; i++)
        analysis->total += pow(all->responses[i] - analysis->grand, 2);
}

static void analysis_release(Analysis *analysis)
{
    free(analysis->group);
    free(analysis->sums);
}

static bool agree(const Analysis *analysis, size_t a, size_t b, unsigned set)
{
    const Observations *all = analysis->all;

    for (size_t i = 0; i < analysis->count; i++) {
        size_t f = analysis->factors[i];

        if (set >> i & 1
            && all->levels[a * all->factors + f]
                   != all->levels[b * all->factors + f])
            return false;
    }
    return true;
}

// Rows that agree in the factors of `set` (bits) make a group, named by its
// first row. Returns how many there are; they are equally large.
static size_t group_by(Analysis *analysis, unsigned set)
{
    size_t rows = analysis->all->rows;
    size_t groups = 0;

    for (size_t i = 0; i < rows; i++) {
        size_t j = 0;

        while (j < i
               && !(analysis->group[j] == j && agree(analysis, i, j, set)))
            j++;
        analysis->group[i] = j;
        groups += j == i;
        if (j == i)
            analysis->sums[i] = 0;
        analysis->sums[j] += analysis->all->responses[i] - analysis->grand;
    }
    return groups;
}

// Σ over groups of n (group's mean − grand mean)².
static double squares_between(Analysis *analysis, unsigned set)
{
    size_t rows = analysis->all->rows;
    size_t groups = group_by(analysis, set);
    double each = (double)rows / (double)groups;
    double squares = 0;

    for (size_t i = 0; i < rows; i++)
        if (analysis->group[i] == i)
            squares += analysis->sums[i] * analysis->sums[i] / each;
    return squares;
}

// Σ (x − its group's mean)², groups being equal in every factor.
static Effect seeds_of(Analysis *analysis)
{
    size_t rows = analysis->all->rows;
    size_t groups = group_by(analysis, (1U << analysis->count) - 1);
    double each = (double)rows / (double)groups;
    double squares = 0;

    for (size_t i = 0; i < rows; i++)
        squares += pow(analysis->all->responses[i] - analysis->grand
                           - analysis->sums[analysis->group[i]] / each,
                       2);
    return (Effect){.kind = EFFECT_SEEDS,
                    .freedom = (double)(rows - groups),
                    .squares = squares,
                    .f = nothing,
                    .p = nothing,
                    .omega2 = nothing,
                    .share = squares / analysis->total};
}

// What rounding leaves below 0 is 0.
static Effect effect_of(const Analysis *analysis, const Effect *seeds,
                        double squares, double freedom)
{
    double error = seeds->squares / seeds->freedom;
    Effect effect = {.freedom = freedom, .squares = fmax(0, squares)};

    effect.f = effect.squares / freedom / error;
    effect.p = f_p(effect.f, freedom, seeds->freedom);
    effect.omega2 =
        (effect.squares - freedom * error) / (analysis->total + error);
    effect.share = effect.squares / analysis->total;
    return effect;
}

static void add_mains(Analysis *analysis, const Effect *seeds, Effect *effects)
{
    for (size_t i = 0; i < analysis->count; i++) {
        effects[i] =
            effect_of(analysis, seeds, squares_between(analysis, 1U << i),
                      (double)(analysis->levels[i] - 1));
        effects[i].factors[0] = analysis->factors[i];
    }
}

// SS of a pair is what its cells explain beyond both main effects.
static size_t add_pairs(Analysis *analysis, const Effect *seeds,
                        Effect *effects)
{
    size_t count = analysis->count;

    for (size_t i = 0; i < analysis->count; i++)
        for (size_t j = i + 1; j < analysis->count; j++) {
            Effect *effect = &effects[count++];
            double squares = squares_between(analysis, 1U << i | 1U << j)
                             - effects[i].squares - effects[j].squares;

            *effect = effect_of(analysis, seeds, squares,
                                effects[i].freedom * effects[j].freedom);
            effect->kind = EFFECT_PAIR;
            effect->factors[0] = analysis->factors[i];
            effect->factors[1] = analysis->factors[j];
        }
    return count;
}

static size_t add_higher(Analysis *analysis, const Effect *seeds,
                         Effect *effects, size_t count)
{
    double squares = squares_between(analysis, (1U << analysis->count) - 1);
    double freedom = (double)analysis->all->rows - seeds->freedom - 1;

    for (size_t i = 0; i < count; i++) {
        squares -= effects[i].squares;
        freedom -= effects[i].freedom;
    }
    effects[count] = effect_of(analysis, seeds, squares, freedom);
    effects[count].kind = EFFECT_HIGHER;
    return count + 1;
}

size_t anova(const Observations *balanced, Effect *effects)
{
    Analysis analysis;
    Effect seeds;
    size_t count = 0;

    analysis_init(&analysis, balanced);
    if (analysis.count > 0) {
        seeds = seeds_of(&analysis);
        add_mains(&analysis, &seeds, effects);
        count = add_pairs(&analysis, &seeds, effects);
        if (analysis.count > 2)
            count = add_higher(&analysis, &seeds, effects, count);
        effects[count++] = seeds;
    }
    analysis_release(&analysis);
    return count;
}
