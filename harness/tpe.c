#include "harness/tpe.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { GOOD_SHARE = 10, GOOD_MOST = 25, CANDIDATES = 24, CLIP_MOST = 100 };

// One Gaussian of the mixture. The first is the prior.
typedef struct {
    double mean, sigma;
    double inside;  // what of it lies between the bounds
} Component;

// The distribution that some values come to; components or counts, by kind.
typedef struct {
    const TpeDimension *dimension;
    double step;       // 0: any value
    double top;        // the highest value: the last step may end below `high`
    double low, high;  // the bounds, on the scale of the range
    Component *components;
    size_t component_count;
    double *counts;  // per choice, 1 of the prior among them
    double total;
} Parzen;

size_t tpe_good(size_t observations)
{
    size_t good = (observations + GOOD_SHARE - 1) / GOOD_SHARE;

    return good < GOOD_MOST ? good : GOOD_MOST;
}

static double scaled(const TpeDimension *dimension, double value)
{
    return dimension->log ? log(value) : value;
}

static double normal_cdf(double z)
{
    return 0.5 * erfc(-z * 0.70710678118654752);
}

// What of a component lies in [low, high]. Above the mean the upper tails are
// subtracted, since the lower ones are all nearly 1.
static double mass(const Component *one, double low, double high)
{
    double a = (low - one->mean) / one->sigma;
    double b = (high - one->mean) / one->sigma;

    return a > 0 ? normal_cdf(-a) - normal_cdf(-b)
                 : normal_cdf(b) - normal_cdf(a);
}

// 0.3 is three steps of 0.1, though 0.3/0.1 rounds to less than 3.
static double steps_within(const TpeDimension *dimension, double step)
{
    return floor((dimension->high - dimension->low) / step + 1e-9);
}

static void set_bounds(Parzen *parzen)
{
    const TpeDimension *dimension = parzen->dimension;
    double half;
    double low;

    parzen->step = dimension->step > 0              ? dimension->step
                   : dimension->kind == TPE_INTEGER ? 1
                                                    : 0;
    parzen->top = dimension->high;
    if (parzen->step > 0)
        parzen->top = dimension->low
                      + steps_within(dimension, parzen->step) * parzen->step;
    half = parzen->step / 2;
    low = dimension->low - half;
    if (dimension->log && low <= 0)
        low = dimension->low;
    parzen->low = scaled(dimension, low);
    parzen->high = scaled(dimension, parzen->top + half);
}

static int by_mean(const void *left, const void *right)
{
    double a = ((const Component *)left)->mean;
    double b = ((const Component *)right)->mean;

    return (a > b) - (a < b);
}

// The prior stands among the others, and is known by its sigma of 0.
static void set_sigmas(Parzen *parzen)
{
    size_t count = parzen->component_count;
    double range = parzen->high - parzen->low;
    double least = range / fmin(CLIP_MOST, (double)count + 1);

    qsort(parzen->components, count, sizeof *parzen->components, by_mean);
    for (size_t i = 0; i < count; i++) {
        Component *one = &parzen->components[i];
        double left = i > 0 ? one->mean - one[-1].mean : 0;
        double right = i + 1 < count ? one[1].mean - one->mean : 0;

        if (one->sigma == 0)
            one->sigma = range;
        else
            one->sigma = fmin(fmax(fmax(left, right), least), range);
        one->inside = mass(one, parzen->low, parzen->high);
    }
}

static void parzen_init(Parzen *parzen, const TpeDimension *dimension,
                        const double *values, size_t count)
{
    *parzen = (Parzen){.dimension = dimension};
    if (dimension->kind == TPE_CHOICE) {
        parzen->counts = memory_new(dimension->choices, sizeof(double));
        parzen->total = (double)(count + dimension->choices);
        for (size_t i = 0; i < dimension->choices; i++)
            parzen->counts[i] = 1;
        for (size_t i = 0; i < count; i++) {
            assert((size_t)values[i] < dimension->choices);
            parzen->counts[(size_t)values[i]]++;
        }
        return;
    }
    set_bounds(parzen);
    parzen->component_count = count + 1;
    parzen->components =
        memory_new(parzen->component_count, sizeof *parzen->components);
    parzen->components[0].mean = (parzen->low + parzen->high) / 2;
    // A logarithm may round to beyond the bounds.
    for (size_t i = 0; i < count; i++)
        parzen->components[i + 1] = (Component){
            .mean = fmin(fmax(scaled(dimension, values[i]), parzen->low),
                         parzen->high),
            .sigma = 1,
        };
    set_sigmas(parzen);
}

