#include "harness/bind.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 256 };

static bool bind_choice(const Param *param, const Setting *setting,
                        void *settings, Error *err)
{
    for (int i = 0; setting->text && param->choices[i]; i++)
        if (strcmp(setting->text, param->choices[i]) == 0) {
            param_set(param, settings, i);
            return true;
        }
    return fail(err, "'%s' cannot be '%s'", setting->key,
                setting->text ? setting->text : "a number");
}

// Written so that NaN, which compares with nothing, is refused too.
static bool in_range(const Param *param, const Setting *setting, double value,
                     Error *err)
{
    bool whole = param->kind == KIND_INT || param->whole;

    if (value >= param->min && value <= param->max
        && (!whole || value == floor(value)))
        return true;
    return fail(err, "'%s' is %g; it must be %s in [%g, %g]", setting->key,
                value, whole ? "a whole number" : "a number", param->min,
                param->max);
}

static bool bind_list(const Param *param, const Setting *setting,
                      void *settings, Error *err)
{
    if (setting->list.count > LIST_MAX)
        return fail(err, "'%s' has too many values", setting->key);
    for (int i = 0; i < setting->list.count; i++)
        if (!in_range(param, setting, setting->list.values[i], err))
            return false;
    param_set_list(param, settings, &setting->list);
    return true;
}

static bool bind_text(const Param *param, const Setting *setting,
                      void *settings, Error *err)
{
    if (!setting->text || strlen(setting->text) >= PARAM_TEXT_MAX)
        return fail(err, "'%s' must be a text of fewer than %d bytes",
                    setting->key, PARAM_TEXT_MAX);
    param_set_text(param, settings, setting->text);
    return true;
}

static bool bind_one(const Param *param, const Setting *setting, void *settings,
                     Error *err)
{
    if (param->kind == KIND_CHOICE)
        return bind_choice(param, setting, settings, err);
    if (param->kind == KIND_TEXT)
        return bind_text(param, setting, settings, err);
    if (param->kind == KIND_LIST && setting->kind == VALUE_LIST)
        return bind_list(param, setting, settings, err);
    if (setting->kind != VALUE_NUMBER && setting->kind != VALUE_INTEGER
        && setting->kind != VALUE_BOOL)
        return fail(err, "'%s' must be a number", setting->key);
    if (param->kind != KIND_BOOL
        && !in_range(param, setting, setting->number, err))
        return false;
    param_set(param, settings, setting->number);
    return true;
}

bool bind_settings(const Config *config, const char *prefix,
                   const Param *params, void *settings, Error *err)
{
    for (; params && params->name; params++) {
        char key[KEY_MAX];
        const Setting *setting;

        (void)snprintf(key, sizeof key, "%s.%s", prefix, params->name);
        setting = config_find(config, key);
        if (setting && !bind_one(params, setting, settings, err))
            return false;
    }
    return true;
}

void *bind_defaults(const Entry *entry)
{
    void *settings;

    if (entry->size == 0)
        return NULL;
    settings = memory_new(1, entry->size);
    params_fill(entry->params, settings);
    return settings;
}

bool bind_entry(const Config *config, const char *prefix,
                const Entry *const *table, const Entry **entry, void **settings,
                Error *err)
{
    char key[KEY_MAX];
    const char *name;

    (void)snprintf(key, sizeof key, "%s.name", prefix);
    name = config_text(config, key, NULL);
    *entry = name ? entry_find(table, name) : table[0];
    *settings = NULL;
    if (!*entry)
        return fail(err, "unknown %s '%s'", prefix, name ? name : "");
    *settings = bind_defaults(*entry);
    return bind_settings(config, prefix, (*entry)->params, *settings, err);
}
