#include "harness/export_run.h"

#include "harness/format.h"
#include "harness/trainer_value.h"

#include <stdlib.h>
#include <string.h>

// The columns of the query for epochs that come before the metrics.
enum { EPOCH, TIME, FIRST_METRIC };

const char *const run_metrics[] = {"train/loss",
                                   "train/accuracy",
                                   "validation/loss",
                                   "validation/accuracy",
                                   "test/loss",
                                   "test/accuracy",
                                   "lr",
                                   "seconds",
                                   NULL};
_Static_assert(sizeof run_metrics / sizeof *run_metrics == RUN_METRICS + 1,
               "a metric without a place");

#define MILLISECONDS(time) \
    "CAST(round((julianday(" time ") - 2440587.5) * 86400000) AS INTEGER)"

static const char about_query[] =
    "SELECT t.trial, i.hash, t.config, t.label, t.seed, t.state, t.message,"
    " t.tags, t.study, t.model, t.dataset, t.data_digest,"
    " " MILLISECONDS("t.started") ", " MILLISECONDS("t.ended")
    " FROM trials t JOIN trial i ON i.name = t.trial"
    " WHERE t.study = :study AND t.trial = :trial";
enum { TEXTS = 12, STARTED = TEXTS, ENDED };

static const char settings_query[] =
    "SELECT p.name, p.kind, p.number, p.written FROM parameters p"
    " WHERE p.config = (SELECT config FROM trials WHERE trial = :trial)"
    " ORDER BY p.name";

static const char epochs_query[] =
    "SELECT e.epoch, CAST(round(sum(e.total_microseconds)"
    " OVER (ORDER BY e.epoch) / 1000.0) AS INTEGER),"
    " e.train_loss, e.train_accuracy, e.validation_loss,"
    " e.validation_accuracy, e.test_loss, e.test_accuracy, e.lr,"
    " e.total_microseconds / 1e6"
    " FROM epoch e JOIN trial t ON t.id = e.trial"
    " WHERE t.name = :trial ORDER BY e.epoch";

static int64_t whole(const Result *result, size_t row, size_t column)
{
    const char *cell = result->cells[row * result->columns + column];

    return cell ? strtoll(cell, NULL, 10) : 0;
}

static void borrow(Run *run)
{
    const char **const texts[TEXTS] = {
        &run->trial, &run->hash,  &run->config,  &run->label,
        &run->seed,  &run->state, &run->message, &run->tags,
        &run->study, &run->model, &run->dataset, &run->data_digest,
    };

    for (size_t i = 0; i < TEXTS; i++)
        *texts[i] = run->about.cells[i] ? run->about.cells[i] : "";
    run->started = whole(&run->about, 0, STARTED);
    run->ended = whole(&run->about, 0, ENDED);
}

// *begun is false for a trial that was not begun, or is not the study's.
static bool run_read(Run *run, const Export *export, const char *study,
                     const char *trial, bool *begun, Error *err)
{
    *run = (Run){0};
    *begun = false;
    if (!export_ask(export, about_query, study, trial, &run->about, err))
        return false;
    if (run->about.rows == 0)
        return true;
    borrow(run);
    *begun = run->started > 0;
    return export_ask(export, settings_query, NULL, trial, &run->settings, err)
           && export_ask(export, epochs_query, NULL, trial, &run->epochs, err);
}

static void run_release(Run *run)
{
    result_release(&run->about);
    result_release(&run->settings);
    result_release(&run->epochs);
}

bool run_each(const Export *export, const char *study, RunWriter *write,
              void *context, int64_t *began, Error *err)
{
    Result trials = {0};
    bool ok = export_trials(export, study, &trials, err);

    *began = 0;
    for (size_t i = 0; ok && i < trials.rows; i++) {
        Run run;
        bool begun;

        ok = run_read(&run, export, study, trials.cells[i], &begun, err)
             && (!begun || write(context, &run, err));
        if (ok && begun && (*began == 0 || run.started < *began))
            *began = run.started;
        run_release(&run);
    }
    result_release(&trials);
    return ok
           && (*began > 0
               || fail(err, "no trial of the study '%s' was begun", study));
}

int run_epoch(const Run *run, size_t row)
{
    return (int)whole(&run->epochs, row, EPOCH);
}

int64_t run_time(const Run *run, size_t row)
{
    return run->started + whole(&run->epochs, row, TIME);
}

// Losses stand before their accuracies, and are NaN where they alone are NULL.
bool run_metric(const Run *run, size_t row, size_t metric, double *value)
{
    bool loss = strstr(run_metrics[metric], "/loss") != NULL;
    size_t column = FIRST_METRIC + metric;
    size_t first = row * run->epochs.columns;

    *value = result_number(&run->epochs, row, column);
    return run->epochs.cells[first + column + loss] != NULL;
}

void run_add_text(Text *text, const char *string, size_t most)
{
    Text clean = {0};

    trainer_clean(string, strlen(string), most, &clean);
    text_add_printable(text, text_string(&clean));
    text_release(&clean);
}
