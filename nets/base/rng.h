// Random numbers by counter: Philox4x32-10 (Salmon et al. 2011, "Parallel
// random numbers: as easy as 1, 2, 3"). A stream is a pure function of its
// seed, its purpose and its two indices, so drawing more for one purpose never
// changes what another one gets, and any example's numbers can be had alone.
#pragma once

#include <stddef.h>
#include <stdint.h>

// What numbers are for. The values are part of what a seed means: never
// renumber them.
typedef enum {
    RNG_INIT = 1,          // (layer, 0)
    RNG_ORDER = 2,         // (epoch, 0)
    RNG_AUGMENT = 3,       // (epoch, example)
    RNG_DROPOUT = 4,       // (epoch, example); `part` is the layer
    RNG_DROP_CONNECT = 5,  // (epoch, example); `part` is the layer
    RNG_DIGITS = 6,        // (split, example)
    RNG_SEARCH = 7,        // (trial, parameter)
    RNG_TEST = 8,
} RngPurpose;

typedef struct {
    uint32_t key[2];
    uint32_t counter[4];
    uint32_t block[4];
    unsigned used;
} Rng;

// `part` tells streams of the same purpose apart; under 2^24.
Rng rng_new(uint64_t seed, RngPurpose purpose, uint32_t part, uint32_t index_a,
            uint32_t index_b);

uint32_t rng_next(Rng *rng);
// Uniform in [0, 1), a multiple of 2^-53.
double rng_double(Rng *rng);
// Uniform in [low, high).
double rng_uniform(Rng *rng, double low, double high);
// Standard normal (Box-Muller; two draws each).
double rng_normal(Rng *rng);
// Uniform in 0 … n − 1, without bias; n > 0.
uint32_t rng_below(Rng *rng, uint32_t n);
// A uniform permutation of 0 … n − 1 (Fisher-Yates).
void rng_permutation(Rng *rng, uint32_t *order, uint32_t n);

// One block of the generator itself: 10 rounds.
void philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]);
