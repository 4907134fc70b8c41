// Which study a command is about.
#pragma once

#include "harness/store.h"

// A copy of the study's name: `asked`, if there is such a study; where NULL,
// the database's only one. Else fails as misuse, naming those there are.
char *study_choose(Store *store, const char *asked, Error *err);
