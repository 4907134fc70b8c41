// The SQL functions as a loadable extension, for sqlite3, Python, Datasette
// and whatever else reads SQLite: `.load build/quadrille_statistics`.
#include "harness/database_inside.h"

#include "harness/functions.h"

SQLITE_EXTENSION_INIT1

bool database_check(const Database *database, int code, Error *err)
{
    return code == SQLITE_OK
           || fail(err, "%s", sqlite3_errmsg(database->handle));
}

// SQLite asks for this name.
__attribute__((visibility("default"))) int
sqlite3_extension_init(sqlite3 *handle, char **message,
                       const sqlite3_api_routines *api);

int sqlite3_extension_init(sqlite3 *handle, char **message,
                           const sqlite3_api_routines *api)
{
    Database database = {.handle = handle};
    Error err;

    SQLITE_EXTENSION_INIT2(api)
    if (functions_add(&database, &err))
        return SQLITE_OK;
    *message = sqlite3_mprintf("%s", err.message);
    return SQLITE_ERROR;
}
