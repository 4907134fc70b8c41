// What tells configurations and trials apart, whatever file they came from.
#pragma once

#include "harness/plan.h"
#include "nets/dataset.h"

// The digests of the data sets met so far: asking for one may mean reading it.
typedef struct {
    Config *configs;
    char (*digests)[DIGEST_TEXT];
    size_t count;
    size_t capacity;
    size_t digest_capacity;
} DataDigests;

void data_digests_release(DataDigests *known);
// The digest of the configuration's data, empty where it names none. Fails
// when the data cannot be had.
bool data_digest(DataDigests *known, const Config *config,
                 const DataPlaces *places, char digest[DIGEST_TEXT],
                 Error *err);

// SHA-256, in hex, of the configuration's canonical JSON, a newline, and the
// data's digest. `json` is scratch memory.
void config_identity(const Config *config, const char *data_digest, Text *json,
                     char id[DIGEST_TEXT]);
// SHA-256, in hex, of the configuration's id, a newline, and the seed in
// decimal.
void trial_identity(const char *config_id, uint64_t seed, char id[DIGEST_TEXT]);
