// A trial's results as a text that is the same for the same bits.
#include "harness/store_inside.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>

static void add_hex(Text *dump, double value)
{
    if (isfinite(value))
        text_printf(dump, " %a", value);
    else
        text_add(dump, isnan(value) ? " nan" : value > 0 ? " inf" : " -inf");
}

// "epoch 3 0x1.8p-1 …": loss and accuracy of train, validation and test, "-"
// for a split that was not scored, then the learning rate and the images.
static void add_epoch(Text *dump, Statement *row)
{
    enum { SCORES = 1, LR = SCORES + 2 * SPLITS, IMAGES };

    text_printf(dump, "epoch %lld", (long long)statement_integer(row, 0));
    for (int i = SCORES; i < LR; i += 2) {
        if (!statement_text(row, i + 1)) {
            text_add(dump, " - -");
            continue;
        }
        add_hex(dump, statement_real(row, i));
        add_hex(dump, statement_real(row, i + 1));
    }
    add_hex(dump, statement_real(row, LR));
    text_printf(dump, " %lld\n", (long long)statement_integer(row, IMAGES));
}

// "confusion 3 test 7 1 12": epoch, split, truth, predicted, count.
static void add_count(Text *dump, Statement *row)
{
    text_printf(dump, "confusion %lld %s %lld %lld %lld\n",
                (long long)statement_integer(row, 0), statement_text(row, 1),
                (long long)statement_integer(row, 2),
                (long long)statement_integer(row, 3),
                (long long)statement_integer(row, 4));
}

static void add_weights(Text *dump, Statement *row)
{
    const char *digest = statement_text(row, 0);

    text_printf(dump, "weights %s\n", digest ? digest : "-");
}

static bool add_rows(Store *store, const char *sql, int64_t trial,
                     void (*add)(Text *, Statement *), Text *dump, Error *err)
{
    Statement *statement =
        database_query(store->database, sql, VALUES(integer_value(trial)), err);
    bool row = true;

    while (row) {
        if (!statement || !statement_step(statement, &row, err))
            return false;
        if (row)
            add(dump, statement);
    }
    return true;
}

static const char sql_epochs[] =
    "SELECT epoch, train_loss, train_accuracy, validation_loss,"
    " validation_accuracy, test_loss, test_accuracy, lr, images"
    " FROM epoch WHERE trial = ?1 ORDER BY epoch";
static const char sql_counts[] =
    "SELECT m.epoch, m.split, n.truth, n.predicted, n.count"
    " FROM confusion_matrix m JOIN confusion_count n ON n.matrix = m.id"
    " WHERE m.trial = ?1"
    " ORDER BY m.epoch, m.split, n.truth, n.predicted";
static const char sql_weights[] =
    "SELECT weights_digest FROM trial WHERE id = ?1";

bool store_dump_trial(Store *store, int64_t trial, Text *dump, Error *err)
{
    return add_rows(store, sql_epochs, trial, add_epoch, dump, err)
           && add_rows(store, sql_counts, trial, add_count, dump, err)
           && add_rows(store, sql_weights, trial, add_weights, dump, err);
}

bool store_trial_digest(Store *store, int64_t trial, char digest[DIGEST_TEXT],
                        Error *err)
{
    Text dump = {0};
    bool ok = store_dump_trial(store, trial, &dump, err);

    if (ok)
        digest_of(text_string(&dump), dump.length, digest);
    text_release(&dump);
    return ok;
}
