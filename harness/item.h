// What `plot` and `table` are asked for by name: a row of the study's
// `report:` that has the name, which may be limited to some configurations, or
// else a file of plots/.
#pragma once

#include "harness/store.h"

typedef struct {
    char *name;    // of the file in plots/
    char *only;    // for :only; NULL: all configurations
    char *limits;  // the same in words; NULL
} Item;

// Where no row has that name, it is taken for a file's, there or not. Of any
// study where `study` is NULL. Release the item, found or not.
bool item_find(Item *item, Store *store, const char *study, const char *called,
               bool figure, Error *err);
void item_release(Item *item);
// Adds to a caption, where there is one, what it is limited to.
void item_limit(const Item *item, char **caption);

// Fails as misuse, naming those there are, unless the study (NULL: any study)
// or plots/ has a figure (or a table) of that name.
bool item_check(Store *store, const char *study, const char *called,
                bool figure, Error *err);
// The study that is meant, as study_choose has it, if item_check does not fail.
char *item_study(Store *store, const char *asked, const char *called,
                 bool figure, Error *err);
