// Commands that ask the record something and print what it answers.
#pragma once

#include "harness/option.h"
#include "harness/store.h"

#include <stdbool.h>

// How to answer; zeroed, it is aligned text from the usual database.
typedef struct {
    const char *db;
    const char *format;  // any of formats[]
    bool json;
    bool csv;
    bool sql;     // print the query instead
    bool blocks;  // where rows are wider than the terminal
} Answer;

// The rows of a command's table of options for it.
// clang-format off
#define ANSWER_OPTIONS(answer)                                             \
    {.name = "db", .text = &(answer).db, .argument = "FILE",               \
     .help = STORE_PATH_HELP},                             \
    {.name = "json", .flag = &(answer).json, .help = "print JSON"},        \
    {.name = "csv", .flag = &(answer).csv, .help = "print CSV"},           \
    {.name = "format", .text = &(answer).format, .argument = "FORMAT",      \
     .help = "print another format: text, csv, json, …"}
#define ANSWER_SQL_OPTION(answer)                                          \
    {.name = "sql", .flag = &(answer).sql,                                 \
     .help = "print the query instead of its result"}
// clang-format on

// Opens the database for reading; NULL when that fails.
Store *answer_open(const Answer *answer, Error *err);

// One query, whose parameters are bound as store_query does.
typedef struct {
    const char *title;  // NULL: none
    const char *sql;
    const char *const *names;
    const char *const *values;
    // Without rows, text says this under the title; NULL: not even that.
    const char *empty;
    bool even;  // in text, a column's numbers have as many decimals
} Question;

// Prints one answer; with `sql`, its query.
bool answer_one(const Answer *answer, Store *store, const Question *question,
                Error *err);
// Prints several, each under its title: in JSON they are one object's keys.
bool answer_all(const Answer *answer, Store *store, const Question *questions,
                size_t count, Error *err);
