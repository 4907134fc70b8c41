// For realpath(): POSIX 2008 counts it among its XSI part.
#define _GNU_SOURCE

#include "harness/store.h"

#include "harness/functions.h"
#include "harness/store_inside.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

const char *const trial_state_names[] = {
    "planned",  "running", "done",    "pruned",
    "diverged", "failed",  "timeout", "interrupted",
};
const char *const split_names[] = {"train", "validation", "test"};

TrialState state_of(const char *name)
{
    enum { STATES = sizeof trial_state_names / sizeof *trial_state_names };
    int state = 0;

    while (state < STATES && strcmp(trial_state_names[state], name) != 0)
        state++;
    assert(state < STATES);
    return (TrialState)state;
}

const char *store_path(const char *asked)
{
    const char *usual = getenv("QUADRILLE_DB");

    if (asked)
        return asked;
    return usual && *usual ? usual : "results/results.db";
}

bool cannot_record(Error *err)
{
    return fail(err, "cannot record: %s", err->message);
}

// The folder that the file is to stand in.
static bool make_folder(const char *path, Error *err)
{
    const char *slash = strrchr(path, '/');
    char *folder;
    bool ok;

    if (!slash || slash == path)
        return true;
    folder = memory_text_part(path, (size_t)(slash - path));
    ok = file_make_folder(folder, err);
    free(folder);
    return ok;
}

// Beside the file itself, wherever a symbolic link to it stands, so that all
// runners meet.
static void init_runners(Store *store, const char *path)
{
    char *real = realpath(path, NULL);
    Text name = {0};

    text_add(&name, real ? real : path);
    text_add(&name, "-runners");
    lock_init(&store->runners, text_string(&name));
    text_release(&name);
    free(real);
}

// *old: it has to be upgraded first, and is not open for that.
static Database *open_database(const char *path, bool write, bool *old,
                               Error *err)
{
    Database *database = database_open(path, write, err);

    if (database && schema_prepare(database, write, old, err)
        && (*old || functions_add(database, err)))
        return database;
    database_close(database);
    return NULL;
}

// A reader cannot know what an older file lacks, so it has it upgraded too.
static bool upgrade(const char *path, Error *err)
{
    bool old = false;
    Database *database = open_database(path, true, &old, err);

    database_close(database);
    return database
           || fail(err,
                   "it has to be brought to this program's schema version "
                   "first, but that failed: %s",
                   err->message);
}

Store *store_open(const char *path, StoreMode mode, Error *err)
{
    bool write = mode != STORE_READ;
    Database *database;
    Store *store;
    bool old = false;

    if (mode != STORE_WRITE && access(path, F_OK) != 0) {
        (void)fail(err,
                   "there is no database '%s'; 'quadrille run' makes one, and "
                   "--db FILE names another",
                   path);
        return NULL;
    }
    if (mode == STORE_WRITE && !make_folder(path, err))
        return NULL;
    database = open_database(path, write, &old, err);
    if (database && old) {
        database_close(database);
        database =
            upgrade(path, err) ? open_database(path, write, &old, err) : NULL;
    }
    if (!database)
        return NULL;
    store = memory_new(1, sizeof *store);
    store->database = database;
    init_runners(store, path);
    return store;
}

void store_close(Store *store)
{
    if (!store)
        return;
    lock_release(&store->runners);
    database_close(store->database);
    free(store->claims);
    free(store);
}

void add_number(Numbers *numbers, int64_t number)
{
    numbers->items = memory_grow(numbers->items, &numbers->capacity,
                                 numbers->count + 1, sizeof *numbers->items);
    numbers->items[numbers->count++] = number;
}

bool list_numbers(Database *database, const char *sql, const Value *values,
                  size_t count, Numbers *numbers, Error *err)
{
    Statement *statement = database_query(database, sql, values, count, err);
    bool row = true;

    while (row) {
        if (!statement || !statement_step(statement, &row, err))
            return false;
        if (!row)
            break;
        add_number(numbers, statement_integer(statement, 0));
    }
    return true;
}

bool is_claimed(const Store *store, int64_t trial)
{
    for (size_t i = 0; i < store->claim_count; i++)
        if (store->claims[i] == trial)
            return true;
    return false;
}

void add_claim(Store *store, int64_t trial)
{
    store->claims = memory_grow(store->claims, &store->claim_capacity,
                                store->claim_count + 1, sizeof *store->claims);
    store->claims[store->claim_count++] = trial;
}

void drop_claim(Store *store, int64_t trial)
{
    for (size_t i = 0; i < store->claim_count; i++)
        if (store->claims[i] == trial)
            store->claims[i] = store->claims[--store->claim_count];
    lock_drop(&store->runners, trial);
}

// Numbers of file systems, from statfs(2).
const char *store_warning(const Store *store)
{
    static const struct {
        unsigned long type;
        const char *warning;
    } remote[] = {
        {0x6969, "NFS: locks between machines are not to be relied on"},
        {0xFF534D42, "CIFS: locks between machines are not to be relied on"},
        {0xFE534D42, "SMB: locks between machines are not to be relied on"},
        {0x65735546, "FUSE: whether locks and syncs work is up to its server"},
    };
    struct statfs system;

    if (statfs(database_path(store->database), &system) != 0)
        return NULL;
    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
        if ((unsigned long)system.f_type == remote[i].type)
            return remote[i].warning;
    return NULL;
}

bool add_event(Store *store, int64_t trial, const char *kind,
               const char *detail, Error *err)
{
    return database_run(
        store->database,
        "INSERT INTO event (trial, at, kind, detail)"
        " VALUES (nullif(?1, 0), " NOW ", ?2, ?3)",
        VALUES(integer_value(trial), text_value(kind), text_value(detail)),
        err);
}

bool store_add_event(Store *store, int64_t trial, const char *kind,
                     const char *detail, Error *err)
{
    return add_event(store, trial, kind, detail, err) || cannot_record(err);
}
