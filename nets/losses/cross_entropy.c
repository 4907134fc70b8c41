// Softmax cross-entropy: −Σⱼ tⱼ log pⱼ, with p the softmax of the logits and t
// the truth, 1 at the label; label smoothing takes ε from the label and shares
// it among all classes (Szegedy et al. 2016, section 7).
#include "nets/loss.h"

#include <assert.h>
#include <math.h>

typedef struct {
    double label_smoothing;
    bool clipped;
} CrossEntropy;

// Keras' probability form clips p to [margin, 1 − margin].
static const double margin = 1e-7;

static const Param params[] = {
    PARAM(CrossEntropy, label_smoothing, 0, 0, 0.99,
          "share of the truth spread over all classes"),
    PARAM(
        CrossEntropy, clipped, false, 0, 1,
        "clip probabilities to [1e-7, 1 - 1e-7] as Keras does without logits"),
    {0},
};

static double target(const CrossEntropy *settings, size_t class, size_t label,
                     size_t classes)
{
    double spread = settings->label_smoothing / (double)classes;

    return spread + (class == label ? 1 - settings->label_smoothing : 0);
}

// log p, from the logits, so that no p is too small.
static double log_probability(const float *logits, size_t classes, size_t i)
{
    float most = logits[0];
    double sum = 0;

    assert(classes > 0);
    for (size_t j = 1; j < classes; j++)
        if (logits[j] > most)
            most = logits[j];
    for (size_t j = 0; j < classes; j++)
        sum += exp((double)(logits[j] - most));
    return (double)(logits[i] - most) - log(sum);
}

static double plain_loss(const CrossEntropy *settings, const float *logits,
                         size_t classes, size_t label)
{
    double loss = 0;

    if (settings->label_smoothing == 0)
        return -log_probability(logits, classes, label);
    for (size_t i = 0; i < classes; i++)
        loss -= target(settings, i, label, classes)
                * log_probability(logits, classes, i);
    return loss;
}

// ∂loss/∂zᵢ = pᵢ − tᵢ
static void plain_gradient(const CrossEntropy *settings, const double *p,
                           size_t classes, size_t label, double *gradient)
{
    for (size_t i = 0; i < classes; i++)
        gradient[i] = p[i] - target(settings, i, label, classes);
}

// NaN stays NaN.
static double clip(double p)
{
    return p < margin ? margin : p > 1 - margin ? 1 - margin : p;
}

static double clipped_loss(const CrossEntropy *settings, const double *p,
                           size_t classes, size_t label)
{
    double loss = 0;

    for (size_t i = 0; i < classes; i++)
        loss -= target(settings, i, label, classes) * log(clip(p[i]));
    return loss;
}

// Where p is clipped the loss does not depend on it: with gⱼ = −tⱼ/pⱼ, or 0
// there, ∂loss/∂zᵢ = pᵢ (gᵢ − Σⱼ gⱼ pⱼ).
static void clipped_gradient(const CrossEntropy *settings, const double *p,
                             size_t classes, size_t label, double *gradient)
{
    double sum = 0;

    for (size_t i = 0; i < classes; i++) {
        bool outside = p[i] < margin || p[i] > 1 - margin;

        gradient[i] = outside ? 0 : -target(settings, i, label, classes) / p[i];
        sum += gradient[i] * p[i];
    }
    for (size_t i = 0; i < classes; i++)
        gradient[i] = p[i] * (gradient[i] - sum);
}

static void compute(const void *settings, Matrix logits, const uint8_t *labels,
                    double *results, Matrix gradient)
{
    const CrossEntropy *s = settings;
    size_t classes = logits.cols;
    double p[CLASSES_MAX];
    double slope[CLASSES_MAX];

    assert(classes <= CLASSES_MAX);
    for (size_t row = 0; row < logits.rows; row++) {
        const float *z = matrix_row(logits, row);

        softmax(z, classes, p);
        results[row] = s->clipped ? clipped_loss(s, p, classes, labels[row])
                                  : plain_loss(s, z, classes, labels[row]);
        if (!gradient.data)
            continue;
        if (s->clipped)
            clipped_gradient(s, p, classes, labels[row], slope);
        else
            plain_gradient(s, p, classes, labels[row], slope);
        for (size_t i = 0; i < classes; i++)
            matrix_row(gradient, row)[i] =
                (float)(slope[i] / (double)logits.rows);
    }
}

const LossType cross_entropy_loss = {
    .entry = {.name = "cross_entropy",
              .summary = "softmax cross-entropy, from the logits",
              .params = params,
              .size = sizeof(CrossEntropy)},
    .compute = compute,
};
