// What a loss is. To add one: write nets/losses/NAME.c, ending in
// `const LossType NAME_loss`, and add its row to nets/losses/table.h.
#pragma once

#include "nets/base/entry.h"
#include "nets/matrix.h"

#include <stdint.h>

// More classes than this no data set may have: labels are bytes.
enum { CLASSES_MAX = 256 };

typedef struct {
    Entry entry;

    // logits [n, classes], labels [n] → losses [n], one per example, and
    // gradient [n, classes] of their mean; gradient.data may be NULL.
    void (*compute)(const void *settings, Matrix logits, const uint8_t *labels,
                    double *losses, Matrix gradient);
} LossType;

#define LOSS(name) extern const LossType name##_loss;
#include "nets/losses/table.h"
#undef LOSS
extern const Entry *const losses[];

// Class probabilities: logits [classes] → probabilities [classes]. NaN or
// infinite logits give NaN.
void softmax(const float *logits, size_t classes, double *probabilities);
