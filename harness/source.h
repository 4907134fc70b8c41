// What may not be in a text at all, before anyone reads it as YAML.
#pragma once

#include "harness/diagnostic.h"

// Refuses what is empty, too long, not UTF-8, or holds tabs, NUL and other
// control characters. Names the first place of each.
bool source_check(const SourceText *source, Diagnostics *diagnostics);

// Whether a place, a line from 0 on and a character from 0 on, is past all that
// is written, or on a later line that is not indented deeper than `open`.
bool source_leaves(const SourceText *source, size_t open, size_t line,
                   size_t character);
