// A resolved configuration: every setting of a trial but its seed, as a sorted
// list of dotted keys. It knows nothing of where the values came from.
#pragma once

#include "nets/base/error.h"
#include "nets/base/param.h"
#include "nets/base/text.h"

#include <stdint.h>

typedef enum {
    VALUE_NUMBER,   // double
    VALUE_INTEGER,  // also a double, whole
    VALUE_BOOL,
    VALUE_TEXT,
    VALUE_LIST,  // of numbers
    VALUE_JSON,  // canonical JSON of something deeper (a model's layers)
} ValueKind;

typedef struct {
    char *key;  // "optimizer.lr"
    ValueKind kind;
    double number;  // also of a bool: 0 or 1
    char *text;     // VALUE_TEXT, VALUE_JSON
    List list;
} Setting;

typedef struct {
    Setting *settings;  // sorted by key, no key twice
    size_t count;
    size_t capacity;
} Config;

void config_release(Config *config);
Config config_copy(const Config *config);
// NULL when there is no such key.
const Setting *config_find(const Config *config, const char *key);
// Adds or replaces; what `value` points to is copied. value->key names it.
void config_set(Config *config, const Setting *value);

// The value, or the fallback where the key is missing.
double config_number(const Config *config, const char *key, double fallback);
const char *config_text(const Config *config, const char *key,
                        const char *fallback);

// Canonical JSON: nested by the dots, keys sorted, shortest round-trip
// numbers, no spaces: {"batch_size":64,"optimizer":{"lr":0.001,"name":"adam"}}.
void config_json(const Config *config, Text *json);
// Reads that back.
bool config_parse(Config *config, const char *json, Error *err);
// One value as a person would write it: 0.001, [0.25, 0.5], adam.
void setting_text(const Setting *setting, Text *text);
