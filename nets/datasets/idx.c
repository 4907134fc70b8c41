// A folder of four IDX files of one's own.
#include "nets/idx.h"

#include "nets/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

typedef struct {
    char path[PARAM_TEXT_MAX];
    int classes;
} IdxFolder;

static const Param params[] = {
    PARAM_TEXT(IdxFolder, path, "the folder that has the four files"),
    PARAM(IdxFolder, classes, 0, 0, 256,
          "labels are less than this; 0: as many as there are"),
    {0},
};

// What the four files are called: each name has one of the first words and the
// second one, as MNIST's, EMNIST's and QMNIST's files have.
static const struct {
    const char *part[2];
    const char *kind;
    const char *usual;
} names[SET_FILES] = {
    {{"train", "train"}, "images", "train-images-idx3-ubyte"},
    {{"train", "train"}, "labels", "train-labels-idx1-ubyte"},
    {{"t10k", "test"}, "images", "t10k-images-idx3-ubyte"},
    {{"t10k", "test"}, "labels", "t10k-labels-idx1-ubyte"},
};

static bool fits(const char *name, int which)
{
    return strstr(name, "idx") != NULL
           && (strstr(name, names[which].part[0]) != NULL
               || strstr(name, names[which].part[1]) != NULL)
           && strstr(name, names[which].kind) != NULL;
}

// Takes the one file of the folder that fits; two are refused.
static bool find_file(const char *folder, int which, Text *path, Error *err)
{
    DIR *opened = opendir(folder);
    const struct dirent *entry;
    int found = 0;

    if (!opened)
        return fail(err, "cannot open the folder '%s': %s", folder,
                    strerror(errno));
    while ((entry = readdir(opened)) != NULL)
        if (fits(entry->d_name, which)) {
            found++;
            text_clear(path);
            text_printf(path, "%s/%s", folder, entry->d_name);
        }
    (void)closedir(opened);
    if (found == 0)
        return fail(err, "'%s' has no file like '%s' (or .gz)", folder,
                    names[which].usual);
    return found == 1
           || fail(err, "'%s' has %d files like '%s'; there must be one",
                   folder, found, names[which].usual);
}

static int largest(const ImageSet *set)
{
    int label = 0;

    for (size_t i = 0; i < set->count; i++)
        if (set->labels[i] > label)
            label = set->labels[i];
    return label;
}

static void count_classes(Dataset *dataset)
{
    int train = largest(&dataset->train);
    int test = largest(&dataset->test);

    dataset->classes = (train > test ? train : test) + 1;
}

// Release the paths, found or not.
static bool find_files(const IdxFolder *settings, Text paths[SET_FILES],
                       IdxFiles *files, Error *err)
{
    *files = (IdxFiles){.classes = settings->classes ? settings->classes : 256};
    if (settings->path[0] == '\0')
        return fail_misuse(err,
                           "the data set 'idx' needs the path of a folder");
    for (int i = 0; i < SET_FILES; i++) {
        if (!find_file(settings->path, i, &paths[i], err))
            return false;
        files->paths[i] = text_string(&paths[i]);
    }
    return true;
}

static void release_paths(Text paths[SET_FILES])
{
    for (int i = 0; i < SET_FILES; i++)
        text_release(&paths[i]);
}

static bool read_folder(const IdxFolder *settings, Dataset *dataset,
                        char digests[SET_FILES][DIGEST_TEXT], Error *err)
{
    IdxFiles files;
    Text paths[SET_FILES] = {{0}};
    bool ok;

    *dataset = (Dataset){0};
    ok = find_files(settings, paths, &files, err)
         && idx_read_set(&files, dataset, digests, err);
    if (ok && settings->classes == 0)
        count_classes(dataset);
    release_paths(paths);
    return ok;
}

// No header says how many classes there are: where the settings do not either,
// all labels have to be read, a byte each.
static bool size(const void *settings, DatasetSize *size, Error *err)
{
    const IdxFolder *folder = settings;
    Dataset dataset = {0};
    IdxFiles files;
    Text paths[SET_FILES] = {{0}};
    bool ok;

    ok = find_files(folder, paths, &files, err)
         && idx_size_set(&files, &dataset, err)
         && (folder->classes > 0 || idx_read_labels(&files, &dataset, err));
    if (ok && folder->classes == 0)
        count_classes(&dataset);
    *size = (DatasetSize){
        .train = dataset.train.count,
        .test = dataset.test.count,
        .shape = dataset.train.shape,
        .classes = folder->classes > 0 ? folder->classes : dataset.classes,
    };
    dataset_release(&dataset);
    release_paths(paths);
    return ok;
}

static bool digest(const void *settings, const DataPlaces *places,
                   char digest_text[DIGEST_TEXT], Error *err)
{
    char digests[SET_FILES][DIGEST_TEXT];
    Dataset dataset;

    (void)places;
    if (!read_folder(settings, &dataset, digests, err))
        return false;
    dataset_release(&dataset);
    dataset_digest(digests, SET_FILES, digest_text);
    return true;
}

static bool load(const void *settings, const DataPlaces *places,
                 Dataset *dataset, Error *err)
{
    char digests[SET_FILES][DIGEST_TEXT];

    (void)places;
    return read_folder(settings, dataset, digests, err);
}

const DatasetType idx_dataset = {
    .entry = {.name = "idx",
              .summary = "a folder of four IDX files of your own",
              .params = params,
              .size = sizeof(IdxFolder)},
    .size = size,
    .digest = digest,
    .load = load,
};
