// Statements that were written by anyone, and may only read.
#include "harness/database_inside.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// ATTACH, some pragmas and transactions count as read-only for SQLite, though
// they make files, change settings or keep others waiting.
static int authorize(void *context, int action, const char *first,
                     const char *second, const char *schema,
                     const char *trigger)
{
    bool refused = action == SQLITE_ATTACH || action == SQLITE_DETACH
                   || action == SQLITE_TRANSACTION
                   || action == SQLITE_SAVEPOINT;

    (void)context, (void)schema, (void)trigger;
    if (action == SQLITE_FUNCTION)
        refused = sqlite3_stricmp(second, "load_extension") == 0;
    if (action == SQLITE_PRAGMA)
        refused = second && sqlite3_strglob("*_info", first) != 0
                  && sqlite3_strglob("*_list", first) != 0;
    return refused ? SQLITE_DENY : SQLITE_OK;
}

static bool prepare_stranger(Database *database, const char *sql,
                             sqlite3_stmt **handle, Error *err)
{
    const char *rest = "";
    int code;

    (void)sqlite3_set_authorizer(database->handle, authorize, NULL);
    code = sqlite3_prepare_v2(database->handle, sql, -1, handle, &rest);
    (void)sqlite3_set_authorizer(database->handle, NULL, NULL);
    if (code == SQLITE_AUTH || (*handle && !sqlite3_stmt_readonly(*handle)))
        return fail_misuse(err, "this query does more than read; use SELECT");
    if (code == SQLITE_ERROR)
        return fail_misuse(err, "%s", sqlite3_errmsg(database->handle));
    if (code != SQLITE_OK)
        return database_refuse(database, err);
    if (!*handle)
        return fail_misuse(err, "the query is empty");
    if (rest[strspn(rest, " \t\r\n;")] != '\0')
        return fail_misuse(err, "one query at a time; this one goes on: %.40s",
                           rest);
    return true;
}

Statement *database_stranger(Database *database, const char *sql, Error *err)
{
    sqlite3_stmt *handle = NULL;
    Statement *statement;

    if (!prepare_stranger(database, sql, &handle, err)) {
        (void)sqlite3_finalize(handle);
        return NULL;
    }
    statement = memory_new(1, sizeof *statement);
    *statement = (Statement){handle, NULL, database};
    return statement;
}

void statement_free(Statement *statement)
{
    if (statement)
        (void)sqlite3_finalize(statement->handle);
    free(statement);
}

size_t statement_parameters(const Statement *statement)
{
    return (size_t)sqlite3_bind_parameter_count(statement->handle);
}

const char *statement_parameter(const Statement *statement, size_t index)
{
    return sqlite3_bind_parameter_name(statement->handle, (int)index);
}

bool statement_bind(Statement *statement, size_t index, Value value, Error *err)
{
    return database_check(statement->database,
                          bind_value(statement->handle, (int)index, &value),
                          err);
}

size_t statement_columns(const Statement *statement)
{
    return (size_t)sqlite3_column_count(statement->handle);
}

const char *statement_name(const Statement *statement, size_t column)
{
    return sqlite3_column_name(statement->handle, (int)column);
}

Value statement_value(Statement *statement, size_t column)
{
    switch (sqlite3_column_type(statement->handle, (int)column)) {
    case SQLITE_INTEGER:
        return integer_value(statement_integer(statement, (int)column));
    case SQLITE_FLOAT:
        return real_value(statement_real(statement, (int)column));
    case SQLITE_NULL:
        return text_value(NULL);
    default:
        return text_value(statement_text(statement, (int)column));
    }
}
