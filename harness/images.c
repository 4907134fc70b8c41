#include "harness/images.h"

#include "harness/setup.h"
#include "nets/base/memory.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ILLUSTRATED_SEED = 1 };

typedef struct {
    char *key;
    Setup setup;
} Loaded;

struct Images {
    Store *store;
    const DataPlaces *places;
    Loaded *loaded;
    size_t count;
    size_t capacity;
};

// What a cell names.
typedef struct {
    char config[64];
    char split[16];
    size_t number;
    unsigned epoch;  // 0: as it is
} Name;

Images *images_new(Store *store, const DataPlaces *places)
{
    Images *images = memory_new(1, sizeof *images);

    images->store = store;
    images->places = places;
    return images;
}

void images_free(Images *images)
{
    if (!images)
        return;
    for (size_t i = 0; i < images->count; i++) {
        setup_release(&images->loaded[i].setup);
        free(images->loaded[i].key);
    }
    free(images->loaded);
    free(images);
}

static bool read_name(const char *cell, Name *name, Error *err)
{
    int parts;

    *name = (Name){0};
    parts = cell ? sscanf(cell, "%63[^/]/%15[^/]/%zu/%u", name->config,
                          name->split, &name->number, &name->epoch)
                 : 0;
    return parts >= 3
           || fail(err,
                   "'%s' names no image; it must be CONFIG/SPLIT/NUMBER or "
                   "CONFIG/SPLIT/NUMBER/EPOCH",
                   cell ? cell : "");
}

const DataPlaces *images_places(const Images *images)
{
    return images->places;
}

bool images_config(const Images *images, const char *name, Config *config,
                   Error *err)
{
    const char *const names[] = {":name", NULL};
    const char *const values[] = {name, NULL};
    Result result = {0};
    bool ok =
        store_query(images->store, "SELECT json FROM config WHERE name = :name",
                    names, values, &result, err)
        && (result.rows == 1
            || fail(err, "there is no configuration '%s'", name))
        && config_parse(config, result.cells[0], err);

    result_release(&result);
    return ok;
}

// Configurations that differ in anything but their data set share what is
// loaded.
static char *key_of(const Config *config)
{
    Text key = {0};

    for (size_t i = 0; i < config->count; i++)
        if (strncmp(config->settings[i]->key, "dataset", 7) == 0) {
            text_printf(&key, "%s ", config->settings[i]->key);
            setting_text(config->settings[i], &key);
            text_add_char(&key, '\n');
        }
    return key.data ? key.data : memory_text("");
}

static Loaded *find_loaded(Images *images, const char *key)
{
    for (size_t i = 0; i < images->count; i++)
        if (strcmp(images->loaded[i].key, key) == 0)
            return &images->loaded[i];
    return NULL;
}

// Takes the key, and keeps only what could be loaded.
static Loaded *add_loaded(Images *images, char *key, const Config *config,
                          Error *err)
{
    Loaded *loaded;

    images->loaded = memory_grow(images->loaded, &images->capacity,
                                 images->count + 1, sizeof *images->loaded);
    loaded = &images->loaded[images->count];
    loaded->key = key;
    if (setup_data(&loaded->setup, config, images->places, err)) {
        images->count++;
        return loaded;
    }
    setup_release(&loaded->setup);
    free(key);
    return NULL;
}

static bool load(Images *images, const Name *name, const Setup **setup,
                 Error *err)
{
    Config config = {0};
    Loaded *loaded = NULL;
    bool ok = images_config(images, name->config, &config, err);

    if (ok) {
        char *key = key_of(&config);

        loaded = find_loaded(images, key);
        if (loaded) {
            free(key);
            ok = setup_data_again(&loaded->setup, &config, err);
        } else {
            loaded = add_loaded(images, key, &config, err);
            ok = loaded != NULL;
        }
    }
    if (ok)
        *setup = &loaded->setup;
    config_release(&config);
    return ok;
}

static bool find_set(const Setup *setup, const Name *name, const ImageSet **set,
                     Error *err)
{
    if (strcmp(name->split, "train") == 0)
        *set = &setup->train;
    else if (strcmp(name->split, "validation") == 0)
        *set = &setup->validation;
    else if (strcmp(name->split, "test") == 0)
        *set = &setup->test;
    else
        return fail(err, "there is no split '%s'", name->split);
    return name->number < (*set)->count
           || fail(err, "there are only %zu images in '%s', no number %zu",
                   (*set)->count, name->split, name->number);
}

// Grey levels, 0 … 255, [height × width]; the mean of the channels.
static float *plain(const ImageSet *set, size_t number)
{
    size_t channels = (size_t)set->shape.channels;
    size_t pixels = shape_size(set->shape) / channels;
    const uint8_t *image = set->images + number * shape_size(set->shape);
    float *grey = memory_new(pixels, sizeof *grey);

    for (size_t i = 0; i < pixels * channels; i++)
        grey[i / channels] += (float)image[i] / (float)channels;
    return grey;
}

static float *augmented(const Setup *setup, const ImageSet *set,
                        const Name *name)
{
    const Input input = {.normalize = NORMALIZE_UNIT, .channels = 1};
    const ImageSource source = {
        .set = set,
        .input = &input,
        .augmentation = &setup->augmentation,
        .seed = ILLUSTRATED_SEED,
        .epoch = name->epoch - 1,
        .kernels = kernels_for(cpu_simd()),
    };
    const uint32_t example = (uint32_t)name->number;
    size_t pixels = (size_t)set->shape.height * (size_t)set->shape.width;
    float *grey = memory_new(pixels, sizeof *grey);

    input_fill(&source, &example, matrix(grey, 1, pixels));
    for (size_t i = 0; i < pixels; i++)
        grey[i] *= 255;
    return grey;
}

bool images_grey(Images *images, const char *cell, Grey *grey, Error *err)
{
    const Setup *setup = NULL;
    const ImageSet *set = NULL;
    Name name;

    if (!read_name(cell, &name, err) || !load(images, &name, &setup, err)
        || !find_set(setup, &name, &set, err))
        return false;
    assert(setup && set && set->images);
    *grey = (Grey){
        .width = set->shape.width,
        .height = set->shape.height,
        .levels = name.epoch > 0 ? augmented(setup, set, &name)
                                 : plain(set, name.number),
    };
    return true;
}
