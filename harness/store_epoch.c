// A trial's epochs, with their confusion matrices and checkpoints, and the
// canonical text of them all.
#include "harness/store_inside.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKPOINTS_KEPT = 3 };

static Value loss_value(const SplitScore *score)
{
    return score->present ? real_value(score->loss) : text_value(NULL);
}

static Value accuracy_value(const SplitScore *score)
{
    return score->present ? real_value(score->accuracy) : text_value(NULL);
}

static Value microseconds_value(double seconds)
{
    return integer_value(llround(seconds * 1e6));
}

static bool add_metrics(Database *database, int64_t trial,
                        const EpochRecord *epoch, Error *err)
{
    const SplitScore *splits = epoch->splits;

    for (int i = 0; i < SPLITS; i++)
        if (splits[i].present && isnan(splits[i].accuracy))
            return fail(err, "the %s accuracy of epoch %d is not a number",
                        split_names[i], epoch->epoch);
    return database_run(
        database,
        "INSERT INTO epoch (trial, epoch, train_loss, train_accuracy,"
        " validation_loss, validation_accuracy, test_loss, test_accuracy, lr,"
        " images, microseconds, total_microseconds, peak_bytes)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        VALUES(integer_value(trial), integer_value(epoch->epoch),
               loss_value(&splits[SPLIT_TRAIN]),
               accuracy_value(&splits[SPLIT_TRAIN]),
               loss_value(&splits[SPLIT_VALIDATION]),
               accuracy_value(&splits[SPLIT_VALIDATION]),
               loss_value(&splits[SPLIT_TEST]),
               accuracy_value(&splits[SPLIT_TEST]), real_value(epoch->lr),
               integer_value((int64_t)epoch->images),
               microseconds_value(epoch->seconds),
               microseconds_value(epoch->total_seconds),
               integer_value(llround(epoch->peak_bytes))),
        err);
}

static bool add_counts(Database *database, int64_t matrix, int classes,
                       const uint32_t *counts, Error *err)
{
    for (int truth = 0; truth < classes; truth++)
        for (int predicted = 0; predicted < classes; predicted++) {
            uint32_t count = counts[truth * classes + predicted];

            if (count > 0
                && !database_run(
                    database,
                    "INSERT INTO confusion_count"
                    " (matrix, truth, predicted, count)"
                    " VALUES (?1, ?2, ?3, ?4)",
                    VALUES(integer_value(matrix), integer_value(truth),
                           integer_value(predicted), integer_value(count)),
                    err))
                return false;
        }
    return true;
}

static bool add_matrix(Database *database, int64_t trial,
                       const EpochRecord *epoch, int split, Error *err)
{
    const uint32_t *counts = epoch->splits[split].confusion;
    int64_t images = 0;

    for (int i = 0; i < epoch->classes * epoch->classes; i++)
        images += counts[i];
    return database_run(
               database,
               "INSERT INTO confusion_matrix"
               " (trial, epoch, split, classes, images)"
               " VALUES (?1, ?2, ?3, ?4, ?5)",
               VALUES(integer_value(trial), integer_value(epoch->epoch),
                      text_value(split_names[split]),
                      integer_value(epoch->classes), integer_value(images)),
               err)
           && add_counts(database, database_last_id(database), epoch->classes,
                         counts, err);
}

static bool add_matrices(Database *database, int64_t trial,
                         const EpochRecord *epoch, bool every_test, Error *err)
{
    if (epoch->splits[SPLIT_TEST].confusion && !every_test
        && !database_run(database,
                         "DELETE FROM confusion_matrix"
                         " WHERE trial = ?1 AND split = 'test'",
                         VALUES(integer_value(trial)), err))
        return false;
    for (int split = 0; split < SPLITS; split++)
        if (epoch->splits[split].present && epoch->splits[split].confusion
            && !add_matrix(database, trial, epoch, split, err))
            return false;
    return true;
}

static bool add_checkpoint(Database *database, int64_t trial,
                           const EpochRecord *epoch, Error *err)
{
    if (!epoch->checkpoint[0])
        return true;
    return database_run(database,
                        "INSERT INTO checkpoint"
                        " (trial, epoch, path, digest, bytes)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)",
                        VALUES(integer_value(trial),
                               integer_value(epoch->epoch),
                               text_value(epoch->checkpoint),
                               text_value(epoch->checkpoint_digest),
                               integer_value((int64_t)epoch->checkpoint_bytes)),
                        err)
           && database_run(
               database,
               "DELETE FROM checkpoint WHERE trial = ?1"
               " AND epoch NOT IN (SELECT epoch FROM checkpoint"
               " WHERE trial = ?1 ORDER BY epoch DESC LIMIT ?2)",
               VALUES(integer_value(trial), integer_value(CHECKPOINTS_KEPT)),
               err);
}

// Where validation is the test set, its scores are the test set's, given
// under either name.
static EpochRecord without_twin(const EpochRecord *epoch)
{
    EpochRecord single = *epoch;

    if (!single.splits[SPLIT_TEST].present)
        single.splits[SPLIT_TEST] = single.splits[SPLIT_VALIDATION];
    single.splits[SPLIT_VALIDATION] = (SplitScore){0};
    return single;
}

static bool add_epoch(Database *database, int64_t trial,
                      const EpochRecord *epoch, Error *err)
{
    int64_t is_test = 0;
    EpochRecord single;

    if (!database_integer(database,
                          "SELECT validation_is_test FROM trial t"
                          " JOIN config c ON c.id = t.config WHERE t.id = ?1",
                          VALUES(integer_value(trial)), &is_test, err))
        return false;
    if (is_test) {
        single = without_twin(epoch);
        epoch = &single;
    }
    return add_metrics(database, trial, epoch, err)
           && add_matrices(database, trial, epoch, is_test, err)
           && add_checkpoint(database, trial, epoch, err);
}

bool store_add_epoch(Store *store, int64_t trial, const EpochRecord *epoch,
                     Error *err)
{
    bool ok = database_begin(store->database, err);

    if (ok) {
        ok = add_epoch(store->database, trial, epoch, err);
        ok = database_end(store->database, ok, err);
    }
    return ok || cannot_record(err);
}

bool store_truncate(Store *store, int64_t trial, int epoch, Error *err)
{
    Database *database = store->database;
    bool ok = database_begin(database, err);

    if (ok) {
        ok =
            database_run(
                database, "DELETE FROM epoch WHERE trial = ?1 AND epoch > ?2",
                VALUES(integer_value(trial), integer_value(epoch)), err)
            && database_run(database, "DELETE FROM prediction WHERE trial = ?1",
                            VALUES(integer_value(trial)), err);
        ok = database_end(database, ok, err);
    }
    return ok || cannot_record(err);
}

bool store_checkpoints(Store *store, int64_t trial, CheckpointRecord *records,
                       size_t capacity, size_t *count, Error *err)
{
    bool row = true;
    Statement *statement = database_query(
        store->database,
        "SELECT epoch, path, digest FROM checkpoint"
        " WHERE trial = ?1 ORDER BY epoch DESC LIMIT ?2",
        VALUES(integer_value(trial), integer_value((int64_t)capacity)), err);

    *count = 0;
    while (row) {
        CheckpointRecord *record = &records[*count];

        if (!statement || !statement_step(statement, &row, err))
            return false;
        if (!row)
            break;
        record->epoch = (int)statement_integer(statement, 0);
        (void)snprintf(record->path, sizeof record->path, "%s",
                       statement_text(statement, 1));
        (void)snprintf(record->digest, sizeof record->digest, "%s",
                       statement_text(statement, 2));
        (*count)++;
    }
    return true;
}
