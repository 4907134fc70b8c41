// What the database's own files share, and SQLite itself: this file alone
// includes sqlite3.h. Nobody else includes this. In a loadable extension every
// call goes through the table of functions that its host hands over.
#pragma once

#include "harness/database.h"

#ifdef QUADRILLE_EXTENSION
#include <sqlite3ext.h>

extern const sqlite3_api_routines *sqlite3_api;
#else
#include <sqlite3.h>
#endif

enum { STATEMENTS_MAX = 128 };

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
    StopFunction *stop;
    void *stop_context;
};

// Says in *err what SQLite found wrong last; returns false.
bool database_refuse(const Database *database, Error *err);
// Whether SQLite's code says that all went well; else refuses.
bool database_check(const Database *database, int code, Error *err);
// Whether the file, and for `write` its folder, may be opened; *err has the
// system's reason, which SQLite's "unable to open database file" hides.
bool database_allowed(const char *path, bool write, Error *err);
// Functions whose value depends on their arguments alone.
enum { PURE = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };
// A number, or NaN for what is none.
double number_of(sqlite3_value *value);
// Returns SQLite's code.
int bind_value(sqlite3_stmt *handle, int index, const Value *value);
