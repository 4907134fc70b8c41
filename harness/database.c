#include "harness/database.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MILLISECONDS = 30000, STATEMENTS_MAX = 128 };

struct Statement {
    sqlite3_stmt *handle;
    const char *sql;
    Database *database;
};

struct Database {
    sqlite3 *handle;
    char *path;
    Statement statements[STATEMENTS_MAX];
    size_t count;
};

static bool refuse(const Database *database, Error *err)
{
    int code = sqlite3_errcode(database->handle);

    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return fail(err, "'%s' is kept locked by another program",
                    database->path);
    if (code == SQLITE_NOTADB)
        return fail(err, "'%s' is not a database", database->path);
    return fail(err, "'%s': %s", database->path,
                sqlite3_errmsg(database->handle));
}

static bool check(const Database *database, int code, Error *err)
{
    return code == SQLITE_OK || refuse(database, err);
}

bool database_script(Database *database, const char *sql, Error *err)
{
    return check(database,
                 sqlite3_exec(database->handle, sql, NULL, NULL, NULL), err);
}

// Double-quoted strings that are taken for texts hide misspelt columns; a
// foreign file's schema is not to be trusted with functions.
static bool configure(Database *database, bool write, Error *err)
{
    sqlite3 *handle = database->handle;

    (void)sqlite3_extended_result_codes(handle, 0);
    (void)sqlite3_busy_timeout(handle, BUSY_MILLISECONDS);
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    // These make themselves a table when they are first named, which
    // `authorize` would take for a change.
    (void)sqlite3_exec(handle, "SELECT 1 FROM json_each('[]'), json_tree('[]')",
                       NULL, NULL, NULL);
    if (!write)
        return database_script(database, "PRAGMA query_only = ON", err);
    return database_script(database,
                           "PRAGMA journal_mode = TRUNCATE;"
                           "PRAGMA synchronous = FULL;"
                           "PRAGMA foreign_keys = ON",
                           err);
}

// A reader too may have to roll back what a killed writer left behind, so the
// file is opened for writing where that is allowed.
Database *database_open(const char *path, bool write, Error *err)
{
    Database *database = memory_new(1, sizeof *database);
    int flags = SQLITE_OPEN_READWRITE | (write ? SQLITE_OPEN_CREATE : 0);

    database->path = memory_text(path);
    if (sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK)
        (void)fail(err, "cannot open '%s': %s", path,
                   sqlite3_errmsg(database->handle));
    else if (write && sqlite3_db_readonly(database->handle, "main") == 1)
        (void)fail(err, "cannot write to '%s': it is read-only", path);
    else if (configure(database, write, err))
        return database;
    database_close(database);
    return NULL;
}

void database_close(Database *database)
{
    if (!database)
        return;
    for (size_t i = 0; i < database->count; i++)
        (void)sqlite3_finalize(database->statements[i].handle);
    (void)sqlite3_close(database->handle);
    free(database->path);
    free(database);
}

const char *database_path(const Database *database)
{
    return database->path;
}

const char *database_version(void)
{
    return sqlite3_libversion();
}

static int bind(sqlite3_stmt *handle, int index, const Value *value)
{
    switch (value->is) {
    case VALUE_IS_INTEGER:
        return sqlite3_bind_int64(handle, index, value->integer);
    case VALUE_IS_REAL:
        return sqlite3_bind_double(handle, index, value->real);
    case VALUE_IS_TEXT:
        return sqlite3_bind_text(handle, index, value->text, -1, SQLITE_STATIC);
    case VALUE_IS_NULL:
        break;
    }
    return sqlite3_bind_null(handle, index);
}

static Statement *prepared(Database *database, const char *sql, Error *err)
{
    Statement *statement = database->statements;

    for (size_t i = 0; i < database->count; i++, statement++)
        if (statement->sql == sql)
            return statement;
    assert(database->count < STATEMENTS_MAX);
    *statement = (Statement){NULL, sql, database};
    if (!check(database,
               sqlite3_prepare_v3(database->handle, sql, -1,
                                  SQLITE_PREPARE_PERSISTENT, &statement->handle,
                                  NULL),
               err))
        return NULL;
    database->count++;
    return statement;
}

