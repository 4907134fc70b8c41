// A thin layer over SQLite: database.c alone includes sqlite3.h.
#pragma once

#include "nets/base/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct Database Database;
typedef struct Statement Statement;

// Opens a file; with `write` it is created where missing, else it must exist
// and nothing can be changed. Waits up to 30 s for other programs' locks.
// Rollback journal, every commit synced: SQLite's WAL mode, up to 3.51.2, can
// lose committed rows when two connections checkpoint at once.
Database *database_open(const char *path, bool write, Error *err);
void database_close(Database *database);
const char *database_path(const Database *database);

// What a statement's ?1, ?2, … become.
typedef struct {
    enum { VALUE_IS_NULL, VALUE_IS_INTEGER, VALUE_IS_REAL, VALUE_IS_TEXT } is;
    int64_t integer;
    double real;
    const char *text;  // borrowed until the statement has run
} Value;

Value integer_value(int64_t integer);
// NaN becomes NULL.
Value real_value(double real);
// NULL becomes NULL.
Value text_value(const char *text);

#define VALUES(...)               \
    (const Value[]){__VA_ARGS__}, \
        sizeof((const Value[]){__VA_ARGS__}) / sizeof(Value)
#define NO_VALUES NULL, 0

// A statement with its values, ready to step; owned by the database, which
// keeps it prepared. `sql` must be a literal: it is known by its address.
Statement *database_query(Database *database, const char *sql,
                          const Value *values, size_t count, Error *err);
// Steps: *row says whether there is one. After the last the statement is
// reset; reset one that is left earlier, since it holds a lock.
bool statement_step(Statement *statement, bool *row, Error *err);
void statement_reset(Statement *statement);
int64_t statement_integer(Statement *statement, int column);
double statement_real(Statement *statement, int column);  // NaN for NULL
// NULL for NULL; valid until the next step.
const char *statement_text(Statement *statement, int column);

// Runs a statement without rows, or without interest in them.
bool database_run(Database *database, const char *sql, const Value *values,
                  size_t count, Error *err);
// The first column of the only row; *value is left alone when there is none.
bool database_integer(Database *database, const char *sql, const Value *values,
                      size_t count, int64_t *value, Error *err);
// The rowid of the last insertion.
int64_t database_last_id(const Database *database);
// Any number of statements.
bool database_script(Database *database, const char *sql, Error *err);

// A transaction that takes the write lock at once. `end` commits when `well`,
// else rolls back; it returns whether the transaction is now committed. *err
// keeps what went wrong first.
bool database_begin(Database *database, Error *err);
bool database_end(Database *database, bool well, Error *err);

// SQL functions of numbers. NaN stands for NULL, both ways.
typedef double NumberFunction(const double *arguments);
bool database_add_function(Database *database, const char *name, int arguments,
                           NumberFunction *function, Error *err);
// Aggregates see all values but NULLs.
typedef double NumbersFunction(const double *values, size_t count);
bool database_add_aggregate(Database *database, const char *name,
                            NumbersFunction *function, Error *err);

// Any one statement that only reads, written by anyone. Parameters by name,
// ":study"; both lists end in NULL. Every row is handed to `take`, cells as
// Values; the names come first, with row_number 0, as texts.
typedef void RowTaker(void *context, size_t row_number, const Value *cells,
                      size_t columns);
bool database_read(Database *database, const char *sql,
                   const char *const *names, const char *const *values,
                   RowTaker *take, void *context, Error *err);
