// One line of what a program of one's own reports: JSON, as experiments/
// README.md has it. The program may be broken or hostile, so nothing is
// believed: kinds, ranges, sizes and sums are checked, names that are not known
// are gathered and told.
#pragma once

#include "harness/store.h"

enum { TRAINER_LINE_MAX = 4 << 20 };  // bytes, without the newline

typedef enum {
    TRAINER_EPOCH,     // an epoch is over
    TRAINER_PROGRESS,  // a sign of life within one
    TRAINER_MODEL,     // what is trained
    TRAINER_SKIP,      // it cannot be trained here
} TrainerLineKind;

typedef struct {
    TrainerLineKind kind;
    // Of an epoch: its scores, matrices (this line's own) and numbers. NaN for
    // `seconds` that were not given; 0 for other numbers. Of progress: the
    // epoch.
    EpochRecord record;
    // Of progress: the part of the epoch that is done, and, NaN where not
    // given, its mean loss and accuracy so far.
    double progress;
    double loss;
    double accuracy;
    // Of a model; 0 where not given.
    uint64_t parameters;
    uint64_t multiply_adds;
    uint64_t images;  // of an epoch
    Text words;       // of a skip: why. Cleaned, and not long.
    Text unknown;     // "speed, train.f1"; cleaned, and not long
} TrainerLine;

// Reads a line that is not empty. Fails with what is wrong in it. Release it,
// however that went.
bool trainer_line_read(const char *bytes, size_t length, TrainerLine *line,
                       Error *err);
void trainer_line_release(TrainerLine *line);
