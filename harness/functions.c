#include "harness/functions.h"

#include "harness/statistics.h"
#include "nets/base/memory.h"

#include <stdlib.h>

static double ci95_low(const double *values, size_t count)
{
    return mean_interval(values, count).low;
}

static double ci95_high(const double *values, size_t count)
{
    return mean_interval(values, count).high;
}

static double half_seeds(const double *values, size_t count)
{
    (void)values;
    return seeds_to_halve(count);
}

// Two columns as arrays of their own.
typedef struct {
    double *a;
    double *b;
    size_t a_count;
    size_t b_count;
} Samples;

static void samples_release(Samples *samples)
{
    free(samples->a);
    free(samples->b);
}

static Samples samples_new(const double *rows, size_t count)
{
    Samples samples = {.a = memory_new(count, sizeof(double)),
                       .b = memory_new(count, sizeof(double))};

    for (size_t i = 0; i < count; i++) {
        if (!isnan(rows[2 * i]))
            samples.a[samples.a_count++] = rows[2 * i];
        if (!isnan(rows[2 * i + 1]))
            samples.b[samples.b_count++] = rows[2 * i + 1];
    }
    return samples;
}

// Of rows that have both.
static Samples pairs_new(const double *rows, size_t count)
{
    Samples pairs = {.a = memory_new(count, sizeof(double)),
                     .b = memory_new(count, sizeof(double))};

    for (size_t i = 0; i < count; i++) {
        if (isnan(rows[2 * i]) || isnan(rows[2 * i + 1]))
            continue;
        pairs.a[pairs.a_count++] = rows[2 * i];
        pairs.b[pairs.b_count++] = rows[2 * i + 1];
    }
    return pairs;
}

static Comparison compare_pairs(const double *rows, size_t count)
{
    Samples pairs = pairs_new(rows, count);
    Comparison comparison = paired_t(pairs.a, pairs.b, pairs.a_count);

    samples_release(&pairs);
    return comparison;
}

static double paired_p(const double *rows, size_t count)
{
    return compare_pairs(rows, count).p;
}

static double paired_low(const double *rows, size_t count)
{
    return compare_pairs(rows, count).interval.low;
}

static double paired_high(const double *rows, size_t count)
{
    return compare_pairs(rows, count).interval.high;
}

static double sign_flip_p(const double *rows, size_t count)
{
    Samples pairs = pairs_new(rows, count);
    double p = sign_flip(pairs.a, pairs.b, pairs.a_count);

    samples_release(&pairs);
    return p;
}

static double ece(const double *rows, size_t count)
{
    Samples pairs = pairs_new(rows, count);
    double error = calibration_error(pairs.a, pairs.b, pairs.a_count);

    samples_release(&pairs);
    return error;
}

static Comparison compare_samples(const double *rows, size_t count)
{
    Samples samples = samples_new(rows, count);
    Comparison comparison =
        welch_t(samples.a, samples.a_count, samples.b, samples.b_count);

    samples_release(&samples);
    return comparison;
}

static double welch_p(const double *rows, size_t count)
{
    return compare_samples(rows, count).p;
}

static double welch_low(const double *rows, size_t count)
{
    return compare_samples(rows, count).interval.low;
}

static double welch_high(const double *rows, size_t count)
{
    return compare_samples(rows, count).interval.high;
}

static double wilson_low(const double *arguments)
{
    return wilson_interval(arguments[0], arguments[1]).low;
}

static double wilson_high(const double *arguments)
{
    return wilson_interval(arguments[0], arguments[1]).high;
}

static double exact(const double *arguments)
{
    return mcnemar_exact(arguments[0], arguments[1]);
}

static double midp(const double *arguments)
{
    return mcnemar_midp(arguments[0], arguments[1]);
}

static double agresti_min_low(const double *arguments)
{
    return agresti_min_interval(arguments[0], arguments[1], arguments[2]).low;
}

static double agresti_min_high(const double *arguments)
{
    return agresti_min_interval(arguments[0], arguments[1], arguments[2]).high;
}

static double student_tail(const double *arguments)
{
    return student_p(arguments[0], arguments[1]);
}

static double student(const double *arguments)
{
    return student_quantile(arguments[0], arguments[1]);
}

static double f_tail(const double *arguments)
{
    return f_p(arguments[0], arguments[1], arguments[2]);
}

static double points(const double *arguments)
{
    return percentage_points(arguments[0]);
}

// results/README.md says what each is.
static const struct {
    const char *name;
    int arguments;
    NumbersFunction *function;
} aggregates[] = {
    {"stddev", 1, standard_deviation},
    {"median", 1, median},
    {"ci95_low", 1, ci95_low},
    {"ci95_high", 1, ci95_high},
    {"half_seeds", 1, half_seeds},
    {"paired_t_p", 2, paired_p},
    {"paired_low", 2, paired_low},
    {"paired_high", 2, paired_high},
    {"sign_flip_p", 2, sign_flip_p},
    {"welch_p", 2, welch_p},
    {"welch_low", 2, welch_low},
    {"welch_high", 2, welch_high},
    {"ece", 2, ece},
};

static const struct {
    const char *name;
    int arguments;
    NumberFunction *function;
} functions[] = {
    {"wilson_low", 2, wilson_low},
    {"wilson_high", 2, wilson_high},
    {"mcnemar_exact", 2, exact},
    {"mcnemar_midp", 2, midp},
    {"agresti_min_low", 3, agresti_min_low},
    {"agresti_min_high", 3, agresti_min_high},
    {"student_p", 2, student_tail},
    {"student_quantile", 2, student},
    {"f_p", 3, f_tail},
    {"points", 1, points},
};

bool functions_add(Database *database, Error *err)
{
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
        if (!database_add_aggregate(database, aggregates[i].name,
                                    aggregates[i].arguments,
                                    aggregates[i].function, err))
            return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (!database_add_function(database, functions[i].name,
                                   functions[i].arguments,
                                   functions[i].function, err))
            return false;
    return database_add_json(database, err);
}
