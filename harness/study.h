// Which study a command is about.
#pragma once

#include "harness/store.h"

// A copy of the study's name: `asked`, if there is such a study; where NULL,
// the database's only one. Else fails as misuse, naming those there are.
char *study_choose(Store *store, const char *asked, Error *err);

// A copy of the name of the study that is nearest to what was written; NULL:
// none is near.
char *study_near(Store *store, const char *written);

// A study may be named by --study or by a word alone: where there is an
// argv[place], it becomes *study and is taken from the arguments. Fails as
// misuse when both are given, and when more words follow.
bool study_take(int *argc, const char **argv, int place, const char **study,
                Error *err);
