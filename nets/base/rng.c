#include "nets/base/rng.h"

#include <assert.h>
#include <math.h>

enum { ROUNDS = 10 };

static const uint32_t multiplier_0 = 0xD2511F53;
static const uint32_t multiplier_1 = 0xCD9E8D57;
static const uint32_t weyl_0 = 0x9E3779B9;
static const uint32_t weyl_1 = 0xBB67AE85;

void philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
    uint32_t k0 = key[0], k1 = key[1];
    uint32_t x0 = counter[0], x1 = counter[1];
    uint32_t x2 = counter[2], x3 = counter[3];

    for (int round = 0; round < ROUNDS; round++) {
        uint64_t a = (uint64_t)multiplier_0 * x0;
        uint64_t b = (uint64_t)multiplier_1 * x2;

        x0 = (uint32_t)(b >> 32) ^ x1 ^ k0;
        x1 = (uint32_t)b;
        x2 = (uint32_t)(a >> 32) ^ x3 ^ k1;
        x3 = (uint32_t)a;
        k0 += weyl_0;
        k1 += weyl_1;
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
}

Rng rng_new(uint64_t seed, RngPurpose purpose, uint32_t part, uint32_t index_a,
            uint32_t index_b)
{
    assert(part < 1U << 24);
    return (Rng){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, (uint32_t)purpose << 24 | part, index_a, index_b},
        .used = 4,
    };
}

uint32_t rng_next(Rng *rng)
{
    if (rng->used == 4) {
        philox(rng->key, rng->counter, rng->block);
        rng->counter[0]++;
        rng->used = 0;
    }
    return rng->block[rng->used++];
}

double rng_double(Rng *rng)
{
    uint64_t high = rng_next(rng);
    uint64_t low = rng_next(rng);

    return (double)((high << 32 | low) >> 11) * 0x1p-53;
}

double rng_uniform(Rng *rng, double low, double high)
{
    return low + (high - low) * rng_double(rng);
}

double rng_normal(Rng *rng)
{
    // 1 − u lies in (0, 1], so the logarithm is finite.
    double radius = sqrt(-2 * log(1 - rng_double(rng)));

    return radius * cos(6.283185307179586 * rng_double(rng));
}

// Lemire 2019, "Fast random integer generation in an interval".
uint32_t rng_below(Rng *rng, uint32_t n)
{
    uint64_t product = (uint64_t)rng_next(rng) * n;
    uint32_t reject = -n % n;

    assert(n > 0);
    while ((uint32_t)product < reject)
        product = (uint64_t)rng_next(rng) * n;
    return (uint32_t)(product >> 32);
}

void rng_permutation(Rng *rng, uint32_t *order, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = rng_below(rng, i);
        uint32_t kept = order[i - 1];

        order[i - 1] = order[j];
        order[j] = kept;
    }
}
