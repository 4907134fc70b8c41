// Where data sets are looked for and fetched from, by the command line and the
// environment.
#pragma once

#include "nets/dataset.h"

typedef struct {
    DataPlaces data;  // what nets wants; borrows from the rest
    char *cache;
} Places;

// `folder` is --data's, or NULL for $QUADRILLE_DATA. The cache is
// $XDG_CACHE_HOME/quadrille, else ~/.cache/quadrille. $QUADRILLE_MIRROR is a
// URL that is used instead of the sets' own mirrors.
void places_init(Places *places, const char *folder, bool download);
void places_release(Places *places);
