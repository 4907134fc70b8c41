// Views of the record, as they are, for formats that are tables.
#pragma once

#include "harness/export.h"

// Writes a result as text, at the end of `out`.
typedef void RecordWriter(const Result *result, Text *out);

// The views asked for: one to --out or standard output, several, or epochs,
// final and parameters where none is named, each to a file of a folder. Only
// the study's rows; a loss that was NaN is "nan", as infinities are "inf".
bool export_views(const Export *export, const char *suffix, RecordWriter *write,
                  Error *err);

// Where a text goes that is all there is: --out, or standard output.
bool export_text(const Export *export, const Text *text, Error *err);
