// A plan's studies, configurations and trials.
#include "harness/store_inside.h"

#include "harness/program.h"
#include "nets/base/memory.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_DIGITS = 8 };

static const char *const kind_names[] = {
    [VALUE_NUMBER] = "number", [VALUE_INTEGER] = "integer",
    [VALUE_BOOL] = "boolean",  [VALUE_TEXT] = "text",
    [VALUE_LIST] = "list",     [VALUE_JSON] = "json",
};

// The shortest beginning of a hash, of 8 digits or more, that no name is yet.
// `taken` asks for one.
static bool short_name(Database *database, const char *taken, const char *hash,
                       char name[DIGEST_TEXT], Error *err)
{
    size_t digits = SHORT_DIGITS;
    int64_t clashes = 1;

    assert(hash);
    while (clashes > 0 && digits < DIGEST_TEXT) {
        memset(name, 0, DIGEST_TEXT);
        memcpy(name, hash, digits++);
        if (!database_integer(database, taken, VALUES(text_value(name)),
                              &clashes, err))
            return false;
    }
    return true;
}

static bool is_number(ValueKind kind)
{
    return kind == VALUE_NUMBER || kind == VALUE_INTEGER || kind == VALUE_BOOL;
}

bool add_setting(Database *database, const char *sql, int64_t owner,
                 const Setting *setting, Error *err)
{
    Text key = {0};
    Text text = {0};
    bool number = is_number(setting->kind);
    bool ok;

    setting_key_text(setting->key, &key);
    setting_text(setting, &text);
    ok = database_run(
        database, sql,
        VALUES(integer_value(owner), text_value(text_string(&key)),
               text_value(kind_names[setting->kind]),
               number ? real_value(setting->number) : text_value(NULL),
               text_value(number ? NULL : text_string(&text))),
        err);
    text_release(&key);
    text_release(&text);
    return ok;
}

static const char sql_parameter[] =
    "INSERT INTO parameter (config, name, kind, number, text)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";

static bool is_test(const Config *config)
{
    return strcmp(config_text(config, "validation.name", ""), "test") == 0;
}

static bool insert_config(Database *database, const PlannedConfig *planned,
                          int64_t *id, Error *err)
{
    const Config *config = &planned->config;
    char name[DIGEST_TEXT];
    Text json = {0};
    Text model = {0};
    bool ok;

    config_json(config, &json);
    program_model(config, &model);
    ok = short_name(database, "SELECT count(*) FROM config WHERE name = ?1",
                    planned->id, name, err)
         && database_run(
             database,
             "INSERT INTO config (name, hash, json, model, dataset,"
             " data_digest, validation_is_test)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
             VALUES(text_value(name), text_value(planned->id),
                    text_value(text_string(&json)),
                    text_value(text_string(&model)),
                    text_value(config_text(config, "dataset.name", "custom")),
                    text_value(planned->data_digest),
                    integer_value(is_test(config))),
             err);
    text_release(&json);
    text_release(&model);
    *id = database_last_id(database);
    for (size_t i = 0; ok && i < config->count; i++)
        ok =
            add_setting(database, sql_parameter, *id, config->settings[i], err);
    return ok;
}

static bool add_config(Database *database, const PlannedConfig *planned,
                       int64_t *id, Error *err)
{
    *id = 0;
    if (!database_integer(database, "SELECT id FROM config WHERE hash = ?1",
                          VALUES(text_value(planned->id)), id, err))
        return false;
    return *id || insert_config(database, planned, id, err);
}

static bool add_configs(Database *database, const Plan *plan, int64_t study,
                        int64_t *configs, Error *err)
{
    for (size_t i = 0; i < plan->config_count; i++)
        if (!add_config(database, &plan->configs[i], &configs[i], err)
            || !database_run(
                database,
                "INSERT INTO study_config (study, config, label, position)"
                " VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT DO UPDATE SET label = ?3, position = ?4"
                " WHERE label <> ?3 OR position <> ?4",
                VALUES(integer_value(study), integer_value(configs[i]),
                       text_value(plan->configs[i].label),
                       integer_value((int64_t)i)),
                err))
            return false;
    return true;
}

