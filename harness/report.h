// A study's report: FOLDER/index.html, one file with all its figures inside,
// report.md, and every figure, table and query beside them.
#pragma once

#include "harness/store.h"

// Figures that cannot be drawn are missing, and say why; only a database that
// cannot be asked or a folder that cannot be written to is a failure.
bool report_write(Store *store, const char *study, const char *folder,
                  Error *err);
