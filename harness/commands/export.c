#include "harness/export.h"

#include "harness/command.h"
#include "harness/places.h"

#include <stdio.h>

typedef struct {
    const char *db;
    const char *study;
    const char *out;
    const char *data;
    bool offline;
} Wishes;

static bool give_out(int argc, const char **argv, const Wishes *wishes,
                     Error *err)
{
    const ExportFormat *format = export_find(argv[0], err);
    Export export = {.database = wishes->db,
                     .study = wishes->study,
                     .what = argv + 1,
                     .count = argc - 1,
                     .out = wishes->out};
    Places places;
    bool ok;

    if (!format)
        return false;
    places_init(&places, wishes->data, !wishes->offline);
    export.places = &places.data;
    export.store = store_open(wishes->db, STORE_READ, err);
    ok = export.store && format->write(&export, err);
    store_close(export.store);
    places_release(&places);
    return ok;
}

static bool misuse(Error *err)
{
    Text text = {0};

    text_add(&text, "give a format, and what of it:");
    for (const ExportFormat *const *format = export_formats; *format; format++)
        text_printf(&text, "\n  %s [%s] - %s", (*format)->name, (*format)->what,
                    (*format)->summary);
    (void)fail_misuse(err, "%s", text_string(&text));
    text_release(&text);
    return false;
}

static int run(int argc, const char **argv, Error *err)
{
    Wishes wishes = {.db = store_path(NULL)};
    const Option options[] = {
        {"study", .text = &wishes.study, .argument = "STUDY",
         .help = "the study, where the database has several"},
        {"out", .text = &wishes.out, .argument = "FILE",
         .help = "where to write it, or the folder (one view or table: to "
                 "standard output)"},
        {"db", .text = &wishes.db, .argument = "FILE", .help = STORE_PATH_HELP},
        {"data", .text = &wishes.data, .argument = "DIR",
         .help = "where data sets are, for networks ($QUADRILLE_DATA)"},
        {"offline", .flag = &wishes.offline, .help = "fetch no data"},
        {0},
    };
    bool ok = command_options(&export_command, options, &argc, argv, err)
              && (argc > 0 || misuse(err))
              && give_out(argc, argv, &wishes, err);

    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command export_command = {
    .name = "export",
    .arguments =
        "csv [VIEW...] | jsonl [VIEW...] | tex [TABLE...] | "
        "tensorboard [TRIAL...] | mlflow [TRIAL...] | "
        "safetensors TRIAL | onnx TRIAL [--study STUDY] [--out FILE]",
    .summary = "give the record, or a network, out to other programs",
    .details =
        "csv, jsonl: views of the record; epochs, final and parameters where "
        "none is named.\n"
        "tex: tables for LaTeX with booktabs and graphicx.\n"
        "tensorboard, mlflow: a folder that TensorBoard or MLflow reads, of "
        "all trials of the study where none is named.\n"
        "safetensors: the weights of a trial that has a result. onnx: its "
        "network, from pixels of 0 to 1 to probabilities.\n"
        "Files go beside the database: a study's to STUDY/FORMAT, a network "
        "to TRIAL.FORMAT.",
    .example = "quadrille export onnx 3f2a91c0 --out digits.onnx",
    .run = run,
};
