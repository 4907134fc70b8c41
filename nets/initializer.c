#include "nets/initializer.h"

#include <math.h>
#include <string.h>

static void fill_uniform(float *weight, size_t count, double limit, Rng *rng)
{
    for (size_t i = 0; i < count; i++)
        weight[i] = (float)rng_uniform(rng, -limit, limit);
}

static void fill_normal(float *weight, size_t count, double deviation, Rng *rng)
{
    for (size_t i = 0; i < count; i++)
        weight[i] = (float)(deviation * rng_normal(rng));
}

void init_kernel(Init init, Fans fans, float *weight, size_t count, Rng *rng)
{
    double in = (double)fans.in;

    if (init == INIT_KERAS)
        fill_uniform(weight, count, sqrt(6 / (in + (double)fans.out)), rng);
    else if (init == INIT_HE)
        fill_normal(weight, count, sqrt(2 / in), rng);
    else
        fill_uniform(weight, count, 1 / sqrt(in), rng);
}

void init_bias(Init init, Fans fans, float *bias, size_t count, Rng *rng)
{
    if (init == INIT_TORCH)
        fill_uniform(bias, count, 1 / sqrt((double)fans.in), rng);
    else
        memset(bias, 0, count * sizeof *bias);
}
