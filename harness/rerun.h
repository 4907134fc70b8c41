// Compares what a trial came to with what it comes to when it is trained again.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>
#include <stddef.h>

// What two texts of store_dump_trial have in common.
typedef struct {
    bool identical;
    size_t epochs;
    size_t matrices;
} Likeness;

// Fills *difference, where there is one, with the first, in words: "epoch 3:
// the validation loss was 0.12345, is now 0.12346".
Likeness rerun_compare(const char *recorded, const char *now, Text *difference);
