#include "harness/grid.h"

#include "harness/expand.h"
#include "harness/experiment.h"
#include "harness/free_keys.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// What is read must stay as long as its places do.
typedef struct {
    SourceText file;
    Node root;
    SourceText options[2 * OPTION_MANY];  // of --set and --only
    Node nodes[2 * OPTION_MANY];
    size_t count;
    Experiment experiment;
    Diagnostics diagnostics;
} Reading;

static void reading_release(Reading *reading)
{
    experiment_release(&reading->experiment);
    diagnostics_release(&reading->diagnostics);
    for (size_t i = 0; i < reading->count; i++)
        node_release(&reading->nodes[i]);
    node_release(&reading->root);
}

// The value of "key=value" as YAML. It is read with blanks for the key, so that
// its places are those in the whole text.
static bool read_option(Reading *reading, const char *name, const char *text,
                        char **key, Node **value)
{
    const char *equals = strchr(text, '=');
    SourceText *source = &reading->options[reading->count];
    Mark whole = {source, 1, 1, 1, (int)strlen(text) + 1};
    char *blanked;
    bool ok;

    *key = NULL;
    *value = NULL;
    *source = (SourceText){name, text, strlen(text)};
    if (!equals || equals == text)
        return diagnose(&reading->diagnostics, whole,
                        "write key=value after %s", name);
    blanked = memory_text(text);
    memset(blanked, ' ', (size_t)(equals - text) + 1);
    source->text = blanked;
    *value = &reading->nodes[reading->count++];
    ok = node_read(source, *value, &reading->diagnostics);
    source->text = text;
    free(blanked);
    *key = memory_text_part(text, (size_t)(equals - text));
    if (ok)
        free_keys_learn_at(reading->experiment.schema, *key, *value);
    return ok;
}

static Mark key_mark(const Node *value, const char *key)
{
    return (Mark){value->span.source, 1, 1, 1, (int)strlen(key) + 1};
}

static bool read_set(Reading *reading, const char *text)
{
    Experiment *experiment = &reading->experiment;
    char *key = NULL;
    Node *value = NULL;
    bool ok = read_option(reading, "--set", text, &key, &value);

    if (ok && key && strcmp(key, "seeds") == 0) {
        free(experiment->seeds.values);
        experiment->seeds = (Seeds){0};
        ok = seeds_read(&experiment->seeds, value, &reading->diagnostics);
    } else if (ok && key) {
        ok = row_add(&experiment->sets, experiment->schema, key,
                     key_mark(value, key), value, &reading->diagnostics);
    }
    free(key);
    return ok;
}

// `--only seed=3` or `--only seed=[3, 4]`: these seeds, not the first three.
static bool read_only_seeds(Reading *reading, Node *value)
{
    Node list = {.kind = NODE_LIST, .span = value->span, .count = 1};
    Seeds *seeds = &reading->experiment.only_seeds;

    list.items = value;
    if (value->kind == NODE_LIST)
        return seeds_read(seeds, value, &reading->diagnostics);
    return seeds_read(seeds, &list, &reading->diagnostics);
}

static bool read_only(Reading *reading, const char *text)
{
    Experiment *experiment = &reading->experiment;
    char *key = NULL;
    Node *value = NULL;
    bool ok = read_option(reading, "--only", text, &key, &value);

    if (ok && key && strcmp(key, "seed") == 0)
        ok = read_only_seeds(reading, value);
    else if (ok && key)
        ok = match_add(&experiment->only, experiment->schema, key,
                       key_mark(value, key), value, &reading->diagnostics);
    free(key);
    return ok;
}

static void read_options(Reading *reading, const PlanOptions *options)
{
    const Texts *sets = options->sets;
    const Texts *onlys = options->onlys;

    for (int i = 0; sets && i < sets->count; i++)
        (void)read_set(reading, sets->texts[i]);
    for (int i = 0; onlys && i < onlys->count; i++)
        (void)read_only(reading, onlys->texts[i]);
}

static void expand_file(Reading *reading, const PlanOptions *options,
                        Plan *plan, Error *err)
{
    Experiment *experiment = &reading->experiment;

    experiment->schema = schema_new();
    free_keys_learn(experiment->schema, &reading->root);
    plan->partial = options->onlys && options->onlys->count > 0;
    plan->objective = (Objective){.metric = "validation/accuracy"};
    (void)experiment_read(experiment, plan, &reading->root,
                          &reading->diagnostics);
    read_options(reading, options);
    if (experiment->seeds.count == 0) {
        experiment->seeds.values =
            memory_new(1, sizeof *experiment->seeds.values);
        experiment->seeds.values[0] = experiment->seeds.count = 1;
    }
    if (reading->diagnostics.errors == 0)
        (void)expand(experiment, options, plan, &reading->diagnostics, err);
}

static char *sets_json(const Texts *sets)
{
    Text json = {0};
    char *copy;

    if (!sets || sets->count == 0)
        return NULL;
    for (int i = 0; i < sets->count; i++) {
        text_add_char(&json, i > 0 ? ',' : '[');
        text_add_json(&json, sets->texts[i]);
    }
    text_add_char(&json, ']');
    copy = memory_text(text_string(&json));
    text_release(&json);
    return copy;
}

static bool read_file(const char *file, Buffer *buffer, Error *err)
{
    Error why;

    // A byte more than is allowed, so that node_read finds it too long.
    if (file_read(file, NODE_BYTES_MAX + 1, buffer, &why))
        return true;
    return fail_misuse(err, "%s", why.message);
}

bool plan_read_text(const char *file, const char *yaml, size_t length,
                    const PlanOptions *options, Plan *plan, Error *err)
{
    Reading *reading = memory_new(1, sizeof *reading);
    const PlanOptions none = {0};
    bool ok;

    *plan = (Plan){.file = memory_text(file),
                   .yaml = memory_text_part(yaml, length)};
    *err = (Error){0};
    options = options ? options : &none;
    plan->sets = sets_json(options->sets);
    reading->file = (SourceText){file, plan->yaml, length};
    if (node_read(&reading->file, &reading->root, &reading->diagnostics))
        expand_file(reading, options, plan, err);
    if (!options->told || reading->diagnostics.errors > 0)
        diagnostics_print(&reading->diagnostics, stderr);
    ok = (reading->diagnostics.errors == 0
          || diagnostics_fail(&reading->diagnostics, file, err))
         && err->message[0] == '\0';
    if (!ok)
        plan_release(plan);
    reading_release(reading);
    free(reading);
    return ok;
}

bool plan_read(const char *file, const PlanOptions *options, Plan *plan,
               Error *err)
{
    Buffer buffer = {0};
    bool ok;

    *plan = (Plan){0};
    *err = (Error){0};
    ok = read_file(file, &buffer, err)
         && plan_read_text(file, (const char *)buffer.bytes, buffer.count,
                           options, plan, err);
    buffer_release(&buffer);
    return ok;
}
