// Tables of the small study's record in a workplace, for tests. Included once
// per test program.
#pragma once

#include "harness/database.h"
#include "harness/tabulate.h"
#include "tests/made_up.h"

static inline void change(Workplace *place, const char *script)
{
    Error err = {0};
    Database *database =
        database_open(workplace_file(place, "results.db"), true, &err);

    assert_well(database, &err);
    assert_well(database_script(database, script, &err), &err);
    database_close(database);
}

static inline Tabulation ask(Store *store, const char *name)
{
    Tabulation table;
    Error err = {0};

    assert_well(tabulate(&table, store, name, "small", &err), &err);
    return table;
}

static inline size_t column_of(const Result *result, const char *name)
{
    for (size_t i = 0; i < result->columns; i++)
        if (strcmp(result->names[i], name) == 0)
            return i;
    print_error("no column '%s'\n", name);
    _fail(__FILE__, __LINE__);
    return 0;
}

static inline const char *text_in(const Result *result, size_t row,
                                  const char *name)
{
    assert_true(row < result->rows);
    return result->cells[row * result->columns + column_of(result, name)];
}

static inline void assert_number(const Result *result, size_t row,
                                 const char *name, double expected)
{
    double value = result_number(result, row, column_of(result, name));

    if (fabs(value - expected) <= 1e-10 * fmax(1, fabs(expected)))
        return;
    print_error("%s in row %zu is %.12g, not %.12g\n", name, row, value,
                expected);
    _fail(__FILE__, __LINE__);
}
