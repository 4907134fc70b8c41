#include "harness/predict_source.h"

#include "harness/bind.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/idx.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

// An argument, taken apart from its end.
typedef struct {
    const char *whole;
    char *before;  // the number's colon
    size_t number;
} Named;

void picture_release(Picture *picture)
{
    grey_release(&picture->grey);
    *picture = (Picture){.truth = -1};
}

// False where the argument does not end in a colon and a number.
static bool read_number(Named *named)
{
    const char *colon = strrchr(named->whole, ':');
    char *end;

    if (!colon || !isdigit((unsigned char)colon[1]))
        return false;
    errno = 0;
    named->number = strtoul(colon + 1, &end, 10);
    if (*end || errno)
        return false;
    named->before =
        memory_text_part(named->whole, (size_t)(colon - named->whole));
    return true;
}

static bool take(const ImageSet *set, const Named *named, Picture *picture,
                 Error *err)
{
    size_t bytes = shape_size(set->shape);

    if (named->number >= set->count)
        return fail_misuse(err, "'%s': there are only %zu images, from 0",
                           named->whole, set->count);
    assert(set->shape.channels == 1);
    picture->grey = grey_new(set->shape.height, set->shape.width);
    memcpy(picture->grey.pixels, set->images + named->number * bytes, bytes);
    picture->truth = set->labels ? set->labels[named->number] : -1;
    picture->data = true;
    return true;
}

static bool read_idx(const Named *named, Picture *picture, Error *err)
{
    ImageSet set = {0};
    Idx idx;
    bool ok = idx_read(named->before, &idx, err)
              && idx_take_images(&idx, named->before, &set, err)
              && take(&set, named, picture, err);

    idx_release(&idx);
    free(set.images);
    return ok;
}

static bool read_own(const Named *named, const char *split, const Setup *setup,
                     Picture *picture, Error *err)
{
    const ImageSet *set = strcmp(split, "test") == 0    ? &setup->dataset.test
                          : strcmp(split, "train") == 0 ? &setup->dataset.train
                          : strcmp(split, "validation") == 0
                              ? &setup->validation
                              : NULL;

    if (!set)
        return fail_misuse(err,
                           "'%s': the split must be train, validation or test",
                           named->whole);
    return take(set, named, picture, err);
}

static bool read_other(const Named *named, const Entry *entry,
                       const char *split, const DataPlaces *places,
                       Picture *picture, Error *err)
{
    bool test = strcmp(split, "test") == 0;
    Dataset dataset = {0};
    void *settings;
    bool ok;

    if (!test && strcmp(split, "train") != 0)
        return fail_misuse(err,
                           "'%s': the split must be train or test (it is not "
                           "the trial's own data set)",
                           named->whole);
    settings = bind_defaults(entry);
    ok = dataset_load((const DatasetType *)(const void *)entry, settings,
                      places, &dataset, err)
         && take(test ? &dataset.test : &dataset.train, named, picture, err);
    dataset_release(&dataset);
    free(settings);
    return ok;
}

// NAME:SPLIT of a data set; the colon in between becomes a NUL.
static const Entry *find_set(const Named *named, const char **split)
{
    char *colon = strrchr(named->before, ':');

    if (!colon)
        return NULL;
    *colon = '\0';
    *split = colon + 1;
    return entry_find(datasets, named->before);
}

static bool read_file(const char *path, Picture *picture, Error *err)
{
    Buffer file = {0};
    bool ok = file_read(path, GREY_BYTES_MOST, &file, err)
              && grey_decode(path, &file, &picture->grey, err);

    buffer_release(&file);
    return ok;
}

bool picture_read(const char *argument, const Config *config,
                  const Setup *setup, const DataPlaces *places,
                  Picture *picture, Error *err)
{
    const char *own = config_text(config, "dataset.name", "");
    Named named = {.whole = argument};
    const char *split = NULL;
    const Entry *entry = NULL;
    bool ok;

    *picture = (Picture){.truth = -1};
    if (file_exists(argument) || !read_number(&named))
        return read_file(argument, picture, err);
    if (file_exists(named.before))
        ok = read_idx(&named, picture, err);
    else if (!(entry = find_set(&named, &split)))
        ok = fail_misuse(err, "'%s' is neither a file nor an image of a set",
                         argument);
    else if (strcmp(entry->name, own) == 0)
        ok = read_own(&named, split, setup, picture, err);
    else
        ok = read_other(&named, entry, split, places, picture, err);
    free(named.before);
    return ok;
}
