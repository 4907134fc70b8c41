#include "harness/identity.h"

#include "harness/bind.h"
#include "nets/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "dataset.";

void data_digests_release(DataDigests *known)
{
    for (size_t i = 0; i < known->count; i++)
        config_release(&known->configs[i]);
    free(known->configs);
    free(known->digests);
    *known = (DataDigests){0};
}

static bool is_of_data(const Setting *setting)
{
    return strncmp(setting->key, prefix, sizeof prefix - 1) == 0;
}

// Whether `data` holds just what the configuration says of its data set.
static bool same_data(const Config *data, const Config *config)
{
    size_t count = 0;

    for (size_t i = 0; i < config->count; i++) {
        const Setting *one = config->settings[i];
        const Setting *other;

        if (!is_of_data(one))
            continue;
        other = config_find(data, one->key);
        if (!other || !setting_equal(one, other))
            return false;
        count++;
    }
    return count == data->count;
}

static void remember(DataDigests *known, const Config *config,
                     const char *digest)
{
    Config *data;

    known->configs = memory_grow(known->configs, &known->capacity,
                                 known->count + 1, sizeof *known->configs);
    known->digests = memory_grow(known->digests, &known->digest_capacity,
                                 known->count + 1, sizeof *known->digests);
    data = &known->configs[known->count];
    for (size_t i = 0; i < config->count; i++)
        if (is_of_data(config->settings[i]))
            config_share(data, config->settings[i]);
    memcpy(known->digests[known->count++], digest, DIGEST_TEXT);
}

bool data_digest(DataDigests *known, const Config *config,
                 const DataPlaces *places, char digest[DIGEST_TEXT], Error *err)
{
    const Entry *entry;
    void *settings;
    bool ok;

    // A program of one's own may have data that it alone knows.
    digest[0] = '\0';
    if (!config_find(config, "dataset.name"))
        return true;
    for (size_t i = 0; i < known->count; i++)
        if (same_data(&known->configs[i], config)) {
            memcpy(digest, known->digests[i], DIGEST_TEXT);
            return true;
        }
    ok = bind_entry(config, "dataset", datasets, &entry, &settings, err)
         && dataset_identify((const DatasetType *)(const void *)entry, settings,
                             places, digest, err);
    free(settings);
    if (ok)
        remember(known, config, digest);
    return ok;
}

void config_identity(const Config *config, const char *data_digest_text,
                     Text *json, char id[DIGEST_TEXT])
{
    text_clear(json);
    config_json(config, json);
    text_add_char(json, '\n');
    text_add(json, data_digest_text);
    digest_of(json->data, json->length, id);
}

void trial_identity(const char *config_id, uint64_t seed, char id[DIGEST_TEXT])
{
    char text[DIGEST_TEXT + 32];
    int length = snprintf(text, sizeof text, "%s\n%" PRIu64, config_id, seed);

    digest_of(text, (size_t)length, id);
}
