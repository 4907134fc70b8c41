#include "harness/schema.h"

#include "nets/augmentation.h"
#include "nets/base/memory.h"
#include "nets/dataset.h"
#include "nets/loss.h"
#include "nets/model.h"
#include "nets/optimizer.h"
#include "nets/schedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// How the images to validate on are chosen, told like everything that has a
// name and settings. `auto` is the last 10,000 training images, or a sixth of
// a smaller set.
static const Param last_params[] = {
    {.name = "last",
     .kind = KIND_INT,
     .fallback = 10000,
     .min = 1,
     .max = 1e9,
     .help = "images at the end of the training set"},
    {0},
};
static const Param fraction_params[] = {
    {.name = "fraction",
     .kind = KIND_FLOAT,
     .fallback = 0.1,
     .min = 1e-6,
     .max = 0.9,
     .help = "of the training images, at the end"},
    {0},
};
static const Entry validation_auto = {.name = "auto"};
static const Entry validation_test = {.name = "test"};
static const Entry validation_none = {.name = "none"};
static const Entry validation_last = {.name = "last", .params = last_params};
static const Entry validation_fraction = {.name = "fraction",
                                          .params = fraction_params};
static const Entry *const validations[] = {
    &validation_auto, &validation_test,     &validation_none,
    &validation_last, &validation_fraction, NULL,
};

const Family families[FAMILIES] = {
    [FAMILY_DATASET] = {"dataset", "dataset.", datasets, NULL},
    [FAMILY_LOSS] = {"loss", "loss.", losses, "cross_entropy"},
    [FAMILY_MODEL] = {"model", "arch.", models, NULL},
    [FAMILY_OPTIMIZER] = {"optimizer", "optimizer.", optimizers, "adam"},
    [FAMILY_SCHEDULE] = {"schedule", "schedule.", schedules, "constant"},
    [FAMILY_VALIDATION] = {"validation", "validation.", validations, "auto"},
};

static const char *const inits[] = {"keras", "he", "torch", NULL};

static const Param plain_params[] = {
    {.name = "batch_size",
     .kind = KIND_INT,
     .fallback = 64,
     .min = 1,
     .max = 65536,
     .help = "examples per step"},
    {.name = "epochs",
     .kind = KIND_INT,
     .fallback = 10,
     .min = 1,
     .max = 100000,
     .help = "passes over the training images"},
    {.name = "init",
     .kind = KIND_CHOICE,
     .choices = inits,
     .help = "how weights are drawn"},
    {.name = "test_size",
     .kind = KIND_INT,
     .min = 0,
     .max = 1e9,
     .help = "use the first test images only; 0: all"},
    {.name = "train_size",
     .kind = KIND_INT,
     .min = 0,
     .max = 1e9,
     .help = "use the first training images only; 0: all"},
    {0},
};

static const Param dropout_param = {
    .name = "dropout",
    .kind = KIND_LIST,
    .max = 0.95,
    .help = "rate of every dropout layer, or one for each",
};

static Key *add_key(Schema *schema, const char *name, KeyRole role, int family)
{
    Key *key;

    for (size_t i = 0; i < schema->count; i++)
        if (strcmp(schema->keys[i].name, name) == 0)
            return &schema->keys[i];
    schema->keys = memory_grow(schema->keys, &schema->capacity,
                               schema->count + 1, sizeof *schema->keys);
    key = &schema->keys[schema->count++];
    *key = (Key){.name = memory_text(name), .role = role, .family = family};
    return key;
}

// Takes the caller's hold of `fallback`.
static void add_variant(Key *key, const Entry *entry, const Param *param,
                        const Setting *fallback)
{
    key->variants = memory_grow(key->variants, &key->capacity, key->count + 1,
                                sizeof *key->variants);
    key->variants[key->count++] = (Variant){entry, param, fallback};
}

static const Setting *value_setting(const Param *param, const char *key,
                                    double value)
{
    static const ValueKind kinds[] = {
        [KIND_FLOAT] = VALUE_NUMBER, [KIND_INT] = VALUE_INTEGER,
        [KIND_BOOL] = VALUE_BOOL,    [KIND_CHOICE] = VALUE_TEXT,
        [KIND_LIST] = VALUE_LIST,    [KIND_TEXT] = VALUE_TEXT,
    };
    Setting setting = {.key = key, .kind = kinds[param->kind]};

    if (param->kind == KIND_CHOICE)
        setting.text = param->choices[(int)value];
    else if (param->kind == KIND_LIST)
        setting.list = (List){1, {value}};
    else
        setting.number = value;
    return setting_new(&setting);
}

const Setting *param_fallback(const Param *param, const char *key)
{
    if (param->kind == KIND_TEXT)
        return NULL;
    return value_setting(param, key, param->fallback);
}

static Key *add_key_below(Schema *schema, const char *prefix,
                          const Param *param, int family)
{
    Text name = {0};
    Key *key;

    text_add(&name, prefix);
    text_add(&name, param->name);
    key = add_key(schema, text_string(&name), KEY_VALUE, family);
    text_release(&name);
    return key;
}

static void add_params(Schema *schema, const char *prefix, const Param *params,
                       const Entry *entry, int family)
{
    for (; params && params->name; params++) {
        Key *key = add_key_below(schema, prefix, params, family);

        add_variant(key, entry, params, param_fallback(params, key->name));
    }
}

