// A trial from its claim to its end, but for its epochs.
#include "harness/store_inside.h"

#include <stdlib.h>

const char sql_pruned_by[] =
    "SELECT count(*) FROM decision"
    " WHERE study = ?1 AND trial = ?2 AND verdict = 'prune'";

// Whether a runner, this one or another, is at a trial that stands as running.
static bool lives(Store *store, int64_t trial)
{
    return is_claimed(store, trial) || lock_is_held(&store->runners, trial);
}

static bool list_running(Database *database, Numbers *running, Error *err)
{
    return list_numbers(database,
                        "SELECT id FROM trial WHERE state = 'running'",
                        NO_VALUES, running, err);
}

bool store_trial_status(Store *store, int64_t trial, TrialStatus *status,
                        Error *err)
{
    bool row = false;
    Statement *statement =
        database_query(store->database,
                       "SELECT state,"
                       " (SELECT max(epoch) FROM epoch WHERE trial = ?1),"
                       " (SELECT max(number) FROM attempt WHERE trial = ?1)"
                       " FROM trial WHERE id = ?1",
                       VALUES(integer_value(trial)), err);

    if (!statement || !statement_step(statement, &row, err))
        return false;
    if (!row)
        return fail(err, "'%s' has no trial number %lld",
                    database_path(store->database), (long long)trial);
    *status = (TrialStatus){
        .state = state_of(statement_text(statement, 0)),
        .epochs_done = (int)statement_integer(statement, 1),
        .attempts = (int)statement_integer(statement, 2),
    };
    statement_reset(statement);
    if (status->state == TRIAL_RUNNING && !lives(store, trial))
        status->state = TRIAL_INTERRUPTED;
    return true;
}

// A trial that another study pruned, this one may want in full.
static bool has_result(Store *store, int64_t trial, TrialState state,
                       bool *over, Error *err)
{
    int64_t pruned = 1;

    *over = state == TRIAL_DONE || state == TRIAL_DIVERGED;
    if (state != TRIAL_PRUNED)
        return true;
    if (store->study
        && !database_integer(
            store->database, sql_pruned_by,
            VALUES(integer_value(store->study), integer_value(trial)), &pruned,
            err))
        return false;
    *over = pruned;
    return true;
}

bool store_lost(Store *store, Text *json, Error *err)
{
    Numbers running = {0};
    const char *separator = "";
    bool ok = list_running(store->database, &running, err);

    text_add_char(json, '[');
    for (size_t i = 0; i < running.count; i++) {
        if (lives(store, running.items[i]))
            continue;
        text_printf(json, "%s%lld", separator, (long long)running.items[i]);
        separator = ",";
    }
    text_add_char(json, ']');
    free(running.items);
    return ok;
}

// Ends what a dead runner left open.
static bool end_dead(Store *store, int64_t trial, Error *err)
{
    Database *database = store->database;

    return database_run(database,
                        "UPDATE trial SET state = 'interrupted'"
                        " WHERE id = ?1",
                        VALUES(integer_value(trial)), err)
           && database_run(database,
                           "UPDATE attempt SET ended = " NOW
                           ", state = 'interrupted',"
                           " message = 'the runner died'"
                           " WHERE trial = ?1 AND ended IS NULL",
                           VALUES(integer_value(trial)), err)
           && add_event(store, trial, "lost", "the runner died", err);
}

bool mark_dead(Store *store, Error *err)
{
    Numbers running = {0};
    bool ok = list_running(store->database, &running, err);

    for (size_t i = 0; ok && i < running.count; i++)
        ok = lives(store, running.items[i])
             || end_dead(store, running.items[i], err);
    free(running.items);
    return ok;
}

static bool add_environment(Database *database, const char *json, int threads,
                            int64_t *id, Error *err)
{
    return database_run(database,
                        "INSERT INTO environment (json)"
                        " VALUES (json_set(?1, '$.threads', ?2))"
                        " ON CONFLICT DO NOTHING",
                        VALUES(text_value(json), integer_value(threads)), err)
           && database_integer(database,
                               "SELECT id FROM environment"
                               " WHERE json = json_set(?1, '$.threads', ?2)",
                               VALUES(text_value(json), integer_value(threads)),
                               id, err);
}

static bool start_attempt(Store *store, int64_t trial, int number,
                          int64_t environment, Error *err)
{
    Database *database = store->database;

    return database_run(
               database,
               "INSERT INTO attempt (trial, number, environment, started)"
               " VALUES (?1, ?2, ?3, " NOW ")",
               VALUES(integer_value(trial), integer_value(number),
                      integer_value(environment)),
               err)
           && database_run(database,
                           "UPDATE trial SET state = 'running', message = NULL,"
                           " signal = NULL, weights_digest = NULL"
                           " WHERE id = ?1",
                           VALUES(integer_value(trial)), err)
           && add_event(store, trial, "claimed", NULL, err);
}

// Another runner's failure is one for this runner too, which did not know of it
// when it chose to train the trial.
static bool failed_since(const TrialStatus *status, const Claim *claim)
{
    return trial_has_failed(status->state)
           && status->attempts > claim->attempts;
}

