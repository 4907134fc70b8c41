// Cohen et al. 2017: EMNIST, in its six splits.
#include "nets/known_set.h"

#define FILES(split, part)                          \
    "emnist-" #split "-" part "-images-idx3-ubyte", \
        "emnist-" #split "-" part "-labels-idx1-ubyte"

// A split's row, `first` being its first label.
#define EMNIST(split, train_, test_, classes_, first, summary_)      \
    static const KnownSet known_##split = {                          \
        .name = "emnist_" #split,                                    \
        .folder = "emnist",                                          \
        .files = {FILES(split, "train"), FILES(split, "test")},      \
        .mirrors = {"https://biometrics.nist.gov/cs_links/EMNIST/"}, \
        .archive = "gzip.zip",                                       \
        .archive_md5 = "58c8d27c78d21e728a6bc7b3cc06412e",           \
        .transposed = true,                                          \
        .train = (train_),                                           \
        .test = (test_),                                             \
        .classes = (classes_),                                       \
        .first_label = (first),                                      \
    };                                                               \
    const DatasetType emnist_##split##_dataset = {                   \
        .entry = {.name = "emnist_" #split, .summary = (summary_)},  \
        .known = &known_##split,                                     \
    };

EMNIST(balanced, 112800, 18800, 47, 0,
       "131,600 characters, as many of each class")
EMNIST(byclass, 697932, 116323, 62, 0,
       "814,255 digits and letters of both cases")
EMNIST(bymerge, 697932, 116323, 47, 0, "814,255 characters, look-alikes merged")
EMNIST(digits, 240000, 40000, 10, 0, "280,000 handwritten digits")
EMNIST(letters, 124800, 20800, 26, 1, "145,600 letters, both cases merged")
EMNIST(mnist, 60000, 10000, 10, 0, "70,000 digits, made as MNIST was")
