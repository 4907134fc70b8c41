#include "harness/meaning.h"

#include "harness/schema.h"

#include <string.h>

// What 0 is for all that have this setting; NULL where they differ, or it is a
// number like others.
static const char *zero_of(const Key *key)
{
    const char *words = NULL;

    for (size_t i = 0; i < key->count; i++) {
        const Param *param = key->variants[i].param;
        const char *own = param ? param_zero(param) : NULL;

        if (!own || (words && strcmp(words, own) != 0)
            || (param->kind != KIND_INT && param->kind != KIND_FLOAT))
            return NULL;
        words = own;
    }
    return words;
}

void meaning_sql(Text *sql)
{
    Schema *schema = schema_new();
    bool first = true;

    text_add(sql,
             "-- Settings whose 0 stands for something else.\n"
             "WITH meaning (name, number, words) AS (VALUES");
    for (size_t i = 0; i < schema->count; i++) {
        const char *words = zero_of(&schema->keys[i]);

        if (words)
            text_printf(sql, "%s\n    ('%s', 0, '%s')", first ? "" : ",",
                        schema->keys[i].name, words);
        first = first && !words;
    }
    text_add(sql, ")\n");
    schema_free(schema);
}
