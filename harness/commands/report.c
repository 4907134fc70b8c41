#include "harness/report.h"

#include "harness/command.h"
#include "harness/places.h"
#include "harness/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A study's name may be anything: it must not lead elsewhere.
static bool is_folder_name(const char *study, Error *err)
{
    return (study[0] != '.' && !strchr(study, '/') && study[0])
           || fail_misuse(err,
                          "the study's name is no name for a folder; say "
                          "where to write with --out");
}

typedef struct {
    const char *db;
    const char *study;
    const char *out;
    const char *data;
} Wishes;

static bool report(const Wishes *wishes, Error *err)
{
    Store *store = store_open(wishes->db, STORE_READ, err);
    char *study = NULL;
    Text folder = {0};
    Places places;
    bool ok = store && (study = study_choose(store, wishes->study, err))
              && (wishes->out || is_folder_name(study, err));

    places_init(&places, wishes->data, false);
    if (ok) {
        if (wishes->out)
            text_add(&folder, wishes->out);
        else
            report_folder(wishes->db, study, &folder);
        ok =
            report_write(store, study, text_string(&folder), &places.data, err);
    }
    if (ok)
        (void)printf("%s/index.html\n", text_string(&folder));
    text_release(&folder);
    places_release(&places);
    free(study);
    store_close(store);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Wishes wishes = {.db = store_path(NULL)};
    const Option options[] = {
        {"study", .text = &wishes.study, .argument = "STUDY",
         .help = "of which study; needed when there are several"},
        {"out", .text = &wishes.out, .argument = "DIR",
         .help = "where to write it (STUDY, beside the database)"},
        {"db", .text = &wishes.db, .argument = "FILE", .help = STORE_PATH_HELP},
        {"data", .text = &wishes.data, .argument = "DIR",
         .help = "where the data sets are, for figures with images"},
        {0},
    };

    if (command_options(&report_command, options, &argc, argv, err)
        && study_take(&argc, argv, 0, &wishes.study, err))
        (void)report(&wishes, err);
    return EXIT_WELL;
}

const Command report_command = {
    .name = "report",
    .arguments = "[STUDY] [--out DIR] [--data DIR]",
    .summary = "write a study's report: a page, its figures and tables",
    .example = "quadrille report paper",
    .run = run,
};
