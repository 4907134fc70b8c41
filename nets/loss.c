#include "nets/loss.h"

#include <math.h>

const Entry *const losses[] = {
#define LOSS(name) &name##_loss.entry,
#include "nets/losses/table.h"
#undef LOSS
    NULL,
};

// pᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)
void softmax(const float *logits, size_t classes, double *probabilities)
{
    float most = logits[0];
    double sum = 0;

    for (size_t i = 1; i < classes; i++)
        if (logits[i] > most)
            most = logits[i];
    for (size_t i = 0; i < classes; i++) {
        probabilities[i] = exp((double)(logits[i] - most));
        sum += probabilities[i];
    }
    for (size_t i = 0; i < classes; i++)
        probabilities[i] /= sum;
}
