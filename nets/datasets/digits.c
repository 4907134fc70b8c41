// Handwritten-looking digits, drawn by the program: a data set for a machine
// without one. Any number of them; the first n of more are the same n.
#include "nets/datasets/digits.h"

#include "nets/base/digest.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"
#include "nets/dataset.h"

#include <string.h>

// Raise it with every change to the pictures: it is their identity, together
// with the settings. Pictures are drawn in double, and logarithms and cosines
// may differ in their last bit from one C library to another; rounded to bytes
// that shows in about one pixel of 10^12.
enum { VERSION = 1 };

// Streams of a split: pictures, and the order of classes.
enum { PICTURES, ORDER };

typedef struct {
    int train_count;
    int test_count;
    int seed;
} Digits;

static const Param params[] = {
    PARAM(Digits, train_count, 10000, 1, 10000000, "training images"),
    PARAM(Digits, test_count, 2000, 1, 10000000, "test images"),
    PARAM(Digits, seed, 1, 0, 2147483647, "of the pictures"),
    {0},
};

// Every ten images hold every class once, in an order of their own.
static void draw_labels(ImageSet *set, uint64_t seed, uint32_t split)
{
    uint32_t order[DIGIT_CLASSES];

    for (size_t i = 0; i < set->count; i++) {
        if (i % DIGIT_CLASSES == 0) {
            Rng rng = rng_new(seed, RNG_DIGITS, ORDER, split,
                              (uint32_t)(i / DIGIT_CLASSES));

            rng_permutation(&rng, order, DIGIT_CLASSES);
        }
        set->labels[i] = (uint8_t)order[i % DIGIT_CLASSES];
    }
}

static ImageSet draw_set(int count, uint64_t seed, uint32_t split)
{
    ImageSet set = {
        .count = (size_t)count,
        .shape = {DIGIT_SIDE, DIGIT_SIDE, 1},
    };
    size_t pixels = shape_size(set.shape);

    set.images = memory_new(set.count, pixels);
    set.labels = memory_new(set.count, 1);
    draw_labels(&set, seed, split);
    for (size_t i = 0; i < set.count; i++) {
        Rng rng = rng_new(seed, RNG_DIGITS, PICTURES, split, (uint32_t)i);

        digit_draw(set.labels[i], &rng, set.images + i * pixels);
    }
    return set;
}

static bool size(const void *settings, DatasetSize *size, Error *err)
{
    const Digits *digits = settings;

    (void)err;
    *size = (DatasetSize){
        .train = (size_t)digits->train_count,
        .test = (size_t)digits->test_count,
        .shape = {DIGIT_SIDE, DIGIT_SIDE, 1},
        .classes = DIGIT_CLASSES,
    };
    return true;
}

static bool load(const void *settings, const DataPlaces *places,
                 Dataset *dataset, Error *err)
{
    const Digits *digits = settings;
    uint64_t seed = (uint64_t)digits->seed;

    (void)places;
    (void)err;
    *dataset = (Dataset){
        .train = draw_set(digits->train_count, seed, 0),
        .test = draw_set(digits->test_count, seed, 1),
        .classes = DIGIT_CLASSES,
    };
    return true;
}

static bool digest(const void *settings, const DataPlaces *places,
                   char digest[DIGEST_TEXT], Error *err)
{
    const Digits *digits = settings;
    Text text = {0};

    (void)places;
    (void)err;
    text_printf(&text, "digits %d train_count %d test_count %d seed %d",
                VERSION, digits->train_count, digits->test_count, digits->seed);
    digest_of(text.data, text.length, digest);
    text_release(&text);
    return true;
}

const DatasetType digits_dataset = {
    .entry =
        {
            .name = "digits",
            .summary = "handwritten-looking digits, drawn by the program",
            .params = params,
            .size = sizeof(Digits),
        },
    .drawn = true,
    .size = size,
    .digest = digest,
    .load = load,
};
