// Why a trial has the setting that it has: its file, which the record keeps,
// is planned again.
#pragma once

#include "harness/store.h"

// "0.001 from base, paper.yaml:9:31", then a line for each layer that this is
// over. Misuse where there is no such setting; fails where the file no longer
// comes to that trial.
bool why_setting(Store *store, int64_t trial, const char *key, Text *words,
                 Error *err);
