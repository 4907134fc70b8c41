// Getting published data sets: from the disk, or from their mirrors.
#pragma once

#include "nets/known_set.h"

// Downloads what is missing into the cache. A file gets its name only after it
// was compared with the published digest.
bool known_fetch(const KnownSet *set, const DataPlaces *places, Error *err);

// The folder that has the set, which is fetched if need be and allowed; else
// fails saying where it looked and what can be done.
bool known_obtain(const KnownSet *set, const DataPlaces *places, Text *folder,
                  Error *err);
