// What a run prints at its end, on standard output.
#pragma once

#include "harness/runner.h"

// The study's configurations with their accuracies, and what the run came to.
// `report` is the page that was written, or NULL.
bool summary_text(Store *store, const char *study, const RunResult *result,
                  const char *report, Text *out, Error *err);
// The same as one JSON object.
bool summary_json(Store *store, const char *study, const RunResult *result,
                  const char *report, Text *out, Error *err);
