#include "nets/dataset.h"

#include "nets/known_set.h"
#include "nets/shared_data.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

const Entry *const datasets[] = {
#define DATASET(name) &name##_dataset.entry,
#include "nets/datasets/table.h"
#undef DATASET
    NULL,
};

bool dataset_size(const DatasetType *type, const void *settings,
                  DatasetSize *size, Error *err)
{
    const struct KnownSet *known = type->known;

    if (!known)
        return type->size(settings, size, err);
    *size = (DatasetSize){
        .train = known->train,
        .test = known->test,
        .shape = {KNOWN_SIDE, KNOWN_SIDE, 1},
        .classes = known->classes,
    };
    return true;
}

bool dataset_identify(const DatasetType *type, const void *settings,
                      const DataPlaces *places, char digest[DIGEST_TEXT],
                      Error *err)
{
    return type->known ? known_digest(type->known, places, digest, err)
                       : type->digest(settings, places, digest, err);
}

bool dataset_load(const DatasetType *type, const void *settings,
                  const DataPlaces *places, Dataset *dataset, Error *err)
{
    if (places->shared > 0)
        return shared_data_open(places->shared, dataset, err);
    return type->known ? known_load(type->known, places, dataset, err)
                       : type->load(settings, places, dataset, err);
}

void dataset_digest(char digests[][DIGEST_TEXT], size_t count,
                    char digest[DIGEST_TEXT])
{
    Digest *sum = digest_new(DIGEST_SHA256);

    for (size_t i = 0; i < count; i++)
        digest_add(sum, digests[i], strlen(digests[i]));
    digest_end(sum, digest);
}

static void set_release(ImageSet *set)
{
    free(set->images);
    free(set->labels);
}

void dataset_release(Dataset *dataset)
{
    if (dataset->mapped) {
        (void)munmap(dataset->mapped, dataset->mapped_bytes);
    } else {
        set_release(&dataset->train);
        set_release(&dataset->test);
    }
    *dataset = (Dataset){0};
}
