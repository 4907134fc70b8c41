// How a data set's images are shared out: to train on, to validate on, to test.
#pragma once

#include "harness/config.h"

typedef enum {
    VALIDATION_AUTO,  // the last 10,000, or a sixth of smaller sets
    VALIDATION_TEST,  // the test set, as the paper did
    VALIDATION_NONE,
    VALIDATION_LAST,      // the last N training images
    VALIDATION_FRACTION,  // the last part of them
} Validation;

// Counts of images. validation.last is counted off the end of the training
// images first; then train_size takes the first of the others.
typedef struct {
    Validation way;
    size_t held;  // the last of the training images: kept for validation
    size_t train;
    size_t test;
    const char *fault;  // where it failed: the setting that asks for too much
} Split;

// Fails when more is asked for than there is.
bool split_count(Split *split, const Config *config, size_t train, size_t test,
                 Error *err);
// How many images there are to validate on.
size_t split_validation(const Split *split);
// Fails where early stopping goes by a metric that there are no images for: it
// is NaN in every epoch, and would end training when patience does.
bool split_can_stop_early(const Split *split, const Config *config, Error *err);
