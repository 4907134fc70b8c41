#include "harness/why.h"

#include "harness/grid.h"
#include "harness/identity.h"
#include "harness/nearest.h"
#include "harness/schema.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// A trial's id when its data is not looked for, and as it is recorded.
typedef struct {
    char plain[DIGEST_TEXT];
    const char *hash;
} Known;

typedef struct {
    Known *items;  // sorted by `plain`
    size_t count;
    StoreResults results;
} Lookup;

// Of the study that first asked for the trial.
enum { STUDY, FILE_NAME, YAML, JSON, OBJECTIVE, SETS };
static const char source_query[] =
    "SELECT s.name, o.file, o.yaml, c.json, s.objective, st.sets"
    " FROM study_trial st JOIN study s ON s.id = st.study"
    " JOIN source o ON o.id = st.source JOIN trial t ON t.id = st.trial"
    " JOIN config c ON c.id = t.config WHERE t.name = :trial"
    " ORDER BY st.study LIMIT 1";

enum { KNOWN_JSON, KNOWN_SEED, KNOWN_HASH };
static const char trials_query[] =
    "SELECT c.json, t.seed, t.hash FROM study_trial st"
    " JOIN study s ON s.id = st.study JOIN trial t ON t.id = st.trial"
    " JOIN config c ON c.id = t.config WHERE s.name = :study";

static bool ask(Store *store, const char *sql, const char *name,
                const char *value, Result *result, Error *err)
{
    const char *const names[] = {name, NULL};
    const char *const values[] = {value, NULL};

    return store_query(store, sql, names, values, result, err);
}

static const char *cell(const Result *result, size_t row, size_t column)
{
    const char *text = result->cells[row * result->columns + column];

    return text ? text : "";
}

static int by_plain(const void *left, const void *right)
{
    return strcmp(((const Known *)left)->plain, ((const Known *)right)->plain);
}

// A recorded configuration as a plan has it that looks neither for data nor
// for programs.
static bool read_plain(const char *json, Config *config, Error *err)
{
    Config recorded = {0};
    bool ok = config_parse(&recorded, json, err);

    *config = (Config){0};
    for (size_t i = 0; ok && i < recorded.count; i++)
        if (strcmp(recorded.settings[i]->key, "command_digest") != 0)
            config_share(config, recorded.settings[i]);
    config_release(&recorded);
    return ok;
}

static bool add_known(Lookup *lookup, const Result *trials, size_t row,
                      Text *scratch, Error *err)
{
    Known *known = &lookup->items[row];
    char id[DIGEST_TEXT];
    Config config;

    if (!read_plain(cell(trials, row, KNOWN_JSON), &config, err))
        return false;
    config_identity(&config, "", scratch, id);
    trial_identity(id, strtoull(cell(trials, row, KNOWN_SEED), NULL, 10),
                   known->plain);
    known->hash = cell(trials, row, KNOWN_HASH);
    config_release(&config);
    return true;
}

static bool lookup_fill(Lookup *lookup, const Result *trials, Error *err)
{
    Text scratch = {0};
    bool ok = true;

    lookup->count = trials->rows;
    lookup->items = memory_new(trials->rows, sizeof *lookup->items);
    for (size_t i = 0; ok && i < trials->rows; i++)
        ok = add_known(lookup, trials, i, &scratch, err);
    if (ok && trials->rows > 0)
        qsort(lookup->items, trials->rows, sizeof *lookup->items, by_plain);
    text_release(&scratch);
    return ok;
}

static bool find_result(void *context, const char *id, TrialResult *result)
{
    Lookup *lookup = context;
    const Known *known;
    Known wanted = {.hash = NULL};

    memcpy(wanted.plain, id, DIGEST_TEXT);
    known = bsearch(&wanted, lookup->items, lookup->count,
                    sizeof *lookup->items, by_plain);
    return known && store_trial_result(&lookup->results, known->hash, result);
}

