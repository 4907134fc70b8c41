#include "harness/answer.h"
#include "harness/command.h"
#include "harness/output.h"
#include "harness/why.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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
     NULL, NULL, NULL, false},
    {"notes", "SELECT at, text FROM notes WHERE trial = :trial ORDER BY note",
     NULL, NULL, NULL, false},
    {"settings",
     "SELECT name, iif(kind = 'boolean', written, value) AS value\n"
     "FROM parameters WHERE config =\n"
     "    (SELECT config FROM trials WHERE trial = :trial) ORDER BY name",
     NULL, NULL, NULL, false},
    {"epochs",
     "SELECT epoch, split, loss, loss_kind, accuracy, lr,\n"
     "    round(seconds, 3) AS seconds,\n"
     "    round(images_per_second) AS images_per_second\n"
     "FROM epochs WHERE trial = :trial\n"
     "ORDER BY epoch, instr('train validation test', split)",
     NULL, NULL, NULL, true},
    {"environment",
     "SELECT key AS name, value FROM json_each((SELECT environment\n"
     "    FROM attempts WHERE trial = :trial ORDER BY number DESC LIMIT 1))",
     NULL, NULL, NULL, false},
    {"attempts",
     "SELECT number, started, ended, state, signal, message FROM attempts\n"
     "WHERE trial = :trial ORDER BY number",
     NULL, NULL, NULL, false},
    {"events",
     "SELECT at, kind, detail FROM events WHERE trial = :trial ORDER BY event",
     NULL, NULL, NULL, false},
};

enum { SECTIONS = sizeof sections / sizeof *sections };

// Why it is in the state that it is in.
static const Question reasons[] = {
    {"state",
     "SELECT printf('%s, of study %s: ', coalesce(:state, v.state), v.study)\n"
     "|| coalesce(CASE\n"
     "    WHEN NOT v.planned THEN 'the study plans it no more'\n"
     "    WHEN v.state = 'pruned' THEN coalesce((SELECT printf(\n"
     "        'pruned at rung %d, after epoch %d: %s %.6g ranks %d of %d'\n"
     "        || iif(d.threshold IS NULL, '', ', and %.6g was asked for'),\n"
     "        d.rung, d.epoch, d.metric, d.value, d.rank, d.n, d.threshold)\n"
     "        FROM decisions d WHERE d.study = v.study\n"
     "        AND d.trial = v.trial AND d.verdict = 'prune'),\n"
     "        'pruned by another study')\n"
     "    WHEN v.state = 'planned' AND s.prune IS NOT NULL\n"
     "        AND v.phase = 'sweep' AND f.trial <> v.trial\n"
     "        THEN iif(f.state IN ('planned', 'running', 'interrupted',\n"
     "            'done'), 'waits for trial ' || f.trial,\n"
     "            'skipped: trial ' || f.trial || ' was ' || f.state)\n"
     "            || ', the first seed of its configuration'\n"
     "    ELSE v.message END, 'nothing more is to be said') AS why\n"
     "FROM trials v JOIN studies s ON s.study = v.study\n"
     "LEFT JOIN trials f ON f.study = v.study AND f.config = v.config\n"
     "    AND f.phase = 'sweep' AND f.position = (SELECT min(p.position)\n"
     "    FROM trials p WHERE p.study = v.study AND p.config = v.config\n"
     "    AND p.phase = 'sweep')\n"
     "WHERE v.trial = :trial",
     NULL, NULL, NULL, false},
    {"rungs",
     "SELECT study, rung, epoch, metric, value, rank, n, threshold, verdict\n"
     "FROM decisions WHERE trial = :trial ORDER BY study, rung",
     NULL, NULL, NULL, false},
    {"competitors at its last rung",
     "SELECT o.study, o.rung, o.trial, v.label, v.seed, o.value, o.verdict\n"
     "FROM decisions d JOIN decisions o ON o.study = d.study\n"
     "    AND o.rung = d.rung JOIN studies s ON s.study = d.study\n"
     "JOIN trials v ON v.study = o.study AND v.trial = o.trial\n"
     "WHERE d.trial = :trial AND d.rung = (SELECT max(l.rung)\n"
     "    FROM decisions l WHERE l.study = d.study AND l.trial = d.trial)\n"
     "ORDER BY o.study, iif(s.goal = 'min', o.value, -o.value), v.position",
     NULL, NULL, NULL, false},
};

enum { REASONS = sizeof reasons / sizeof *reasons };

static bool show(const Answer *answer, Store *store, int64_t trial,
                 const Question *asked, int count, Error *err)
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
    for (int i = 0; i < count; i++) {
        questions[i] = asked[i];
        questions[i].names = names;
        questions[i].values = values;
    }
    return answer_all(answer, store, questions, (size_t)count, err);
}

static bool print_dump(Store *store, int64_t trial, Error *err)
{
    Text dump = {0};
    bool ok = store_dump_trial(store, trial, &dump, err);

    ok = ok && output_add(text_string(&dump), err);
    text_release(&dump);
    return ok;
}

// "state", or a setting.
static bool explain(const Answer *answer, Store *store, int64_t trial,
                    const char *why, Error *err)
{
    Text words = {0};
    Text out = {0};
    bool ok;

    if (strcmp(why, "state") == 0)
        return show(answer, store, trial, reasons, REASONS, err);
    ok = why_setting(store, trial, why, &words, err);
    if (ok && answer->json) {
        text_add(&out, "{\"setting\":");
        text_add_json(&out, why);
        text_add(&out, ",\"why\":");
        text_add_json(&out, text_string(&words));
        text_add(&out, "}\n");
    }
    ok = ok && output_add(text_string(answer->json ? &out : &words), err);
    text_release(&words);
    text_release(&out);
    return ok;
}

// Not everything that is shown is asked by a query.
static bool check_sql(bool dump, const char *why, Error *err)
{
    if (dump)
        return fail_misuse(err, "there is no query behind --dump");
    return !why || strcmp(why, "state") == 0
           || fail_misuse(err, "there is no query behind --why SETTING");
}

static int run(int argc, const char **argv, Error *err)
{
    Answer answer = {0};
    bool dump = false;
    const char *why = NULL;
    const Option options[] = {
        ANSWER_OPTIONS(answer),
        ANSWER_SQL_OPTION(answer),
        {.name = "dump",
         .flag = &dump,
         .help = "print the results' canonical text, whose SHA-256 is the "
                 "metrics' digest"},
        {.name = "why",
         .text = &why,
         .argument = "SETTING",
         .help = "say where a setting comes from; state: why it is pruned, "
                 "skipped, failed"},
        {0}};
    int64_t trial;
    Store *store;
    bool ok;

    if (!command_options(&show_command, options, &argc, argv, err)
        || (answer.sql && !check_sql(dump, why, err)))
        return EXIT_MISUSED;
    if (argc != 1) {
        (void)fail_misuse(err,
                          "one trial is wanted: the beginning of its id, "
                          "as 'quadrille list' shows it");
        return EXIT_MISUSED;
    }
    store = answer_open(&answer, err);
    ok = store && store_find_trial(store, argv[0], &trial, err)
         && (dump  ? print_dump(store, trial, err)
             : why ? explain(&answer, store, trial, why, err)
                   : show(&answer, store, trial, sections, SECTIONS, err));
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command show_command = {
    .name = "show",
    .arguments = "TRIAL [--why SETTING] [--json]",
    .summary = "show all that is known of a trial, and why",
    .example = "quadrille show 3f2a91c0 --why optimizer.lr",
    .run = run,
};
