// What may not be in a text at all, before anyone reads it as YAML.
#pragma once

#include "harness/diagnostic.h"

// Refuses what is empty, too long, not UTF-8, or holds tabs, NUL and other
// control characters. Names the first place of each.
bool source_check(const SourceText *source, Diagnostics *diagnostics);
