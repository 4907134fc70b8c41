// A thin layer over SQLite, which only database_inside.h includes.
#pragma once

#include "nets/base/error.h"

#include <math.h>
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
// "3.40.1": SQLite's.
const char *database_version(void);

// What a statement's ?1, ?2, … become.
typedef struct {
    enum { VALUE_IS_NULL, VALUE_IS_INTEGER, VALUE_IS_REAL, VALUE_IS_TEXT } is;
    int64_t integer;
    double real;
    const char *text;  // borrowed until the statement has run
} Value;

static inline Value integer_value(int64_t integer)
{
    return (Value){.is = VALUE_IS_INTEGER, .integer = integer};
}

// NaN becomes NULL.
static inline Value real_value(double real)
{
    return (Value){.is = isnan(real) ? VALUE_IS_NULL : VALUE_IS_REAL,
                   .real = real};
}

// NULL becomes NULL.
static inline Value text_value(const char *text)
{
    return (Value){.is = text ? VALUE_IS_TEXT : VALUE_IS_NULL, .text = text};
}

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
// Aggregates see rows [count, arguments], without those that are all NULL.
typedef double NumbersFunction(const double *rows, size_t count);
bool database_add_aggregate(Database *database, const char *name, int arguments,
                            NumbersFunction *function, Error *err);
// Adds holm() and anova(), which read and write JSON.
bool database_add_json(Database *database, Error *err);

// Asked now and then while statements run; where it says true, the statement
// fails as interrupted. NULL: nobody is asked.
typedef bool StopFunction(void *context);
void database_watch(Database *database, StopFunction *stop, void *context);

// Any one statement that only reads, written by anyone; free it. Anything else
// is misuse. Parameters count from 1, and one may have no name (NULL); columns
// count from 0.
Statement *database_stranger(Database *database, const char *sql, Error *err);
void statement_free(Statement *statement);
size_t statement_parameters(const Statement *statement);
const char *statement_parameter(const Statement *statement, size_t index);
bool statement_bind(Statement *statement, size_t index, Value value,
                    Error *err);
size_t statement_columns(const Statement *statement);
const char *statement_name(const Statement *statement, size_t column);
// Valid until the next step.
Value statement_value(Statement *statement, size_t column);
