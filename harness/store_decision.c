// What pruning decided, and what became of trials that a plan depends on.
#include "harness/store_inside.h"

#include "nets/base/memory.h"

#include <stdio.h>
#include <string.h>

static const char sql_decision[] =
    "SELECT trial, rung, epoch, metric, value, rank, n, threshold,"
    " verdict = 'prune' FROM decision"
    " WHERE study = ?1 AND trial = ?2 AND rung = ?3";
static const char sql_decisions[] =
    "SELECT trial, rung, epoch, metric, value, rank, n, threshold,"
    " verdict = 'prune' FROM decision WHERE study = ?1 ORDER BY rung, at, trial";

static void read_decision(Statement *row, DecisionRecord *decision)
{
    *decision = (DecisionRecord){
        .trial = statement_integer(row, 0),
        .rung = (int)statement_integer(row, 1),
        .epoch = (int)statement_integer(row, 2),
        .value = statement_real(row, 4),
        .rank = (int)statement_integer(row, 5),
        .n = (int)statement_integer(row, 6),
        .threshold = statement_real(row, 7),
        .prune = statement_integer(row, 8) != 0,
    };
    (void)snprintf(decision->metric, sizeof decision->metric, "%s",
                   statement_text(row, 3));
}

static bool insert(Store *store, const DecisionRecord *decision, Error *err)
{
    return database_run(
        store->database,
        "INSERT INTO decision (study, trial, rung, epoch, metric, value, rank,"
        " n, threshold, verdict, at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, " NOW
        ") ON CONFLICT DO NOTHING",
        VALUES(integer_value(store->study), integer_value(decision->trial),
               integer_value(decision->rung), integer_value(decision->epoch),
               text_value(decision->metric), real_value(decision->value),
               integer_value(decision->rank), integer_value(decision->n),
               real_value(decision->threshold),
               text_value(decision->prune ? "prune" : "go on")),
        err);
}

// What stands now, whoever wrote it.
static bool find(Store *store, DecisionRecord *decision, Error *err)
{
    bool row = false;
    Statement *statement = database_query(store->database, sql_decision,
                                          VALUES(integer_value(store->study),
                                                 integer_value(decision->trial),
                                                 integer_value(decision->rung)),
                                          err);

    if (!statement || !statement_step(statement, &row, err))
        return false;
    if (row)
        read_decision(statement, decision);
    statement_reset(statement);
    return true;
}

bool store_add_decision(Store *store, DecisionRecord *decision, Error *err)
{
    bool ok = database_begin(store->database, err);

    if (ok) {
        ok = insert(store, decision, err) && find(store, decision, err);
        ok = database_end(store->database, ok, err);
    }
    return ok || cannot_record(err);
}

bool store_decisions(Store *store, DecisionRecord **decisions, size_t *count,
                     Error *err)
{
    Statement *statement =
        database_query(store->database, sql_decisions,
                       VALUES(integer_value(store->study)), err);
    size_t capacity = 0;
    bool row = true;

    *decisions = NULL;
    *count = 0;
    while (row) {
        if (!statement || !statement_step(statement, &row, err))
            return false;
        if (!row)
            break;
        *decisions =
            memory_grow(*decisions, &capacity, *count + 1, sizeof **decisions);
        read_decision(statement, &(*decisions)[(*count)++]);
    }
    return true;
}

// Only a worker that was told to wait leaves a digest of its weights behind.
static bool prune_trial(Store *store, int64_t trial, const char *message,
                        bool *pruned, Error *err)
{
    Database *database = store->database;
    int64_t waits = 0;

    if (!database_integer(database,
                          "SELECT count(*) FROM trial WHERE id = ?1"
                          " AND state = 'interrupted'"
                          " AND weights_digest IS NOT NULL",
                          VALUES(integer_value(trial)), &waits, err))
        return false;
    *pruned = waits > 0;
    return !*pruned
           || (database_run(database,
                            "UPDATE trial SET state = 'pruned', message = ?2"
                            " WHERE id = ?1",
                            VALUES(integer_value(trial), text_value(message)),
                            err)
               && add_event(store, trial, "pruned", message, err));
}

bool store_prune_trial(Store *store, int64_t trial, const char *message,
                       bool *pruned, Error *err)
{
    bool ok = database_begin(store->database, err);

    *pruned = false;
    if (ok) {
        ok = prune_trial(store, trial, message, pruned, err);
        ok = database_end(store->database, ok, err);
    }
    return ok || cannot_record(err);
}

// In the order of the columns of `sql_result`.
static const char *const metrics[] = {
    "train/loss",          "train/accuracy", "validation/loss",
    "validation/accuracy", "test/loss",      "test/accuracy",
};
enum { METRICS = sizeof metrics / sizeof *metrics, METRICS_AT = 3 };

static const char sql_result[] =
    "SELECT t.state, e.epoch,"
    " EXISTS (SELECT 1 FROM decision d JOIN study s ON s.id = d.study"
    "     WHERE s.name = ?2 AND d.trial = t.id AND d.verdict = 'prune'),"
    " e.train_loss, e.train_accuracy,"
    " iif(c.validation_is_test, e.test_loss, e.validation_loss),"
    " iif(c.validation_is_test, e.test_accuracy, e.validation_accuracy),"
    " e.test_loss, e.test_accuracy"
    " FROM trial t JOIN config c ON c.id = t.config"
    " LEFT JOIN epoch e ON e.trial = t.id AND e.epoch ="
    "     (SELECT max(l.epoch) FROM epoch l WHERE l.trial = t.id)"
    " WHERE t.hash = ?1";

static bool is_over(TrialState state, bool pruned_here)
{
    return state == TRIAL_DONE || state == TRIAL_DIVERGED
           || state == TRIAL_FAILED || state == TRIAL_TIMEOUT
           || (state == TRIAL_PRUNED && pruned_here);
}

bool store_trial_result(void *context, const char *trial_id,
                        TrialResult *result)
{
    StoreResults *results = context;
    size_t metric = 0;
    bool row = false;
    bool over;
    Statement *statement =
        database_query(results->store->database, sql_result,
                       VALUES(text_value(trial_id), text_value(results->study)),
                       &results->err);

    if (!statement || !statement_step(statement, &row, &results->err) || !row)
        return false;
    while (metric < METRICS - 1
           && strcmp(metrics[metric], results->metric) != 0)
        metric++;
    *result = (TrialResult){
        .state = (int)state_of(statement_text(statement, 0)),
        .value = statement_real(statement, METRICS_AT + (int)metric),
        .epochs = (int)statement_integer(statement, 1),
    };
    over = is_over((TrialState)result->state,
                   statement_integer(statement, 2) != 0);
    statement_reset(statement);
    return over;
}
