// Where a trial ran and with what: part of the record of each attempt.
#pragma once

#include "nets/base/text.h"

// A JSON object, the same for every trial that this process runs: the program
// and its build, libraries, vector instructions, processor, memory, host,
// system. Of the environment only variables that change results, by name.
void provenance_json(Text *out);
