// What people ask of trials, and say about them: to stop, to be tried again,
// tags and notes.
#include "harness/store_inside.h"

#include <stdlib.h>

bool store_add_request(Store *store, int64_t trial, int64_t study, Error *err)
{
    return database_run(store->database,
                        "INSERT INTO request (trial, study, kind, at)"
                        " VALUES (nullif(?1, 0), nullif(?2, 0), 'stop', " NOW
                        ")",
                        VALUES(integer_value(trial), integer_value(study)), err)
           || cannot_record(err);
}

bool store_last_request(Store *store, int64_t *number, Error *err)
{
    *number = 0;
    return database_integer(store->database,
                            "SELECT ifnull(max(id), 0) FROM request", NO_VALUES,
                            number, err);
}

// One look, so that nothing can come between.
bool store_take_requests(Store *store, int64_t *number, int64_t **trials,
                         size_t *count, bool *all, Error *err)
{
    Numbers asked = {0};
    bool row = true;
    Statement *statement = database_query(
        store->database,
        "SELECT id, trial, study = ?2 FROM request WHERE id > ?1 ORDER BY id",
        VALUES(integer_value(*number), integer_value(store->study)), err);

    *all = false;
    while (row) {
        if (!statement || !statement_step(statement, &row, err)) {
            free(asked.items);
            return false;
        }
        if (!row)
            break;
        *number = statement_integer(statement, 0);
        if (statement_integer(statement, 1) != 0)
            add_number(&asked, statement_integer(statement, 1));
        else if (statement_integer(statement, 2) != 0)
            *all = true;
    }
    *trials = asked.items;
    *count = asked.count;
    return true;
}

bool store_tag(Store *store, int64_t trial, const char *tag, bool remove,
               Error *err)
{
    return (remove ? database_run(store->database,
                                  "DELETE FROM tag"
                                  " WHERE trial = ?1 AND tag = ?2",
                                  VALUES(integer_value(trial), text_value(tag)),
                                  err)
                   : database_run(store->database,
                                  "INSERT INTO tag (trial, tag) VALUES (?1, ?2)"
                                  " ON CONFLICT DO NOTHING",
                                  VALUES(integer_value(trial), text_value(tag)),
                                  err))
           || cannot_record(err);
}

bool store_add_note(Store *store, int64_t trial, const char *text, Error *err)
{
    return database_run(store->database,
                        "INSERT INTO note (trial, at, text)"
                        " VALUES (?1, " NOW ", ?2)",
                        VALUES(integer_value(trial), text_value(text)), err)
           || cannot_record(err);
}

static bool can_be_retried(TrialState state)
{
    return state == TRIAL_FAILED || state == TRIAL_TIMEOUT
           || state == TRIAL_INTERRUPTED;
}

static bool retry(Store *store, int64_t trial, size_t *changed, Error *err)
{
    TrialStatus status = {0};

    if (!store_trial_status(store, trial, &status, err))
        return false;
    if (!can_be_retried(status.state))
        return true;
    ++*changed;
    return database_run(store->database,
                        "UPDATE trial SET state = 'planned', message = NULL,"
                        " signal = NULL WHERE id = ?1",
                        VALUES(integer_value(trial)), err)
           && add_event(store, trial, "retry", NULL, err);
}

bool store_retry(Store *store, const int64_t *trials, size_t count,
                 size_t *changed, Error *err)
{
    bool ok = database_begin(store->database, err);

    *changed = 0;
    if (ok) {
        ok = mark_dead(store, err);
        for (size_t i = 0; ok && i < count; i++)
            ok = retry(store, trials[i], changed, err);
        ok = database_end(store->database, ok, err);
    }
    return ok || cannot_record(err);
}
