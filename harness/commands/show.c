#include "harness/answer.h"
#include "harness/command.h"
#include "harness/output.h"

#include <inttypes.h>
#include <stdio.h>

// A row's columns as rows: json_each goes through an object's keys.
static const Question sections[] = {
    {"trial",
     "SELECT key AS name, value FROM json_each((SELECT json_object(\n"
     "    'trial', trial, 'studies', group_concat(study, ', '),\n"
     "    'label', label, 'config', config, 'seed', seed,\n"
     "    'state', coalesce(:state, state), 'tags', tags,\n"
     "    'epochs', epochs, 'seconds', round(seconds, 3),\n"
     "    'images_per_second', round(images_per_second, 1),\n"
     "    'peak_bytes', peak_bytes, 'parameters', parameters,\n"
     "    'multiply_adds', multiply_adds, 'attempts', attempts,\n"
     "    'started', started, 'ended', ended, 'message', message,\n"
     "    'signal', signal, 'validation_is_test',\n"
     "    iif(validation_is_test, 'true', 'false'),\n"
     "    'metrics_digest', metrics_digest,\n"
     "    'weights_digest', weights_digest, 'data_digest', data_digest)\n"
     "    FROM trials WHERE trial = :trial)) WHERE value IS NOT NULL",
     NULL, NULL},
    {"notes", "SELECT at, text FROM notes WHERE trial = :trial ORDER BY note",
     NULL, NULL},
    {"settings",
     "SELECT name, iif(kind = 'boolean', written, value) AS value\n"
     "FROM parameters WHERE config =\n"
     "    (SELECT config FROM trials WHERE trial = :trial) ORDER BY name",
     NULL, NULL},
    {"epochs",
     "SELECT epoch, split, loss, loss_kind, accuracy, lr,\n"
     "    round(seconds, 3) AS seconds,\n"
     "    round(images_per_second) AS images_per_second\n"
     "FROM epochs WHERE trial = :trial\n"
     "ORDER BY epoch, instr('train validation test', split)",
     NULL, NULL},
    {"environment",
     "SELECT key AS name, value FROM json_each((SELECT environment\n"
     "    FROM attempts WHERE trial = :trial ORDER BY number DESC LIMIT 1))",
     NULL, NULL},
    {"attempts",
     "SELECT number, started, ended, state, signal, message FROM attempts\n"
     "WHERE trial = :trial ORDER BY number",
     NULL, NULL},
    {"events",
     "SELECT at, kind, detail FROM events WHERE trial = :trial ORDER BY event",
     NULL, NULL},
};

enum { SECTIONS = sizeof sections / sizeof *sections };

static bool show(const Answer *answer, Store *store, int64_t trial, Error *err)
{
    static const char *const names[] = {":trial", ":state", NULL};
    const char *values[] = {NULL, NULL, NULL};
    TrialStatus status;
    Question questions[SECTIONS];
    char name[DIGEST_TEXT];

    if (!store_trial_name(store, trial, name, err)
        || !store_trial_status(store, trial, &status, err))
        return false;
    values[0] = name;
    // A trial whose runner died still stands as running.
    values[1] = trial_state_names[status.state];
    for (int i = 0; i < SECTIONS; i++) {
        questions[i] = sections[i];
        questions[i].names = names;
        questions[i].values = values;
    }
    return answer_all(answer, store, questions, SECTIONS, err);
}

static bool print_dump(Store *store, int64_t trial, Error *err)
{
    Text dump = {0};
    bool ok = store_dump_trial(store, trial, &dump, err);

    ok = ok && output_add(text_string(&dump), err);
    text_release(&dump);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Answer answer = {0};
    bool dump = false;
    const Option options[] = {
        ANSWER_OPTIONS(answer),
        ANSWER_SQL_OPTION(answer),
        {.name = "dump",
         .flag = &dump,
         .help = "print the results' canonical text, whose SHA-256 is the "
                 "metrics' digest"},
        {0}};
    int64_t trial;
    Store *store;
    bool ok;

    if (!command_options(&show_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc != 1) {
        (void)fail_misuse(err,
                          "one trial is wanted: the beginning of its id, "
                          "as 'quadrille list' shows it");
        return EXIT_MISUSED;
    }
    store = answer_open(&answer, err);
    ok = store && store_find_trial(store, argv[0], &trial, err)
         && (dump ? print_dump(store, trial, err)
                  : show(&answer, store, trial, err));
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command show_command = {
    .name = "show",
    .arguments = "TRIAL [--json]",
    .summary = "show all that is known of a trial",
    .example = "quadrille show 3f2a91c0",
    .run = run,
};
