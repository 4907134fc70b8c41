#include "harness/functions.h"

#include "harness/statistics.h"

static double ci95_low(const double *values, size_t count)
{
    return mean_interval(values, count).low;
}

static double ci95_high(const double *values, size_t count)
{
    return mean_interval(values, count).high;
}

static double wilson_low(const double *arguments)
{
    return wilson_interval(arguments[0], arguments[1]).low;
}

static double wilson_high(const double *arguments)
{
    return wilson_interval(arguments[0], arguments[1]).high;
}

static double mcnemar(const double *arguments)
{
    return mcnemar_midp(arguments[0], arguments[1]);
}

static double student(const double *arguments)
{
    return student_quantile(arguments[0], arguments[1]);
}

static const struct {
    const char *name;
    NumbersFunction *function;
} aggregates[] = {
    {"stddev", standard_deviation},
    {"median", median},
    {"ci95_low", ci95_low},
    {"ci95_high", ci95_high},
};

static const struct {
    const char *name;
    int arguments;
    NumberFunction *function;
} functions[] = {
    {"wilson_low", 2, wilson_low},    // (successes, n)
    {"wilson_high", 2, wilson_high},  // (successes, n)
    {"mcnemar_midp", 2, mcnemar},     // (only the first right, only the second)
    {"student_quantile", 2, student},  // (probability, degrees of freedom)
};

bool functions_add(Database *database, Error *err)
{
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
        if (!database_add_aggregate(database, aggregates[i].name,
                                    aggregates[i].function, err))
            return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (!database_add_function(database, functions[i].name,
                                   functions[i].arguments,
                                   functions[i].function, err))
            return false;
    return true;
}