// In a transaction, and with the trial's lock: nobody else can be at it.
static bool take(Store *store, int64_t trial, Claim *claim, bool *taken,
                 Error *err)
{
    TrialStatus status = {0};
    int64_t exists = 0;
    int64_t open = 0;
    int64_t id = 0;
    bool over = false;

    if (!database_integer(store->database,
                          "SELECT count(*) FROM trial WHERE id = ?1",
                          VALUES(integer_value(trial)), &exists, err))
        return false;
    *taken = exists;
    if (!exists)
        return true;
    if (!store_trial_status(store, trial, &status, err)
        || !has_result(store, trial, status.state, &over, err)
        || !database_integer(store->database,
                             "SELECT count(*) FROM attempt"
                             " WHERE trial = ?1 AND ended IS NULL",
                             VALUES(integer_value(trial)), &open, err))
        return false;
    *taken = !over && !failed_since(&status, claim);
    if (!*taken)
        return true;
    claim->attempts = status.attempts + 1;
    return (open == 0 || end_dead(store, trial, err))
           && add_environment(store->database, claim->environment,
                              claim->threads, &id, err)
           && start_attempt(store, trial, claim->attempts, id, err);
}

bool store_claim(Store *store, int64_t trial, Claim *claim, bool *taken,
                 Error *err)
{
    bool ok;

    *taken = false;
    if (is_claimed(store, trial))
        return true;
    if (!lock_take(&store->runners, trial, taken, err))
        return false;
    if (!*taken)
        return true;
    ok = database_begin(store->database, err);
    if (ok) {
        ok = take(store, trial, claim, taken, err);
        ok = database_end(store->database, ok, err);
    }
    if (ok && *taken) {
        add_claim(store, trial);
        return true;
    }
    *taken = false;
    lock_drop(&store->runners, trial);
    return ok || cannot_record(err);
}

static bool add_prediction(Database *database, int64_t trial,
                           const Predictions *answers, size_t i, Error *err)
{
    bool right = answers->truth[i] == answers->predicted[i];
    bool alone = answers->second[i] == answers->predicted[i];

    return database_run(
        database,
        "INSERT INTO prediction (trial, split, image, truth, predicted,"
        " confidence, truth_probability, second)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        VALUES(integer_value(trial), text_value(split_names[answers->split]),
               integer_value((int64_t)i), integer_value(answers->truth[i]),
               integer_value(answers->predicted[i]),
               real_value((double)answers->confidence[i]),
               right ? text_value(NULL)
                     : real_value((double)answers->truth_probability[i]),
               alone ? text_value(NULL) : integer_value(answers->second[i])),
        err);
}

static bool add_predictions(Database *database, int64_t trial,
                            const Predictions *predictions, size_t count,
                            Error *err)
{
    if (!database_run(database, "DELETE FROM prediction WHERE trial = ?1",
                      VALUES(integer_value(trial)), err))
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < predictions[i].count; j++)
            if (!add_prediction(database, trial, &predictions[i], j, err))
                return false;
    return true;
}

static Value digest_value(const char *digest)
{
    return text_value(digest[0] ? digest : NULL);
}

// What has none was not known.
static Value size_value(size_t size)
{
    return size ? integer_value((int64_t)size) : text_value(NULL);
}

static Value signal_value(int signal)
{
    return signal ? integer_value(signal) : text_value(NULL);
}

// An attempt that ends before its network is built leaves the sizes that are
// known.
static bool set_end(Database *database, int64_t trial, const TrialEnd *end,
                    Error *err)
{
    const char *state = trial_state_names[end->state];

    return database_run(
               database,
               "UPDATE trial SET state = ?2, message = ?3, signal = ?4,"
               " parameters = ifnull(?5, parameters),"
               " multiply_adds = ifnull(?6, multiply_adds),"
               " training_seconds = (SELECT total(microseconds) / 1e6"
               "  FROM epoch WHERE trial = ?1),"
               " tracking_seconds = ifnull(tracking_seconds, 0) + ?7,"
               " weights_digest = ?8 WHERE id = ?1",
               VALUES(integer_value(trial), text_value(state),
                      text_value(end->message), signal_value(end->signal),
                      size_value(end->parameters),
                      size_value(end->multiply_adds),
                      real_value(end->tracking_seconds),
                      digest_value(end->weights_digest)),
               err)
           && database_run(database,
                           "UPDATE attempt SET ended = " NOW
                           ", state = ?2, message = ?3,"
                           " signal = ?4 WHERE trial = ?1 AND ended IS NULL",
                           VALUES(integer_value(trial), text_value(state),
                                  text_value(end->message),
                                  signal_value(end->signal)),
                           err)
           && database_run(database,
                           "INSERT INTO event (trial, at, kind, detail)"
                           " VALUES (?1, " NOW ", ?2, ?3)",
                           VALUES(integer_value(trial), text_value(state),
                                  text_value(end->message)),
                           err);
}

static bool set_digest(Store *store, int64_t trial, Error *err)
{
    char digest[DIGEST_TEXT];

    return store_trial_digest(store, trial, digest, err)
           && database_run(store->database,
                           "UPDATE trial SET metrics_digest = ?2 WHERE id = ?1",
                           VALUES(integer_value(trial), text_value(digest)),
                           err);
}

bool store_end_trial(Store *store, int64_t trial, const TrialEnd *end,
                     const Predictions *predictions, size_t count, Error *err)
{
    Database *database = store->database;
    bool ok = database_begin(database, err);

    if (ok) {
        ok = set_end(database, trial, end, err)
             && add_predictions(database, trial, predictions, count, err)
             && set_digest(store, trial, err);
        ok = database_end(database, ok, err);
    }
    if (!ok)
        return cannot_record(err);
    drop_claim(store, trial);
    return true;
}
