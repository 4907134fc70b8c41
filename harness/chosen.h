// The trials that a command is to change: those named, and a study's.
#pragma once

#include "harness/store.h"

typedef struct {
    Store *store;
    int64_t *trials;
    size_t count;
    int64_t study;  // that --study named, or 0
    char name[DIGEST_TEXT];
} Chosen;

// The row of a command's table of options for the database.
#define CHOSEN_DATABASE_OPTION(database)                       \
    {                                                          \
        .name = "db", .text = &(database), .argument = "FILE", \
        .help = STORE_PATH_HELP                \
    }

// Opens the database (NULL: the usual one) to change it, and finds each of the
// `count` trials whose ids begin with `prefixes`, and all of `study`, unless
// that is NULL. A trial named twice is there once. Misuse when nothing is
// named. Release it, however this went.
bool chosen_open(Chosen *chosen, const char *database,
                 const char *const *prefixes, int count, const char *study,
                 Error *err);
void chosen_release(Chosen *chosen);
// The short id of a trial; "?" where there is none. Valid until the next call.
const char *chosen_name(Chosen *chosen, int64_t trial);