static void add_family(Schema *schema, int index)
{
    const Family *family = &families[index];
    Text name = {0};
    Key *key;

    text_printf(&name, "%s.name", family->name);
    key = add_key(schema, text_string(&name), KEY_NAME, index);
    text_release(&name);
    if (family->fallback)
        add_variant(key, NULL, NULL,
                    setting_new(&(Setting){.key = key->name,
                                           .kind = VALUE_TEXT,
                                           .text = family->fallback}));
    for (const Entry *const *entry = family->table; *entry; entry++)
        add_params(schema, family->prefix, (*entry)->params, *entry, index);
}

static void add_input(Schema *schema, const ModelType *model)
{
    for (const Param *param = input_params; param->name; param++) {
        Key *key = add_key_below(schema, "input.", param, FAMILY_MODEL);
        double value =
            model ? param_get(param, &model->input) : param->fallback;

        add_variant(key, model ? &model->entry : NULL, param,
                    value_setting(param, key->name, value));
    }
}

static void add_dropout(Schema *schema, const ModelType *model)
{
    Key *key = add_key(schema, "dropout", KEY_VALUE, FAMILY_MODEL);
    Setting setting = {.key = key->name, .kind = VALUE_LIST};

    if (model->dropouts == 0)
        return;
    setting.list.count = model->dropouts;
    memcpy(setting.list.values, model->dropout,
           (size_t)model->dropouts * sizeof *model->dropout);
    add_variant(key, &model->entry, &dropout_param, setting_new(&setting));
}

// A model of one's own has no entry: the variants for NULL are its.
static void add_models(Schema *schema)
{
    Key *own = add_key(schema, "model.layers", KEY_LAYERS, FAMILY_MODEL);

    add_variant(own, NULL, NULL, NULL);
    for (const Entry *const *entry = models; *entry; entry++) {
        const ModelType *model = (const ModelType *)*entry;

        add_input(schema, model);
        add_dropout(schema, model);
    }
    add_input(schema, NULL);
    add_variant(add_key(schema, "dropout", KEY_VALUE, FAMILY_MODEL), NULL,
                &dropout_param, NULL);
}

// For ranges of numbers; what else a free setting may be, free_keys.c reads.
static const Param free_param = {
    .name = "args",
    .kind = KIND_FLOAT,
    .min = -HUGE_VAL,
    .max = HUGE_VAL,
};

void schema_add_free(Schema *schema, const char *name)
{
    if (schema_find(schema, name) || schema->count == schema->capacity)
        return;
    add_variant(add_key(schema, name, KEY_FREE, FAMILY_NONE), NULL, &free_param,
                NULL);
}

// Free keys are added while others are in use already.
static void make_room(Schema *schema)
{
    size_t most = schema->count + FREE_KEYS_MAX;

    schema->keys = memory_grow(schema->keys, &schema->capacity, most,
                               sizeof *schema->keys);
    schema->capacity = most;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const Key *)left)->name, ((const Key *)right)->name);
}

Schema *schema_new(void)
{
    Schema *schema = memory_new(1, sizeof *schema);

    for (int i = 0; i < FAMILIES; i++)
        add_family(schema, i);
    add_models(schema);
    add_params(schema, "", plain_params, NULL, FAMILY_NONE);
    add_params(schema, "augment.", augmentation_params, NULL, FAMILY_NONE);
    add_variant(add_key(schema, "command", KEY_COMMAND, FAMILY_NONE), NULL,
                NULL, NULL);
    make_room(schema);
    qsort(schema->keys, schema->count, sizeof *schema->keys, by_name);
    return schema;
}

void schema_free(Schema *schema)
{
    if (!schema)
        return;
    for (size_t i = 0; i < schema->count; i++) {
        Key *key = &schema->keys[i];

        for (size_t j = 0; j < key->count; j++)
            setting_release(key->variants[j].fallback);
        free(key->variants);
        free(key->name);
    }
    free(schema->keys);
    free(schema);
}

const Key *schema_find(const Schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->count; i++)
        if (strcmp(schema->keys[i].name, name) == 0)
            return &schema->keys[i];
    return NULL;
}

bool schema_has_below(const Schema *schema, const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < schema->count; i++)
        if (strncmp(schema->keys[i].name, path, length) == 0
            && schema->keys[i].name[length] == '.')
            return true;
    return false;
}

void schema_add_longer(const Schema *schema, const char *word, Text *question)
{
    size_t length = strlen(word);
    bool any = false;

    for (size_t i = 0; i < schema->count && length > 0; i++) {
        const char *name = schema->keys[i].name;
        size_t whole = strlen(name);

        if (whole <= length || name[whole - length - 1] != '.'
            || strcmp(name + whole - length, word) != 0)
            continue;
        text_printf(question, "%s'%s'", any ? " or " : "did you mean ", name);
        any = true;
    }
    text_add(question, any ? "?" : "");
}

const Variant *key_variant(const Key *key, const Entry *entry)
{
    for (size_t i = 0; i < key->count; i++)
        if (key->variants[i].entry == entry)
            return &key->variants[i];
    return NULL;
}

void names_text(const char *const *names, size_t count, Text *text)
{
    for (size_t i = 0; i < count; i++)
        text_printf(text, "%s%s", i > 0 ? ", " : "", names[i]);
}

const char **entry_names(const Entry *const *table, size_t *count)
{
    const char **names;

    *count = 0;
    while (table[*count])
        (*count)++;
    names = memory_new(*count, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = table[i]->name;
    return names;
}
