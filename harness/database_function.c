// SQL functions that are written in C.
#include "harness/database_inside.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

double number_of(sqlite3_value *value)
{
    int type = sqlite3_value_numeric_type(value);

    return type == SQLITE_INTEGER || type == SQLITE_FLOAT
               ? sqlite3_value_double(value)
               : (double)NAN;
}

static void call(sqlite3_context *context, int count, sqlite3_value **values)
{
    // A function cannot be user data as it is: only a pointer to it can.
    NumberFunction *const *function = sqlite3_user_data(context);
    double arguments[8];

    assert(count <= (int)(sizeof arguments / sizeof *arguments));
    for (int i = 0; i < count; i++)
        arguments[i] = number_of(values[i]);
    sqlite3_result_double(context, (*function)(arguments));
}

typedef struct {
    double *values;
    size_t count;  // of values: rows × arguments
    size_t capacity;
    size_t arguments;
} Numbers;

static void collect(sqlite3_context *context, int count, sqlite3_value **values)
{
    Numbers *numbers = sqlite3_aggregate_context(context, sizeof *numbers);
    size_t missing = 0;

    if (!numbers) {
        sqlite3_result_error_nomem(context);
        return;
    }
    numbers->arguments = (size_t)count;
    numbers->values =
        memory_grow(numbers->values, &numbers->capacity,
                    numbers->count + numbers->arguments, sizeof(double));
    for (size_t i = 0; i < numbers->arguments; i++) {
        double value = number_of(values[i]);

        numbers->values[numbers->count + i] = value;
        missing += isnan(value) != 0;
    }
    if (missing < numbers->arguments)
        numbers->count += numbers->arguments;
}

static void conclude(sqlite3_context *context)
{
    NumbersFunction *const *function = sqlite3_user_data(context);
    const Numbers *numbers = sqlite3_aggregate_context(context, 0);

    if (!numbers)
        return;
    if (numbers->count > 0)
        sqlite3_result_double(
            context,
            (*function)(numbers->values, numbers->count / numbers->arguments));
    free(numbers->values);
}

bool database_add_function(Database *database, const char *name, int arguments,
                           NumberFunction *function, Error *err)
{
    NumberFunction **data = memory_new(1, sizeof(NumberFunction *));

    *data = function;
    return database_check(database,
                          sqlite3_create_function_v2(database->handle, name,
                                                     arguments, PURE, data,
                                                     call, NULL, NULL, free),
                          err);
}

bool database_add_aggregate(Database *database, const char *name, int arguments,
                            NumbersFunction *function, Error *err)
{
    NumbersFunction **data = memory_new(1, sizeof(NumbersFunction *));

    *data = function;
    return database_check(
        database,
        sqlite3_create_function_v2(database->handle, name, arguments, PURE,
                                   data, NULL, collect, conclude, free),
        err);
}
