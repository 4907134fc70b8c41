// The values that a word of a usage, "TRIAL" or "FILE.yaml", stands for.
#pragma once

#include "nets/base/text.h"

// Adds what stands for `meaning`, as complete.h has answers; nothing for words
// whose values nobody can know. `database` is asked for trials whose ids begin
// with `prefix`, and for studies, tags and settings; one that cannot be read
// has none.
void complete_value(const char *meaning, const char *database,
                    const char *prefix, Text *out);
