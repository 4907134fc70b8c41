// What may be called a setting, and what to say of what may not.
#include "harness/row.h"

#include "harness/free_keys.h"
#include "harness/nearest.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// The settings and shorthands directly below `path` ("" for the top), without
// it. Free the words and the array.
static char **words_below(const Schema *schema, const char *path, size_t *count)
{
    char **words = memory_new(schema->count + 2, sizeof *words);
    size_t length = strlen(path);

    *count = 0;
    for (size_t i = 0; i < schema->count; i++) {
        const char *name = schema->keys[i].name;
        size_t end;

        if (length > 0
            && (strncmp(name, path, length) != 0 || name[length] != '.'))
            continue;
        name += length > 0 ? length + 1 : 0;
        end = strcspn(name, ".");
        if (*count == 0 || strncmp(words[*count - 1], name, end) != 0
            || words[*count - 1][end] != '\0')
            words[(*count)++] = memory_text_part(name, end);
    }
    if (strcmp(path, "augment") == 0) {
        words[(*count)++] = memory_text("shift");
        words[(*count)++] = memory_text("shift_px");
    }
    return words;
}

bool path_hint_below(const Schema *schema, const char *path,
                     Diagnostics *diagnostics)
{
    size_t count;
    char **words = words_below(schema, path, &count);
    Text list = {0};

    names_text((const char *const *)words, count, &list);
    (void)diagnose_hint(diagnostics, "known%s%s: %s", *path ? " below " : "",
                        path, text_string(&list));
    text_release(&list);
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    free(words);
    return false;
}

// A model's option written as a setting of `model`.
static bool hint_option(const Schema *schema, const char *path,
                        Diagnostics *diagnostics)
{
    Text key = {0};
    bool found = false;

    if (strncmp(path, "model.", 6) == 0) {
        text_printf(&key, "arch.%s", path + 6);
        found = schema_find(schema, text_string(&key)) != NULL;
        if (found)
            (void)diagnose_hint(diagnostics,
                                "a model's options are written '%s'",
                                text_string(&key));
        text_release(&key);
    }
    return found;
}

static bool hint_near(const Schema *schema, const char *path,
                      Diagnostics *diagnostics)
{
    enum { SHORTHANDS = FAMILIES + 6 };
    size_t count = schema->count;
    const char **names = memory_new(count + SHORTHANDS, sizeof *names);
    const char *near;

    for (size_t i = 0; i < count; i++)
        names[i] = schema->keys[i].name;
    for (int i = 0; i < FAMILIES; i++)
        names[count++] = families[i].name;
    names[count++] = "augment";
    names[count++] = "augment.shift";
    names[count++] = "augment.shift_px";
    names[count++] = "arch";
    names[count++] = "input";
    near = nearest(path, names, count);
    if (near)
        (void)diagnose_hint(diagnostics, "did you mean '%s'?", near);
    free(names);
    return near != NULL;
}

// Its last part alone.
static bool hint_longer(const Schema *schema, const char *path,
                        Diagnostics *diagnostics)
{
    Text question = {0};
    bool found;

    schema_add_longer(schema, path, &question);
    found = question.length > 0;
    if (found)
        (void)diagnose_hint(diagnostics, "%s", text_string(&question));
    text_release(&question);
    return found;
}

static bool refuse_path(const Schema *schema, const char *path, Mark span,
                        Diagnostics *diagnostics)
{
    const char *dot = strrchr(path, '.');
    Text above = {0};

    (void)diagnose(diagnostics, span, "unknown parameter '%s'", path);
    if (hint_option(schema, path, diagnostics)
        || hint_longer(schema, path, diagnostics)
        || hint_near(schema, path, diagnostics))
        return false;
    if (dot)
        text_add_part(&above, path, (size_t)(dot - path));
    if (dot && schema_has_below(schema, text_string(&above)))
        (void)path_hint_below(schema, text_string(&above), diagnostics);
    else
        (void)path_hint_below(schema, "", diagnostics);
    text_release(&above);
    return false;
}

bool row_path_known(const Schema *schema, const char *path, Mark span,
                    Diagnostics *diagnostics)
{
    return schema_find(schema, path) || schema_has_below(schema, path)
           || strcmp(path, "augment.shift") == 0
           || strcmp(path, "augment.shift_px") == 0 || strcmp(path, "args") == 0
           || (free_key_is_path(path)
                   ? free_key_refuse(path, span, diagnostics)
                   : refuse_path(schema, path, span, diagnostics));
}
