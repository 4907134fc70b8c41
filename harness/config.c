#include "harness/config.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Every Setting in a Config is the first member of one of these.
typedef struct {
    Setting setting;
    size_t references;
    char *json;    // the value's, once it was asked for
    char *words;   // what setting_text writes, likewise
    char bytes[];  // key and text
} Shared;

// What others see is constant; that it is shared is ours to count.
static Shared *shared(const Setting *setting)
{
    Shared *one;

    memcpy((void *)&one, (const void *)&setting, sizeof(Shared *));
    return one;
}

const Setting *setting_new(const Setting *like)
{
    size_t key = strlen(like->key) + 1;
    size_t text = like->text ? strlen(like->text) + 1 : 0;
    Shared *made = memory_new(1, sizeof *made + key + text);

    made->setting = *like;
    made->references = 1;
    memcpy(made->bytes, like->key, key);
    made->setting.key = made->bytes;
    if (like->text) {
        memcpy(made->bytes + key, like->text, text);
        made->setting.text = made->bytes + key;
    }
    return &made->setting;
}

void setting_release(const Setting *setting)
{
    if (!setting || --shared(setting)->references > 0)
        return;
    free(shared(setting)->json);
    free(shared(setting)->words);
    free(shared(setting));
}

void config_clear(Config *config)
{
    for (size_t i = 0; i < config->count; i++)
        setting_release(config->settings[i]);
    config->count = 0;
}

void config_release(Config *config)
{
    config_clear(config);
    free(config->settings);
    *config = (Config){0};
}

Config config_copy(const Config *config)
{
    Config copy = {0};

    copy.settings = memory_grow(NULL, &copy.capacity, config->count,
                                sizeof(const Setting *));
    for (size_t i = 0; i < config->count; i++) {
        shared(config->settings[i])->references++;
        copy.settings[i] = config->settings[i];
    }
    copy.count = config->count;
    return copy;
}

// The first index whose key is not below `key`.
static size_t place_of(const Config *config, const char *key)
{
    size_t low = 0;
    size_t high = config->count;

    // What is added in order goes to the end.
    if (high > 0 && strcmp(config->settings[high - 1]->key, key) < 0)
        return high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(config->settings[middle]->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool stands_at(const Config *config, size_t i, const char *key)
{
    return i < config->count && strcmp(config->settings[i]->key, key) == 0;
}

const Setting *config_find(const Config *config, const char *key)
{
    size_t i = place_of(config, key);

    return stands_at(config, i, key) ? config->settings[i] : NULL;
}

void config_share(Config *config, const Setting *setting)
{
    size_t i = place_of(config, setting->key);

    shared(setting)->references++;
    if (stands_at(config, i, setting->key)) {
        setting_release(config->settings[i]);
        config->settings[i] = setting;
        return;
    }
    config->settings = memory_grow(config->settings, &config->capacity,
                                   config->count + 1, sizeof(const Setting *));
    memmove(config->settings + i + 1, config->settings + i,
            (config->count - i) * sizeof(const Setting *));
    config->settings[i] = setting;
    config->count++;
}

void config_set(Config *config, const Setting *value)
{
    const Setting *setting = setting_new(value);

    config_share(config, setting);
    setting_release(setting);
}

double config_number(const Config *config, const char *key, double fallback)
{
    const Setting *setting = config_find(config, key);

    return setting ? setting->number : fallback;
}

const char *config_text(const Config *config, const char *key,
                        const char *fallback)
{
    const Setting *setting = config_find(config, key);

    return setting && setting->text ? setting->text : fallback;
}

static bool lists_equal(const List *a, const List *b)
{
    if (a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++)
        if (a->values[i] != b->values[i])
            return false;
    return true;
}

bool setting_equal(const Setting *a, const Setting *b)
{
    bool texts = a->kind == VALUE_TEXT || a->kind == VALUE_JSON;

    if (texts || b->kind == VALUE_TEXT || b->kind == VALUE_JSON)
        return a->kind == b->kind && strcmp(a->text, b->text) == 0;
    if (a->kind == VALUE_LIST || b->kind == VALUE_LIST)
        return a->kind == b->kind && lists_equal(&a->list, &b->list);
    return a->number == b->number;
}

static void add_list(const List *list, const char *between, Text *text)
{
    text_add_char(text, '[');
    for (int i = 0; i < list->count; i++) {
        if (i > 0)
            text_add(text, between);
        text_add_number(text, list->values[i]);
    }
    text_add_char(text, ']');
}

void setting_text(const Setting *setting, Text *text)
{
    switch (setting->kind) {
    case VALUE_NUMBER:
    case VALUE_INTEGER:
        text_add_number(text, setting->number);
        break;
    case VALUE_BOOL:
        text_add(text, setting->number != 0 ? "true" : "false");
        break;
    case VALUE_TEXT:
    case VALUE_JSON:
        text_add(text, setting->text);
        break;
    case VALUE_LIST:
        add_list(&setting->list, ", ", text);
        break;
    }
}

const char *setting_words(const Setting *setting)
{
    Shared *one = shared(setting);
    Text words = {0};

    if (!one->words) {
        setting_text(setting, &words);
        one->words = memory_text(text_string(&words));
        text_release(&words);
    }
    return one->words;
}

void setting_key_text(const char *key, Text *text)
{
    static const char ending[] = ".name";
    size_t length = strlen(key);
    size_t cut = sizeof ending - 1;

    if (length > cut && strcmp(key + length - cut, ending) == 0)
        length -= cut;
    text_add_part(text, key, length);
}

static void write_json_value(const Setting *setting, Text *json)
{
    if (setting->kind == VALUE_TEXT)
        text_add_json(json, setting->text);
    else if (setting->kind == VALUE_LIST)
        add_list(&setting->list, ",", json);
    else
        setting_text(setting, json);
}

// Numbers take long to write, and thousands of configurations share one.
static const char *value_json(const Setting *setting)
{
    Shared *one = shared(setting);
    Text json = {0};

    if (!one->json) {
        write_json_value(setting, &json);
        one->json = memory_text(text_string(&json));
        text_release(&json);
    }
    return one->json;
}

// How many leading bytes, ending in a dot, two keys share.
static size_t shared_path(const char *a, const char *b)
{
    size_t shared_length = 0;

    for (size_t i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == '.')
            shared_length = i + 1;
    return shared_length;
}

// Closes the maps that the next key, which shares `kept` bytes, is not in.
static void close_maps(const char *key, size_t kept, Text *json)
{
    for (key += kept; *key; key++)
        if (*key == '.')
            text_add_char(json, '}');
}

static void add_json_key(const char *key, size_t kept, Text *json)
{
    const char *dot;

    for (key += kept; (dot = strchr(key, '.')) != NULL; key = dot + 1) {
        text_add_char(json, '"');
        text_add_part(json, key, (size_t)(dot - key));
        text_add(json, "\":{");
    }
    text_add_json(json, key);
    text_add_char(json, ':');
}

// A dot sorts below every letter and digit, so keys of one map stand together.
void config_json(const Config *config, Text *json)
{
    const char *before = "";

    text_add_char(json, '{');
    for (size_t i = 0; i < config->count; i++) {
        const Setting *setting = config->settings[i];
        size_t kept = shared_path(before, setting->key);

        if (i > 0) {
            close_maps(before, kept, json);
            text_add_char(json, ',');
        }
        add_json_key(setting->key, kept, json);
        text_add(json, value_json(setting));
        before = setting->key;
    }
    close_maps(before, 0, json);
    text_add_char(json, '}');
}