// Plans once without results, and, where trials follow from those, with them.
static bool plan(Store *store, const Result *source, const Texts *sets,
                 Why *why, Error *err)
{
    const char *yaml = cell(source, 0, YAML);
    PlanOptions options = {.sets = sets, .told = true, .why = why};
    Lookup lookup = {.results = {.store = store,
                                 .study = cell(source, 0, STUDY),
                                 .metric = cell(source, 0, OBJECTIVE)}};
    Result trials = {0};
    Plan made;
    bool ok = plan_read_text(cell(source, 0, FILE_NAME), yaml, strlen(yaml),
                             &options, &made, err);
    bool grows = ok && made.growing && !why->found;

    plan_release(&made);
    if (!grows)
        return ok;
    options.results = find_result;
    options.results_context = &lookup;
    ok =
        ask(store, trials_query, ":study", cell(source, 0, STUDY), &trials, err)
        && lookup_fill(&lookup, &trials, err)
        && plan_read_text(cell(source, 0, FILE_NAME), yaml, strlen(yaml),
                          &options, &made, err);
    if (ok)
        plan_release(&made);
    free(lookup.items);
    result_release(&trials);
    return ok;
}

static bool config_has(const Config *config, const char *key)
{
    Text name = {0};
    bool has;

    text_printf(&name, "%s.name", key);
    has = config_find(config, key) || config_find(config, text_string(&name));
    text_release(&name);
    return has;
}

static bool check_key(const Config *config, const char *key, Error *err)
{
    Schema *schema;
    const char **names;
    const char *near;
    Text longer = {0};
    bool known = config_has(config, key);

    if (known)
        return true;
    schema = schema_new();
    names = memory_new(schema->count, sizeof *names);
    for (size_t i = 0; i < schema->count; i++)
        names[i] = schema->keys[i].name;
    near = nearest(key, names, schema->count);
    schema_add_longer(schema, key, &longer);
    known = schema_find(schema, key) != NULL;
    if (!known && schema_has_below(schema, key))
        (void)fail_misuse(err, "'%s' stands for several settings; name one",
                          key);
    else if (!known && longer.length > 0)
        (void)fail_misuse(err, "there is no setting '%s'; %s", key,
                          longer.data);
    else if (!known)
        (void)fail_misuse(err, "there is no setting '%s'%s%s%s", key,
                          near ? "; did you mean '" : "", near ? near : "",
                          near ? "'?" : "");
    free(names);
    text_release(&longer);
    schema_free(schema);
    return known;
}

// What --set said, as texts that live as long as `values`.
static bool read_sets(Store *store, const char *json, Texts *sets,
                      Result *values, Error *err)
{
    *sets = (Texts){0};
    if (!*json)
        return true;
    if (!ask(store, "SELECT value FROM json_each(:sets)", ":sets", json, values,
             err))
        return false;
    for (size_t i = 0; i < values->rows && i < OPTION_MANY; i++)
        sets->texts[sets->count++] = cell(values, i, 0);
    return true;
}

static bool explain(Store *store, const Result *source, const char *key,
                    Text *words, Error *err)
{
    Config config = {0};
    Result values = {0};
    Text json = {0};
    Texts sets;
    Why why = {.key = key};
    bool ok = read_plain(cell(source, 0, JSON), &config, err)
              && check_key(&config, key, err)
              && read_sets(store, cell(source, 0, SETS), &sets, &values, err);

    config_json(&config, &json);
    why.config = text_string(&json);
    ok = ok && plan(store, source, &sets, &why, err)
         && (why.found
             || fail(err,
                     "the file that the record keeps, '%s', no longer comes to "
                     "this trial",
                     cell(source, 0, FILE_NAME)));
    if (ok)
        text_add(words, text_string(&why.words));
    text_release(&why.words);
    text_release(&json);
    result_release(&values);
    config_release(&config);
    return ok;
}

bool why_setting(Store *store, int64_t trial, const char *key, Text *words,
                 Error *err)
{
    char name[DIGEST_TEXT];
    Result source = {0};
    bool ok = store_trial_name(store, trial, name, err)
              && ask(store, source_query, ":trial", name, &source, err)
              && (source.rows > 0 || fail(err, "no study has this trial"))
              && explain(store, &source, key, words, err);

    result_release(&source);
    return ok;
}
