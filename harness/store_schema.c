// A database's schema: made, upgraded, or refused.
#include "harness/store_inside.h"

#include "harness/embedded.h"

#include <assert.h>
#include <stdio.h>

enum { APPLICATION_ID = 0x5144524C, SCHEMA_VERSION = 5 };

// A new file has no tables; so has somebody else's empty database, which is
// nobody's loss.
static bool is_empty(Database *database, bool *empty, Error *err)
{
    int64_t tables = 0;

    if (!database_integer(database, "SELECT count(*) FROM sqlite_master",
                          NO_VALUES, &tables, err))
        return false;
    *empty = tables == 0;
    return true;
}

static bool run_file(Database *database, const char *path, Error *err)
{
    const Embedded *file = embedded_find(path);

    assert(file);
    return database_script(database, file->text, err);
}

// What stands on the tables.
static bool run_today(Database *database, Error *err)
{
    return run_file(database, "harness/curves.sql", err)
           && run_file(database, "harness/views.sql", err);
}

static bool read_version(Database *database, int64_t *version, Error *err)
{
    return database_integer(database, "PRAGMA user_version", NO_VALUES, version,
                            err);
}

// Two programs may create the same file: the second finds it made.
static bool create(Database *database, Error *err)
{
    bool empty = false;
    bool ok;

    if (!database_begin(database, err))
        return false;
    ok = is_empty(database, &empty, err)
         && (!empty
             || (run_file(database, "harness/schema.sql", err)
                 && run_today(database, err)));
    return database_end(database, ok, err);
}

static bool run_upgrades(Database *database, int64_t version, Error *err)
{
    char path[64];

    if (!run_file(database, "harness/drop.sql", err))
        return false;
    while (++version <= SCHEMA_VERSION) {
        (void)snprintf(path, sizeof path, "harness/upgrade_%lld.sql",
                       (long long)version);
        if (!run_file(database, path, err))
            return false;
    }
    return run_today(database, err);
}

// Likewise.
static bool upgrade(Database *database, Error *err)
{
    int64_t version = 0;
    bool ok;

    if (!database_begin(database, err))
        return false;
    ok = read_version(database, &version, err)
         && (version >= SCHEMA_VERSION || run_upgrades(database, version, err));
    return database_end(database, ok, err);
}

bool schema_prepare(Database *database, bool write, bool *old, Error *err)
{
    int64_t application = 0;
    int64_t version = 0;
    bool empty = false;
    const char *path = database_path(database);

    if (!is_empty(database, &empty, err))
        return false;
    if (empty && !write)
        return fail(err, "'%s' is empty: nothing has been recorded in it",
                    path);
    if ((empty && !create(database, err))
        || !database_integer(database, "PRAGMA application_id", NO_VALUES,
                             &application, err)
        || !read_version(database, &version, err))
        return false;
    if (application != APPLICATION_ID)
        return fail(err, "'%s' is a database, but not quadrille's", path);
    if (version < 1 || version > SCHEMA_VERSION)
        return fail(err,
                    "'%s' has schema version %lld; this program knows versions "
                    "up to %d: use the quadrille that wrote it, or a newer one",
                    path, (long long)version, SCHEMA_VERSION);
    *old = version < SCHEMA_VERSION && !write;
    return version == SCHEMA_VERSION || !write || upgrade(database, err);
}
