// Images as an Input makes them, for tests. Included once per test program,
// after tests/check.h.
#pragma once

#include "nets/base/memory.h"
#include "nets/input.h"

// IMAGES fill whole cache lines, as memory is given out, so that a sanitizer
// sees what is read past the last.
enum { IMAGES = 48, SIDE = 28, LARGEST = 40 };

static const Augmentation strong = {30, 0.2, 0.1, 10, 0.3};
static const Augmentation still = {0, 0, 0, 0, 0};

static inline ImageSet random_images(int channels)
{
    ImageSet set = {.count = IMAGES, .shape = {SIDE, SIDE, channels}};
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    size_t bytes = IMAGES * shape_size(set.shape);

    set.images = memory_new(bytes, 1);
    for (size_t i = 0; i < bytes; i++)
        set.images[i] = (uint8_t)rng_below(&rng, 256);
    return set;
}

static inline ImageSource source_of(const ImageSet *set, const Input *input,
                                    const Augmentation *augmentation)
{
    return (ImageSource){
        .set = set,
        .input = input,
        .augmentation = augmentation,
        .seed = 7,
        .epoch = 3,
        .kernels = kernels_for(cpu_simd()),
    };
}

// Every image of the set, in order.
static inline Matrix filled(const ImageSource *source)
{
    size_t cols = shape_size(input_shape(source->input, source->set->shape));
    Matrix x = matrix(memory_new(IMAGES * cols, sizeof(float)), IMAGES, cols);
    uint32_t examples[IMAGES];

    for (uint32_t i = 0; i < IMAGES; i++)
        examples[i] = i;
    input_fill(source, examples, x);
    return x;
}
