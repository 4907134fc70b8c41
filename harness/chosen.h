// The trials that a command is to change: those named, or a study's.
#pragma once

#include "harness/store.h"

typedef struct {
    Store *store;
    int64_t *trials;
    size_t count;
    int64_t study;  // that was named, or 0
    char name[DIGEST_TEXT];
} Chosen;

// The row of a command's table of options for the database.
#define CHOSEN_DATABASE_OPTION(database)                       \
    {                                                          \
        .name = "db", .text = &(database), .argument = "FILE", \
        .help = STORE_PATH_HELP                                \
    }

// What was said of them.
typedef struct {
    const char *database;      // NULL: the usual one
    const char *const *words;  // beginnings of trials' ids, or a study alone
    int count;
    bool studies;       // a study may be named
    const char *study;  // by --study; or NULL
} Choice;

// Opens the database to change it, and finds each trial that is named, or all
// of the study. A trial named twice is there once. Misuse when nothing is
// named, when both are, and when a word may mean a study as well as a trial.
// Release it, however this went.
bool chosen_open(Chosen *chosen, const Choice *choice, Error *err);
void chosen_release(Chosen *chosen);
// The short id of a trial; "?" where there is none. Valid until the next call.
const char *chosen_name(Chosen *chosen, int64_t trial);