Statement *database_query(Database *database, const char *sql,
                          const Value *values, size_t count, Error *err)
{
    Statement *statement = prepared(database, sql, err);

    if (!statement)
        return NULL;
    statement_reset(statement);
    assert(sqlite3_bind_parameter_count(statement->handle) == (int)count);
    for (size_t i = 0; i < count; i++)
        if (!check(database, bind(statement->handle, (int)i + 1, &values[i]),
                   err))
            return NULL;
    return statement;
}

bool statement_step(Statement *statement, bool *row, Error *err)
{
    int code = sqlite3_step(statement->handle);

    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        (void)refuse(statement->database, err);
    statement_reset(statement);
    return code == SQLITE_DONE;
}

void statement_reset(Statement *statement)
{
    (void)sqlite3_reset(statement->handle);
}

int64_t statement_integer(Statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

double statement_real(Statement *statement, int column)
{
    if (sqlite3_column_type(statement->handle, column) == SQLITE_NULL)
        return (double)NAN;
    return sqlite3_column_double(statement->handle, column);
}

const char *statement_text(Statement *statement, int column)
{
    return (const char *)sqlite3_column_text(statement->handle, column);
}

bool database_run(Database *database, const char *sql, const Value *values,
                  size_t count, Error *err)
{
    Statement *statement = database_query(database, sql, values, count, err);
    bool row = true;

    while (row)
        if (!statement || !statement_step(statement, &row, err))
            return false;
    return true;
}

bool database_integer(Database *database, const char *sql, const Value *values,
                      size_t count, int64_t *value, Error *err)
{
    Statement *statement = database_query(database, sql, values, count, err);
    bool row;

    if (!statement || !statement_step(statement, &row, err))
        return false;
    if (row)
        *value = statement_integer(statement, 0);
    statement_reset(statement);
    return true;
}

int64_t database_last_id(const Database *database)
{
    return sqlite3_last_insert_rowid(database->handle);
}

bool database_begin(Database *database, Error *err)
{
    return database_run(database, "BEGIN IMMEDIATE", NO_VALUES, err);
}

// Some failures, such as a full disk, roll back by themselves.
bool database_end(Database *database, bool well, Error *err)
{
    Error ignored;

    if (well && database_run(database, "COMMIT", NO_VALUES, err))
        return true;
    if (!sqlite3_get_autocommit(database->handle))
        (void)database_script(database, "ROLLBACK", &ignored);
    return false;
}

static double number(sqlite3_value *value)
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
        arguments[i] = number(values[i]);
    sqlite3_result_double(context, (*function)(arguments));
}

typedef struct {
    double *values;
    size_t count;
    size_t capacity;
} Numbers;

static void collect(sqlite3_context *context, int count, sqlite3_value **values)
{
    Numbers *numbers = sqlite3_aggregate_context(context, sizeof *numbers);
    double value = number(values[0]);

    (void)count;
    if (!numbers) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (isnan(value))
        return;
    numbers->values = memory_grow(numbers->values, &numbers->capacity,
                                  numbers->count + 1, sizeof *numbers->values);
    numbers->values[numbers->count++] = value;
}

static void conclude(sqlite3_context *context)
{
    NumbersFunction *const *function = sqlite3_user_data(context);
    const Numbers *numbers = sqlite3_aggregate_context(context, 0);

    if (!numbers || numbers->count == 0)
        return;
    sqlite3_result_double(context,
                          (*function)(numbers->values, numbers->count));
    free(numbers->values);
}

enum { PURE = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };

bool database_add_function(Database *database, const char *name, int arguments,
                           NumberFunction *function, Error *err)
{
    NumberFunction **data = memory_new(1, sizeof(NumberFunction *));

    *data = function;
    return check(database,
                 sqlite3_create_function_v2(database->handle, name, arguments,
                                            PURE, data, call, NULL, NULL, free),
                 err);
}

bool database_add_aggregate(Database *database, const char *name,
                            NumbersFunction *function, Error *err)
{
    NumbersFunction **data = memory_new(1, sizeof(NumbersFunction *));

    *data = function;
    return check(database,
                 sqlite3_create_function_v2(database->handle, name, 1, PURE,
                                            data, NULL, collect, conclude,
                                            free),
                 err);
}

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
        return refuse(database, err);
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
    return check(statement->database,
                 bind(statement->handle, (int)index, &value), err);
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
