#include "nets/initializer.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const initializer_names[] = {"default", "fan_out", NULL};

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

Fans init_depthwise_fans(Init init, size_t area, size_t channels)
{
    return (Fans){init == INIT_KERAS ? area * channels : area, area};
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

// Draws beyond two deviations are made again, which leaves 0.8796… of the
// deviation: the normal one is as much larger.
static void fill_truncated(float *weight, size_t count, double deviation,
                           Rng *rng)
{
    double normal = deviation / 0.8796256610342398;

    for (size_t i = 0; i < count; i++) {
        double drawn;

        do
            drawn = rng_normal(rng);
        while (fabs(drawn) > 2);
        weight[i] = (float)(normal * drawn);
    }
}

void init_kernel_by(Initializer initializer, Init init, Fans fans,
                    float *weight, size_t count, Rng *rng)
{
    if (initializer == INITIALIZER_FAN_OUT)
        fill_truncated(weight, count, sqrt(2 / (double)fans.out), rng);
    else
        init_kernel(init, fans, weight, count, rng);
}

void init_bias(Init init, Fans fans, float *bias, size_t count, Rng *rng)
{
    if (init == INIT_TORCH)
        fill_uniform(bias, count, 1 / sqrt((double)fans.in), rng);
    else
        memset(bias, 0, count * sizeof *bias);
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

// a ← a + factor b
static void add_scaled(double *a, double factor, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a[i] += factor * b[i];
}

// Gram-Schmidt, which makes R's diagonal the columns' lengths, so positive.
// The second round removes what rounding left in the first.
void init_orthogonal(float *weight, size_t n, Rng *rng)
{
    double *columns = memory_new(n * n, sizeof *columns);

    for (size_t j = 0; j < n; j++) {
        double *column = columns + j * n;
        double length;

        for (size_t i = 0; i < n; i++)
            column[i] = rng_normal(rng);
        for (size_t k = 0; k < 2 * j; k++) {
            const double *other = columns + k % j * n;

            add_scaled(column, -dot(column, other, n), other, n);
        }
        length = sqrt(dot(column, column, n));
        for (size_t i = 0; i < n; i++) {
            column[i] /= length;
            weight[i * n + j] = (float)column[i];
        }
    }
    free(columns);
}
