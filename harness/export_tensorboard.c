// An event file for each trial, in LABEL/seed-N/, and one for the study, with
// the settings that the HParams tab shows. Scalars are single precision, as
// TensorBoard has them.
#include "harness/export_event.h"
#include "harness/export_hparams.h"

#include <stdlib.h>
#include <string.h>

static void add_scalars(Text *file, const Run *run, size_t row)
{
    Text summary = {0};
    double value;

    for (size_t i = 0; run_metrics[i]; i++)
        if (run_metric(run, row, i, &value))
            summary_add_scalar(&summary, run_metrics[i], value);
    event_add_summary(file, (double)run_time(run, row) / 1000,
                      run_epoch(run, row), &summary);
}

static bool has_ended(const Run *run)
{
    static const char *const states[] = {"done", "pruned", "diverged", "failed",
                                         "timeout"};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(run->state, states[i]) == 0)
            return run->ended > 0;
    return false;
}

static void fill(Text *file, const Hparams *hparams, const Run *run)
{
    double started = (double)run->started / 1000;
    Text summary = {0};

    event_add_version(file, started);
    hparams_add_start(&summary, hparams, run);
    event_add_summary(file, started, 0, &summary);
    for (size_t row = 0; row < run->epochs.rows; row++)
        add_scalars(file, run, row);
    if (!has_ended(run))
        return;
    hparams_add_end(&summary, run);
    event_add_summary(file, (double)run->ended / 1000, 0, &summary);
}

// TensorBoard reads what has "tfevents" in its name.
static void add_file_name(Text *name, int64_t milliseconds, const char *whose)
{
    text_printf(name, "events.out.tfevents.%010lld.%s",
                (long long)(milliseconds / 1000), whose);
}

typedef struct {
    Hparams hparams;
    Text folder;
} Board;

static bool write_run(void *context, const Run *run, Error *err)
{
    const Board *board = context;
    Text file = {0};
    Text name = {0};
    bool ok;

    fill(&file, &board->hparams, run);
    export_add_name(&name, run->label, EXPORT_NAME_SIGNS);
    text_printf(&name, "/seed-%s/", run->seed);
    add_file_name(&name, run->started, run->trial);
    ok = export_file(text_string(&board->folder), text_string(&name), &file,
                     err);
    text_release(&file);
    text_release(&name);
    return ok;
}

static bool write_study(const Board *board, const char *study, int64_t began,
                        Error *err)
{
    double created = (double)began / 1000;
    Text file = {0};
    Text summary = {0};
    Text name = {0};
    bool ok;

    event_add_version(&file, created);
    hparams_add_experiment(&summary, &board->hparams, study, created);
    event_add_summary(&file, created, 0, &summary);
    add_file_name(&name, began, "study");
    ok = export_file(text_string(&board->folder), text_string(&name), &file,
                     err);
    text_release(&file);
    text_release(&name);
    return ok;
}

static bool write_all(const Export *export, const char *study, Error *err)
{
    Board board = {0};
    int64_t began;
    bool ok = export_folder(export, study, "tensorboard", &board.folder, err)
              && hparams_read(&board.hparams, export, study, err)
              && run_each(export, study, write_run, &board, &began, err)
              && write_study(&board, study, began, err)
              && export_tell(text_string(&board.folder), err);

    hparams_release(&board.hparams);
    text_release(&board.folder);
    return ok;
}

static bool give_out(const Export *export, Error *err)
{
    char *study = export_study(export, err);
    bool ok = study && write_all(export, study, err);

    free(study);
    return ok;
}

const ExportFormat tensorboard_export = {
    .name = "tensorboard",
    .what = "TRIAL...",
    .summary =
        "event files with scalars and settings; of all trials by default",
    .write = give_out,
};
