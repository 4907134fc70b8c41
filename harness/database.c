#include "harness/database_inside.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MILLISECONDS = 30000 };

// The system's errno, or 0. A failed commit leaves it with the file only.
static int system_reason(sqlite3 *handle)
{
    int reason = 0;

    (void)sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO,
                               &reason);
    return reason ? reason : sqlite3_system_errno(handle);
}

bool database_refuse(const Database *database, Error *err)
{
    int code = sqlite3_errcode(database->handle);
    int reason = system_reason(database->handle);

    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return fail(err, "'%s' is kept locked by another program",
                    database->path);
    if (code == SQLITE_NOTADB)
        return fail(err, "'%s' is not a database", database->path);
    if ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && reason != 0)
        return fail(err, "'%s': %s: %s", database->path,
                    sqlite3_errmsg(database->handle), strerror(reason));
    return fail(err, "'%s': %s", database->path,
                sqlite3_errmsg(database->handle));
}

bool database_check(const Database *database, int code, Error *err)
{
    return code == SQLITE_OK || database_refuse(database, err);
}

bool database_script(Database *database, const char *sql, Error *err)
{
    return database_check(
        database, sqlite3_exec(database->handle, sql, NULL, NULL, NULL), err);
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
static bool open_file(Database *database, bool write, Error *err)
{
    const char *path = database->path;
    int flags = SQLITE_OPEN_READWRITE | (write ? SQLITE_OPEN_CREATE : 0);

    // Else every temporary table, and triggers make some, takes 20 pages at
    // once, which the heap gets from the system and gives back each time. Only
    // the first call in a program counts.
    (void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
    if (sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK)
        return fail(err, "cannot open '%s': %s", path,
                    sqlite3_errmsg(database->handle));
    return !write || sqlite3_db_readonly(database->handle, "main") != 1
           || fail(err, "cannot write to '%s': it is read-only", path);
}

Database *database_open(const char *path, bool write, Error *err)
{
    Database *database = memory_new(1, sizeof *database);

    database->path = memory_text(path);
    if (database_allowed(path, write, err) && open_file(database, write, err)
        && configure(database, write, err))
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

static int ask_to_stop(void *context)
{
    const Database *database = context;

    return database->stop(database->stop_context);
}

void database_watch(Database *database, StopFunction *stop, void *context)
{
    enum { INSTRUCTIONS = 10000 };

    database->stop = stop;
    database->stop_context = context;
    sqlite3_progress_handler(database->handle, stop ? INSTRUCTIONS : 0,
                             stop ? ask_to_stop : NULL, database);
}

const char *database_path(const Database *database)
{
    return database->path;
}

const char *database_version(void)
{
    return sqlite3_libversion();
}

int bind_value(sqlite3_stmt *handle, int index, const Value *value)
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
    if (!database_check(database,
                        sqlite3_prepare_v3(database->handle, sql, -1,
                                           SQLITE_PREPARE_PERSISTENT,
                                           &statement->handle, NULL),
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
        if (!database_check(
                database, bind_value(statement->handle, (int)i + 1, &values[i]),
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
        (void)database_refuse(statement->database, err);
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
