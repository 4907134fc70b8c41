// Trials that go, and what only they had.
#include "harness/store_inside.h"

#include <stdlib.h>

bool store_hold(Store *store, int64_t trial, bool *held, Error *err)
{
    return lock_take(&store->runners, trial, held, err);
}

static const char sql_remember[] =
    "INSERT INTO removed (id, name, hash, at)"
    " SELECT id, name, hash, " NOW " FROM trial WHERE id = ?1";

// In an order that leaves no row without what it refers to. Epochs take their
// checkpoints and matrices along.
static bool remove_rows(Database *database, int64_t trial, Error *err)
{
    static const char *const statements[] = {
        "DELETE FROM prediction WHERE trial = ?1",
        "DELETE FROM epoch WHERE trial = ?1",
        "DELETE FROM attempt WHERE trial = ?1",
        "DELETE FROM event WHERE trial = ?1",
        "DELETE FROM decision WHERE trial = ?1",
        "DELETE FROM tag WHERE trial = ?1",
        "DELETE FROM note WHERE trial = ?1",
        "DELETE FROM request WHERE trial = ?1",
        "DELETE FROM study_trial WHERE trial = ?1",
        sql_remember,
        "DELETE FROM trial WHERE id = ?1",
    };

    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (!database_run(database, statements[i], VALUES(integer_value(trial)),
                          err))
            return false;
    return true;
}

bool store_remove_trial(Store *store, int64_t trial, Error *err)
{
    Database *database = store->database;
    bool ok = database_begin(database, err);

    if (ok) {
        ok = remove_rows(database, trial, err);
        ok = database_end(database, ok, err);
    }
    if (!ok)
        return cannot_record(err);
    lock_drop(&store->runners, trial);
    return true;
}

bool store_leave_study(Store *store, int64_t study, int64_t trial, Error *err)
{
    static const char *const statements[] = {
        "DELETE FROM decision WHERE study = ?1 AND trial = ?2",
        "DELETE FROM study_trial WHERE study = ?1 AND trial = ?2",
    };
    Database *database = store->database;
    bool ok = database_begin(database, err);

    if (ok) {
        for (size_t i = 0; ok && i < 2; i++)
            ok = database_run(
                database, statements[i],
                VALUES(integer_value(study), integer_value(trial)), err);
        ok = database_end(database, ok, err);
    }
    return ok || cannot_record(err);
}

bool store_remove_unused(Store *store, Error *err)
{
    static const char *const statements[] = {
        "DELETE FROM study_config WHERE NOT EXISTS (SELECT 1"
        " FROM trial t JOIN study_trial st ON st.trial = t.id"
        " WHERE t.config = study_config.config"
        " AND st.study = study_config.study)",
        "DELETE FROM parameter WHERE config NOT IN (SELECT config FROM trial)",
        "DELETE FROM config WHERE id NOT IN (SELECT config FROM trial)",
        "DELETE FROM expectation"
        " WHERE study NOT IN (SELECT study FROM study_trial)",
        "DELETE FROM report_item"
        " WHERE study NOT IN (SELECT study FROM study_trial)",
        "DELETE FROM request WHERE study NOT IN (SELECT study FROM study_trial)",
        "DELETE FROM study WHERE id NOT IN (SELECT study FROM study_trial)",
        "DELETE FROM environment"
        " WHERE id NOT IN (SELECT environment FROM attempt)",
    };
    Database *database = store->database;
    bool ok = database_begin(database, err);

    if (ok) {
        for (size_t i = 0; ok && i < sizeof statements / sizeof *statements;
             i++)
            ok = database_run(database, statements[i], NO_VALUES, err);
        ok = database_end(database, ok, err);
    }
    return ok || cannot_record(err);
}

bool store_find_study(Store *store, const char *name, int64_t *study,
                      Error *err)
{
    *study = 0;
    return database_integer(store->database,
                            "SELECT id FROM study WHERE name = ?1",
                            VALUES(text_value(name)), study, err);
}

bool store_study_trials(Store *store, int64_t study, bool only,
                        int64_t **trials, size_t *count, Error *err)
{
    Numbers found = {0};
    bool ok = list_numbers(store->database,
                           "SELECT trial FROM study_trial st WHERE study = ?1"
                           " AND NOT (?2 AND EXISTS (SELECT 1"
                           "     FROM study_trial o WHERE o.trial = st.trial"
                           "     AND o.study <> ?1))"
                           " ORDER BY position, trial",
                           VALUES(integer_value(study), integer_value(only)),
                           &found, err);

    *trials = found.items;
    *count = found.count;
    return ok;
}
