// Labelled images. To add a data set: write nets/datasets/NAME.c, ending in
// `const DatasetType NAME_dataset`, and add its row to nets/datasets/table.h.
#pragma once

#include "nets/base/digest.h"
#include "nets/base/entry.h"
#include "nets/base/error.h"
#include "nets/shape.h"

#include <stdint.h>

typedef struct {
    size_t count;
    Shape shape;      // of every image
    uint8_t *images;  // [count, height, width, channels], 0 … 255
    uint8_t *labels;  // [count], each under `classes`
} ImageSet;

typedef struct {
    ImageSet train;
    ImageSet test;
    int classes;
    void *mapped;  // what holds all images and labels; NULL: each their own
    size_t mapped_bytes;
} Dataset;

// What is known of a data set that was not loaded.
typedef struct {
    size_t train;  // images
    size_t test;
    Shape shape;  // of every image
    int classes;
} DatasetSize;

// Where data sets are looked for; in this order. Any may be NULL.
typedef struct {
    const char *folder;  // --data, else $QUADRILLE_DATA
    const char *cache;   // ~/.cache/quadrille
    bool download;       // may fetch what is missing, into the cache
    const char *mirror;  // $QUADRILLE_MIRROR: a URL instead of the sets' own
    int shared;  // where the very set that is wanted lies: shared_data; 0: not
} DataPlaces;

typedef struct {
    Entry entry;
    // What is known of a set that others publish. Then the functions are
    // NULL: all such sets are read in one way.
    const struct KnownSet *known;
    bool drawn;  // by the program itself: it cannot be missing or damaged
    // As dataset_size, dataset_identify and dataset_load.
    bool (*size)(const void *settings, DatasetSize *size, Error *err);
    bool (*digest)(const void *settings, const DataPlaces *places,
                   char digest[DIGEST_TEXT], Error *err);
    bool (*load)(const void *settings, const DataPlaces *places,
                 Dataset *dataset, Error *err);
} DatasetType;

#define DATASET(name) extern const DatasetType name##_dataset;
#include "nets/datasets/table.h"
#undef DATASET
extern const Entry *const datasets[];  // DatasetTypes; ends in NULL

// How much there is of what, as cheaply as it can be had: nothing is fetched,
// of a set that others publish nothing is read, and of a user's own no images.
// Fails where files are missing, or do not begin as a data set's do.
bool dataset_size(const DatasetType *type, const void *settings,
                  DatasetSize *size, Error *err);
// The data's identity, a SHA-256 in hex, as cheaply as it can be had: some
// sets know it without reading anything.
bool dataset_identify(const DatasetType *type, const void *settings,
                      const DataPlaces *places, char digest[DIGEST_TEXT],
                      Error *err);
// Reads and checks everything; its identity is then as promised.
bool dataset_load(const DatasetType *type, const void *settings,
                  const DataPlaces *places, Dataset *dataset, Error *err);

// The identity of a set of files: the SHA-256 of their digests, in order.
void dataset_digest(char digests[][DIGEST_TEXT], size_t count,
                    char digest[DIGEST_TEXT]);

void dataset_release(Dataset *dataset);
