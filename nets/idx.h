// IDX files, raw or gzip: what MNIST and its kin are stored in. A big-endian
// magic number, the sizes, then the values.
#pragma once

#include "nets/base/digest.h"
#include "nets/base/error.h"
#include "nets/dataset.h"

enum { IDX_RANK = 3 };

// Release frees it.
typedef struct {
    int rank;
    size_t sizes[IDX_RANK];
    size_t value_bytes;        // 1: unsigned bytes; 4: big-endian int32
    uint8_t *values;           // [sizes]
    char digest[DIGEST_TEXT];  // SHA-256 of the unpacked file
} Idx;

// Magic 2051 (images), 2049 (labels) or 3074 (QMNIST's labels), at most 2 GiB.
// Fails, naming the file, unless it is exactly as long as its header says.
bool idx_read(const char *path, Idx *idx, Error *err);
void idx_release(Idx *idx);

// Moves the pixels of [count, height, width] into the set.
bool idx_take_images(Idx *idx, const char *path, ImageSet *set, Error *err);
// Fills labels from [count], or from column 0 of [count, columns], lowered by
// `first`: each must then be less than `classes`, and set->count of them.
bool idx_take_labels(const Idx *idx, const char *path, int first, int classes,
                     ImageSet *set, Error *err);

// Four files of a set, in the order of their enum.
enum { TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS, SET_FILES };

// Reads a whole data set; labels lie in [first, first + classes). `digests`
// [SET_FILES] become the unpacked files' SHA-256. On failure the data set is
// empty.
typedef struct {
    const char *paths[SET_FILES];
    int first;
    int classes;
} IdxFiles;
bool idx_read_set(const IdxFiles *files, Dataset *dataset,
                  char digests[SET_FILES][DIGEST_TEXT], Error *err);
// The images' counts and shapes alone, by the headers of their files.
bool idx_size_set(const IdxFiles *files, Dataset *dataset, Error *err);
// Then the labels, which must be as many. Release the data set.
bool idx_read_labels(const IdxFiles *files, Dataset *dataset, Error *err);