static bool insert_trial(Database *database, const PlannedTrial *trial,
                         int64_t config, int64_t *id, Error *err)
{
    char name[DIGEST_TEXT];

    if (trial->seed > INT64_MAX)
        return fail(err, "seed %" PRIu64 " is over %" PRId64, trial->seed,
                    INT64_MAX);
    if (!short_name(database, "SELECT count(*) FROM trial WHERE name = ?1",
                    trial->id, name, err)
        || !database_run(database,
                         "INSERT INTO trial (id, name, hash, config, seed)"
                         " VALUES (1 + max((SELECT ifnull(max(id), 0)"
                         " FROM trial), (SELECT ifnull(max(id), 0)"
                         " FROM removed)), ?1, ?2, ?3, ?4)",
                         VALUES(text_value(name), text_value(trial->id),
                                integer_value(config),
                                integer_value((int64_t)trial->seed)),
                         err))
        return false;
    *id = database_last_id(database);
    return true;
}

static bool find_id(Database *database, const char *hash, int64_t *id,
                    Error *err)
{
    *id = 0;
    return database_integer(database, "SELECT id FROM trial WHERE hash = ?1",
                            VALUES(text_value(hash)), id, err);
}

typedef struct {
    int64_t study;
    int64_t source;
    const int64_t *configs;
} Owners;

static const char *const phase_names[] = {
    [PHASE_SWEEP] = "sweep",
    [PHASE_CONFIRM] = "confirm",
};

// A part of a plan does not know its trials' positions in the whole.
static bool add_membership(Database *database, const Plan *plan,
                           const Owners *owners, size_t i, int64_t trial,
                           Error *err)
{
    return database_run(
        database,
        "INSERT INTO study_trial"
        " (study, trial, source, position, phase, sets)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?7)"
        " ON CONFLICT DO UPDATE SET planned = 1, phase = ?5,"
        " position = iif(?6, position, ?4)"
        " WHERE planned = 0 OR phase <> ?5 OR (position <> ?4 AND NOT ?6)",
        VALUES(integer_value(owners->study), integer_value(trial),
               integer_value(owners->source), integer_value((int64_t)i),
               text_value(phase_names[plan->trials[i].phase]),
               integer_value(plan->partial), text_value(plan->sets)),
        err);
}

static int compare_ids(const void *a, const void *b)
{
    const int64_t *first = a;
    const int64_t *second = b;

    return (*first > *second) - (*first < *second);
}

// What only earlier plans of the study had is kept, but planned no more.
static bool forget_others(Database *database, int64_t study, const int64_t *ids,
                          size_t count, Error *err)
{
    int64_t *sorted = memory_new(count, sizeof *sorted);
    Numbers others = {0};
    bool ok = list_numbers(database,
                           "SELECT trial FROM study_trial"
                           " WHERE study = ?1 AND planned",
                           VALUES(integer_value(study)), &others, err);

    memcpy(sorted, ids, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_ids);
    for (size_t i = 0; ok && i < others.count; i++)
        ok = bsearch(&others.items[i], sorted, count, sizeof *sorted,
                     compare_ids)
             || database_run(
                 database,
                 "UPDATE study_trial SET planned = 0"
                 " WHERE study = ?1 AND trial = ?2",
                 VALUES(integer_value(study), integer_value(others.items[i])),
                 err);
    free(sorted);
    free(others.items);
    return ok;
}

static bool add_trials(Database *database, const Plan *plan,
                       const Owners *owners, int64_t *ids, Error *err)
{
    for (size_t i = 0; i < plan->trial_count; i++) {
        const PlannedTrial *trial = &plan->trials[i];

        if (!find_id(database, trial->id, &ids[i], err)
            || (!ids[i]
                && !insert_trial(database, trial,
                                 owners->configs[trial->config], &ids[i], err))
            || !add_membership(database, plan, owners, i, ids[i], err))
            return false;
    }
    return plan->partial
           || forget_others(database, owners->study, ids, plan->trial_count,
                            err);
}