static void parzen_release(Parzen *parzen)
{
    free(parzen->components);
    free(parzen->counts);
}

// With steps, what of a component lies in [low, high]; else its density at low,
// which is high.
static double component_density(const Parzen *parzen, const Component *one,
                                double low, double high)
{
    double z;

    if (parzen->step > 0)
        return mass(one, low, high) / one->inside;
    z = (low - one->mean) / one->sigma;
    return exp(-z * z / 2) / (2.5066282746310005 * one->sigma * one->inside);
}

static double density(const Parzen *parzen, double x)
{
    const TpeDimension *dimension = parzen->dimension;
    double half = parzen->step / 2;
    double low;
    double high;
    double sum = 0;

    if (dimension->kind == TPE_CHOICE)
        return parzen->counts[(size_t)x] / parzen->total;
    low = parzen->low;
    if (!dimension->log || x - half > 0)
        low = fmax(low, scaled(dimension, x - half));
    high = fmin(parzen->high, scaled(dimension, x + half));
    for (size_t i = 0; i < parzen->component_count; i++)
        sum += component_density(parzen, &parzen->components[i], low, high);
    return sum / (double)parzen->component_count;
}

static double draw_choice(const Parzen *parzen, Rng *rng)
{
    size_t choices = parzen->dimension->choices;
    double left = rng_double(rng) * parzen->total;
    size_t i = 0;

    while (i + 1 < choices && left >= parzen->counts[i])
        left -= parzen->counts[i++];
    return (double)i;
}

// From the scale of the range to a value that the range has.
static double value_at(const Parzen *parzen, double place)
{
    const TpeDimension *dimension = parzen->dimension;
    double value = dimension->log ? exp(place) : place;

    if (parzen->step > 0)
        value = dimension->low
                + round((value - dimension->low) / parzen->step) * parzen->step;
    return fmin(fmax(value, dimension->low), parzen->top);
}

static double draw(const Parzen *parzen, Rng *rng)
{
    const Component *one;
    double place;

    if (parzen->dimension->kind == TPE_CHOICE)
        return draw_choice(parzen, rng);
    if (parzen->low == parzen->high)
        return parzen->top;
    // At least a third of a component lies within the bounds: its mean does,
    // and its sigma is no larger than their distance.
    one =
        &parzen->components[rng_below(rng, (uint32_t)parzen->component_count)];
    do
        place = one->mean + one->sigma * rng_normal(rng);
    while (place < parzen->low || place > parzen->high);
    return value_at(parzen, place);
}

// Adds a distribution's value, if the observation has one.
static void gather(double value, double *values, size_t *count)
{
    if (!isnan(value))
        values[(*count)++] = value;
}

static double best_of(const Parzen *good, const Parzen *other, Rng *rng)
{
    double best = 0;
    double most = 0;

    for (int i = 0; i < CANDIDATES; i++) {
        double value = draw(good, rng);
        double ratio = density(good, value) / density(other, value);

        if (i == 0 || ratio > most) {
            most = ratio;
            best = value;
        }
    }
    return best;
}

double tpe_propose(const TpeDimension *dimensions, size_t count,
                   const double *observed, size_t observations,
                   size_t dimension, Rng *rng)
{
    const TpeDimension *one = &dimensions[dimension];
    size_t first_other = tpe_good(observations);
    double *values = memory_new(observations, sizeof *values);
    size_t goods = 0;
    size_t all;
    Parzen good;
    Parzen other;
    double value;

    assert(dimension < count);
    for (size_t i = 0; i < first_other; i++)
        gather(observed[i * count + dimension], values, &goods);
    all = goods;
    for (size_t i = first_other; i < observations; i++)
        gather(observed[i * count + dimension], values, &all);
    parzen_init(&good, one, values, goods);
    parzen_init(&other, one, values + goods, all - goods);
    value = best_of(&good, &other, rng);
    parzen_release(&good);
    parzen_release(&other);
    free(values);
    return value;
}

double tpe_density(const TpeDimension *dimension, const double *values,
                   size_t count, double x)
{
    Parzen parzen;
    double p;

    parzen_init(&parzen, dimension, values, count);
    p = density(&parzen, x);
    parzen_release(&parzen);
    return p;
}
