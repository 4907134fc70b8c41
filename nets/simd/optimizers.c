// The optimizers' formulas, one pass over the weights each; see
// nets/optimizers/ for their sources.
#include "nets/simd/simd.h"

#include <math.h>

void SIMD_NAME(sgd)(const Rule *rule, float *restrict w,
                    const float *restrict g, size_t count)
{
    const float rate = rule->rate;
    const float decay = rule->decay;

    for (size_t i = 0; i < count; i++)
        w[i] -= rate * (g[i] + decay * w[i]);
}

static void sgd_plain_momentum(const Rule *rule, float *restrict w,
                               const float *restrict g, float *restrict v,
                               size_t count)
{
    const float rate = rule->rate;
    const float decay = rule->decay;
    const float momentum = rule->momentum;

    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] - rate * (g[i] + decay * w[i]);
        w[i] += v[i];
    }
}

static void sgd_nesterov(const Rule *rule, float *restrict w,
                         const float *restrict g, float *restrict v,
                         size_t count)
{
    const float rate = rule->rate;
    const float decay = rule->decay;
    const float momentum = rule->momentum;

    for (size_t i = 0; i < count; i++) {
        const float step = rate * (g[i] + decay * w[i]);

        v[i] = momentum * v[i] - step;
        w[i] += momentum * v[i] - step;
    }
}

void SIMD_NAME(momentum)(const Rule *rule, float *w, const float *g, float *v,
                         size_t count)
{
    if (rule->nesterov)
        sgd_nesterov(rule, w, g, v, count);
    else
        sgd_plain_momentum(rule, w, g, v, count);
}

void SIMD_NAME(rmsprop)(const Rule *rule, float *restrict w,
                        const float *restrict g, float *restrict v,
                        float *restrict pace, size_t count)
{
    const float rate = rule->rate;
    const float decay = rule->decay;
    const float renew = rule->renew_second;
    const float momentum = rule->momentum;
    const float inside = rule->epsilon_inside ? rule->epsilon : 0.0F;
    const float outside = rule->epsilon_inside ? 0.0F : rule->epsilon;

    for (size_t i = 0; i < count; i++) {
        const float slope = g[i] + decay * w[i];

        v[i] += (slope * slope - v[i]) * renew;
        pace[i] = momentum * pace[i]
                  + rate * slope / (sqrtf(v[i] + inside) + outside);
        w[i] -= pace[i];
    }
}

void SIMD_NAME(adam)(const Rule *rule, float *restrict w,
                     const float *restrict g, float *restrict m,
                     float *restrict v, size_t count)
{
    const float rate = rule->rate;
    const float decay = rule->decay;
    const float shrink = rule->shrink;
    const float renew_first = rule->renew_first;
    const float renew_second = rule->renew_second;
    const float epsilon = rule->epsilon;

    for (size_t i = 0; i < count; i++) {
        const float slope = g[i] + decay * w[i];

        m[i] += (slope - m[i]) * renew_first;
        v[i] += (slope * slope - v[i]) * renew_second;
        w[i] -= shrink * w[i] + rate * m[i] / (sqrtf(v[i]) + epsilon);
    }
}
