// Queries by anyone, their results as texts.
#include "harness/store_inside.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Texts pile up in one Text, whose address may change until the end: until
// then a cell is the distance from its start, plus one; 0 is NULL.
typedef struct {
    Result *result;
    Text text;
    size_t *starts;
    size_t count;
    size_t start_capacity;
    size_t type_capacity;
} Piling;

static char add_cell(Text *text, const Value *cell)
{
    switch (cell->is) {
    case VALUE_IS_INTEGER:
        text_printf(text, "%lld", (long long)cell->integer);
        return 'i';
    case VALUE_IS_REAL:
        text_add_number(text, cell->real);
        return 'f';
    case VALUE_IS_TEXT:
        text_add(text, cell->text);
        return 't';
    case VALUE_IS_NULL:
        break;
    }
    return 'n';
}

static void pile(Piling *piling, const Value *cell)
{
    Result *result = piling->result;
    size_t start = piling->text.length;
    char type = add_cell(&piling->text, cell);

    text_add_char(&piling->text, '\0');
    piling->starts = memory_grow(piling->starts, &piling->start_capacity,
                                 piling->count + 1, sizeof *piling->starts);
    result->types = memory_grow(result->types, &piling->type_capacity,
                                piling->count + 1, 1);
    result->types[piling->count] = type;
    piling->starts[piling->count++] = type == 'n' ? 0 : start + 1;
}

static bool pile_rows(Piling *piling, Statement *statement, Error *err)
{
    Result *result = piling->result;
    bool row = true;

    result->columns = statement_columns(statement);
    for (size_t i = 0; i < result->columns; i++) {
        Value name = text_value(statement_name(statement, i));

        pile(piling, &name);
    }
    while (statement_step(statement, &row, err)) {
        if (!row)
            return true;
        for (size_t i = 0; i < result->columns; i++) {
            Value cell = statement_value(statement, i);

            pile(piling, &cell);
        }
        result->rows++;
    }
    return false;
}

// One that stayed NULL would be an answer to another question.
static bool bind_named(Statement *statement, const char *const *names,
                       const char *const *values, Error *err)
{
    for (size_t i = 1; i <= statement_parameters(statement); i++) {
        const char *name = statement_parameter(statement, i);
        size_t found = 0;

        while (name && names && names[found] && strcmp(names[found], name) != 0)
            found++;
        if (!name || !names || !names[found])
            return fail_misuse(err, "the query's parameter '%s' has no value",
                               name ? name : "?");
        if (!statement_bind(statement, i, text_value(values[found]), err))
            return false;
    }
    return true;
}

// The first row of the pile is the columns' names.
static void unpile(Piling *piling)
{
    Result *result = piling->result;
    char **cells = memory_new(piling->count, sizeof *cells);

    result->text = piling->text.data;
    for (size_t i = 0; i < piling->count; i++)
        cells[i] =
            piling->starts[i] ? result->text + piling->starts[i] - 1 : NULL;
    result->names = cells;
    result->cells = cells + result->columns;
    memmove(result->types, result->types + result->columns,
            piling->count - result->columns);
}

bool store_query(Store *store, const char *sql, const char *const *names,
                 const char *const *values, Result *result, Error *err)
{
    Piling piling = {.result = result};
    Statement *statement = database_stranger(store->database, sql, err);
    bool ok;

    *result = (Result){0};
    ok = statement && bind_named(statement, names, values, err)
         && pile_rows(&piling, statement, err);
    statement_free(statement);
    if (ok) {
        unpile(&piling);
    } else {
        text_release(&piling.text);
        result_release(result);
    }
    free(piling.starts);
    return ok;
}

void store_watch(Store *store, bool (*stop)(void *context), void *context)
{
    database_watch(store->database, stop, context);
}

// The cells stand behind the names, in the same array.
void result_release(Result *result)
{
    free(result->names);
    free(result->types);
    free(result->text);
    *result = (Result){0};
}

double result_number(const Result *result, size_t row, size_t column)
{
    size_t at = row * result->columns + column;
    char type = result->types[at];

    if (type != 'i' && type != 'f')
        return (double)NAN;
    return strtod(result->cells[at], NULL);
}

size_t result_column(const Result *result, const char *name)
{
    size_t column = 0;

    while (column < result->columns && strcmp(result->names[column], name) != 0)
        column++;
    return column;
}