// The `prune:` block as JSON, or nothing.
static void write_prune(const Prune *prune, Text *json)
{
    if (prune->method == PRUNE_NONE)
        return;
    text_add(json, "{\"method\":");
    text_add_json(json, prune_methods[prune->method]);
    text_printf(json, ",\"min\":%d,\"max\":%d", prune->min, prune->max);
    if (prune->method != PRUNE_MEDIAN)
        text_printf(json, ",\"eta\":%d", prune->eta);
    text_add_char(json, '}');
}

static bool add_source(Database *database, const Plan *plan, int64_t *source,
                       Error *err)
{
    return database_run(database,
                        "INSERT INTO source (file, yaml) VALUES (?1, ?2)"
                        " ON CONFLICT DO NOTHING",
                        VALUES(text_value(plan->file), text_value(plan->yaml)),
                        err)
           && database_integer(
               database, "SELECT id FROM source WHERE file = ?1 AND yaml = ?2",
               VALUES(text_value(plan->file), text_value(plan->yaml)), source,
               err);
}

// Decisions by other rules are none. `prune` is as the study has it, empty for
// NULL.
static bool forget_decisions(Database *database, const Plan *plan,
                             const char *prune, Error *err)
{
    return database_run(
        database,
        "DELETE FROM decision WHERE study = (SELECT id FROM study"
        " WHERE name = ?1 AND (objective <> ?2 OR goal <> ?3"
        " OR ifnull(prune, '') <> ?4))",
        VALUES(text_value(plan->study), text_value(plan->objective.metric),
               text_value(plan->objective.minimize ? "min" : "max"),
               text_value(prune)),
        err);
}

static bool add_study(Database *database, const Plan *plan, Owners *owners,
                      Error *err)
{
    Text prune = {0};
    bool ok;

    write_prune(&plan->prune, &prune);
    ok = add_source(database, plan, &owners->source, err)
         && forget_decisions(database, plan, text_string(&prune), err)
         && database_run(
             database,
             "INSERT INTO study (name, description, source, created, objective,"
             " goal, prune, space) VALUES (?1, coalesce(?2, ''), ?3, " NOW
             ", ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET"
             " description = excluded.description, source = ?3,"
             " objective = ?4, goal = ?5, prune = ?6, space = ?7",
             VALUES(text_value(plan->study), text_value(plan->description),
                    integer_value(owners->source),
                    text_value(plan->objective.metric),
                    text_value(plan->objective.minimize ? "min" : "max"),
                    text_value(prune.length ? prune.data : NULL),
                    text_value(plan->space)),
             err)
         && database_integer(database, "SELECT id FROM study WHERE name = ?1",
                             VALUES(text_value(plan->study)), &owners->study,
                             err);
    text_release(&prune);
    return ok;
}

bool store_add_plan(Store *store, const Plan *plan, int64_t *ids, Error *err)
{
    Database *database = store->database;
    int64_t *configs = memory_new(plan->config_count, sizeof *configs);
    Owners owners = {.configs = configs};
    bool ok = database_begin(database, err);

    if (ok) {
        ok = mark_dead(store, err) && add_study(database, plan, &owners, err)
             && add_configs(database, plan, owners.study, configs, err)
             && add_trials(database, plan, &owners, ids, err)
             && replace_wishes(database, plan, owners.study, err);
        ok = database_end(database, ok, err);
    }
    store->study = ok ? owners.study : 0;
    free(configs);
    return ok || cannot_record(err);
}

bool store_plan_status(Store *store, const Plan *plan, int64_t *ids,
                       TrialStatus *statuses, Error *err)
{
    for (size_t i = 0; i < plan->trial_count; i++) {
        statuses[i] = (TrialStatus){0};
        if (!find_id(store->database, plan->trials[i].id, &ids[i], err)
            || (ids[i]
                && !store_trial_status(store, ids[i], &statuses[i], err)))
            return false;
    }
    return true;
}
