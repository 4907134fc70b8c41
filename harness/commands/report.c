#include "harness/report.h"

#include "harness/command.h"
#include "harness/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const Command report_command;

// A study's name may be anything: it must not lead out of results/.
static bool is_folder_name(const char *study, Error *err)
{
    return (study[0] != '.' && !strchr(study, '/') && study[0])
           || fail_misuse(err,
                          "the study's name is no name for a folder; say "
                          "where to write with --out");
}

static bool report(const char *asked, const char *db, const char *out,
                   Error *err)
{
    Store *store = store_open(db, STORE_READ, err);
    char *study = NULL;
    Text folder = {0};
    bool ok = store && (study = study_choose(store, asked, err))
              && (out || is_folder_name(study, err));

    if (ok) {
        if (out)
            text_add(&folder, out);
        else
            text_printf(&folder, "results/%s", study);
        ok = report_write(store, study, text_string(&folder), err);
    }
    if (ok)
        (void)printf("%s/index.html\n", text_string(&folder));
    text_release(&folder);
    free(study);
    store_close(store);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    const char *db = "results/results.db";
    const char *out = NULL;
    const Option options[] = {
        {"out", .text = &out, .argument = "DIR",
         .help = "where to write it (results/STUDY)"},
        {"db", .text = &db, .argument = "FILE",
         .help = "the database (results/results.db)"},
        {0},
    };

    if (command_options(&report_command, options, &argc, argv, err)
        && (argc <= 1 || fail_misuse(err, "give one study at most")))
        (void)report(argc == 1 ? argv[0] : NULL, db, out, err);
    return EXIT_WELL;
}

const Command report_command = {
    .name = "report",
    .arguments = "[STUDY] [--out DIR]",
    .summary = "write a study's report: a page, its figures and tables",
    .example = "quadrille report paper",
    .run = run,
};
