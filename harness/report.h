// A study's report: FOLDER/index.html, one file with all its figures inside,
// report.md, and every figure, table and query beside them.
#pragma once

#include "harness/store.h"
#include "nets/dataset.h"

// Figures that cannot be drawn are missing, and say why; only a database that
// cannot be asked or a folder that cannot be written to is a failure.
// `places` is where the images of figures are looked for.
bool report_write(Store *store, const char *study, const char *folder,
                  const DataPlaces *places, Error *err);

// Where it goes unless the user says otherwise: STUDY beside the database.
void report_folder(const char *database, const char *study, Text *folder);
