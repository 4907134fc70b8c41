// A resolved configuration: every setting of a trial but its seed, as a sorted
// list of dotted keys. It knows nothing of where the values came from.
//
// The keys: dataset.name, model.name, optimizer.name, schedule.name and
// loss.name hold what a user may write as plain `model: cnn`; their settings
// stand beside them (optimizer.lr, schedule.warmup, loss.clipped,
// dataset.path), but a model's options under arch.KEY and its own layers, if
// it has any, under model.layers. Then input.*, augment.{rotate, shift_x,
// shift_y, shear, zoom} (all 0: none), validation.name (auto, test, none,
// last, fraction) with validation.last or validation.fraction, early_stop.*,
// dropout (one rate per dropout layer), epochs, batch_size, train_size and
// test_size (0: all), init.
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
    const char *key;  // "optimizer.lr"
    ValueKind kind;
    double number;     // also of a bool: 0 or 1
    const char *text;  // VALUE_TEXT, VALUE_JSON
    List list;
} Setting;

// Settings never change once made, and are shared by the configurations that
// have them: a sweep of a million differs in a few settings only.
typedef struct {
    const Setting **settings;  // sorted by key, no key twice
    size_t count;
    size_t capacity;
} Config;

void config_release(Config *config);
// Empties it, keeping the memory.
void config_clear(Config *config);
Config config_copy(const Config *config);
// NULL when there is no such key.
const Setting *config_find(const Config *config, const char *key);
// Adds or replaces; what `value` points to is copied. value->key names it.
void config_set(Config *config, const Setting *value);

// A setting to be shared; what `like` points to is copied. The caller holds
// it until setting_release.
const Setting *setting_new(const Setting *like);
void setting_release(const Setting *setting);
// Like config_set, with one made by setting_new: nothing is copied.
void config_share(Config *config, const Setting *setting);

// The value, or the fallback where the key is missing.
double config_number(const Config *config, const char *key, double fallback);
const char *config_text(const Config *config, const char *key,
                        const char *fallback);

// Canonical JSON: nested by the dots, keys sorted, shortest round-trip
// numbers, no spaces: {"batch_size":64,"optimizer":{"lr":0.001,"name":"adam"}}.
void config_json(const Config *config, Text *json);
// Reads that back. JSON does not tell 1 from 1.0: a whole number comes back as
// VALUE_INTEGER.
bool config_parse(Config *config, const char *json, Error *err);
// One value as a person would write it: 0.001, [0.25, 0.5], adam.
void setting_text(const Setting *setting, Text *text);
// The same, kept with a setting that a configuration has.
const char *setting_words(const Setting *setting);
bool setting_equal(const Setting *a, const Setting *b);  // keys aside
// The key as a person would write it: "model" for "model.name".
void setting_key_text(const char *key, Text *text);
