// Which settings an experiment may have: taken from the tables of nets/, so
// that a new optimizer's settings are legal here by themselves, and from the
// few that are the harness's own.
#pragma once

#include "harness/config.h"
#include "nets/base/entry.h"

#include <stdbool.h>

// What is named in a table. The name's key is "optimizer.name"; settings of
// the entry named stand under `prefix`.
enum {
    FAMILY_DATASET,
    FAMILY_LOSS,
    FAMILY_MODEL,
    FAMILY_OPTIMIZER,
    FAMILY_SCHEDULE,
    FAMILY_VALIDATION,
    FAMILIES,
    FAMILY_NONE = -1,
};

typedef struct {
    const char *name;    // "model"
    const char *prefix;  // "arch."
    const Entry *const *table;
    const char *fallback;  // the entry taken where none is named, or NULL
} Family;

extern const Family families[FAMILIES];

// What a key is for one entry of its family. The key of a name has one without
// an entry and a param, if there is a name to fall back on.
typedef struct {
    const Entry *entry;  // NULL: no family, or a model of one's own
    const Param *param;
    const Setting *fallback;  // NULL: left out unless given
} Variant;

typedef enum {
    KEY_VALUE,
    KEY_NAME,
    KEY_LAYERS,
    KEY_COMMAND,  // the words of a program of one's own
    KEY_FREE,     // args.*, a setting that only that program knows
} KeyRole;

enum { FREE_KEYS_MAX = 256 };

typedef struct {
    char *name;  // "optimizer.lr"
    KeyRole role;
    int family;  // what its applicability depends on, or FAMILY_NONE
    Variant *variants;
    size_t count;
    size_t capacity;
} Key;

typedef struct {
    Key *keys;  // sorted by name, but for free ones, which come last
    size_t count;
    size_t capacity;
} Schema;

Schema *schema_new(void);
void schema_free(Schema *schema);
// Adds a setting of a program of one's own, unless it is there already or
// there are too many; the other keys stay where they are.
void schema_add_free(Schema *schema, const char *name);
// NULL when there is no such key.
const Key *schema_find(const Schema *schema, const char *name);
// Whether some key stands below: "optimizer" for "optimizer.lr".
bool schema_has_below(const Schema *schema, const char *path);
// Asks whether the keys that end in such a word are meant: for "lr" it appends
// "did you mean 'optimizer.lr'?", and nothing where there are none.
void schema_add_longer(const Schema *schema, const char *word, Text *question);
// NULL when the key does not apply to that entry; for keys without a family,
// and models of one's own, the entry is NULL.
const Variant *key_variant(const Key *key, const Entry *entry);

// What a param makes of its own default, for a key of that name; NULL for a
// text, which has none.
const Setting *param_fallback(const Param *param, const char *key);
// "cnn, mlp, simple_rnn".
void names_text(const char *const *names, size_t count, Text *text);
// An entry's name for each in the table; free with free().
const char **entry_names(const Entry *const *table, size_t *count);
