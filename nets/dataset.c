#include "nets/dataset.h"

#include <stdlib.h>

#define DATASET(name) extern const DatasetType name##_dataset;
#include "nets/datasets/table.h"
#undef DATASET

const Entry *const datasets[] = {
#define DATASET(name) &name##_dataset.entry,
#include "nets/datasets/table.h"
#undef DATASET
    NULL,
};

static void set_release(ImageSet *set)
{
    free(set->images);
    free(set->labels);
}

void dataset_release(Dataset *dataset)
{
    set_release(&dataset->train);
    set_release(&dataset->test);
    *dataset = (Dataset){0};
}
