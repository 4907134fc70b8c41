// Images per second of filling batches on one core, for every instruction set.
#include "nets/base/memory.h"
#include "nets/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { IMAGES = 10000, BATCH = 64, SIDE = 28, PIXELS = SIDE * SIDE };

static double seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// Once through the set in batches, in an order that the cache does not like.
static void epoch(Filling *filling, float *data, size_t cols)
{
    uint32_t examples[BATCH];

    for (uint32_t first = 0; first + BATCH <= IMAGES; first += BATCH) {
        for (uint32_t i = 0; i < BATCH; i++)
            examples[i] = (first + i) * 7919 % IMAGES;
        filling_run(filling, examples, matrix(data, BATCH, cols));
    }
}

static void measure(const char *name, const ImageSource *source)
{
    size_t cols = shape_size(input_shape(source->input, source->set->shape));
    float *data = memory_new(BATCH * cols, sizeof *data);
    Filling *filling = filling_new(source);
    double best = 1e9;

    for (int i = 0; i < 5; i++) {
        double start = seconds();
        double took;

        epoch(filling, data, cols);
        took = seconds() - start;
        best = took < best ? took : best;
    }
    (void)printf("  %-24s %10.0f images/s %8.2f GB/s written\n", name,
                 IMAGES / best, IMAGES / best * (double)cols * 4e-9);
    filling_free(filling);
    free(data);
}

static void measure_set(const ImageSet *set, Simd simd)
{
    static const Augmentation paper = {10, 0.1, 0.1, 0.1, 0.1};
    static const Input plain = {0};
    static const Input larger = {.size = 32, .channels = 3, .normalize = 1};
    ImageSource source = {.set = set, .kernels = kernels_for(simd)};

    (void)printf("%s\n", cpu_simd_name(simd));
    source.input = &plain;
    measure("28x28x1", &source);
    source.augmentation = &paper;
    measure("28x28x1 augmented", &source);
    source.input = &larger;
    source.augmentation = NULL;
    measure("32x32x3", &source);
    source.augmentation = &paper;
    measure("32x32x3 augmented", &source);
}

int main(void)
{
    ImageSet set = {.count = IMAGES, .shape = {SIDE, SIDE, 1}};
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);

    set.images = memory_new(IMAGES, PIXELS);
    for (size_t i = 0; i < (size_t)IMAGES * PIXELS; i++)
        set.images[i] = (uint8_t)rng_next(&rng);
    for (int simd = SIMD_BASELINE; simd <= (int)cpu_simd(); simd++)
        measure_set(&set, (Simd)simd);
    free(set.images);
}
