// quadrille verify: trains a trial once more, in a record that is thrown away,
// and compares every bit.
#include "harness/answer.h"
#include "harness/command.h"
#include "harness/folder.h"
#include "harness/format.h"
#include "harness/identity.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/program.h"
#include "harness/provenance.h"
#include "harness/rerun.h"
#include "harness/runner.h"
#include "harness/shelf.h"
#include "nets/base/memory.h"
#include "nets/cpu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNALLED = 128 };  // exit statuses above it are signals

typedef struct {
    const char *database;
    const char *data;
    bool offline;
    bool json;
    RunOptions run;
    Places places;
    Store *recorded;
    int64_t trial;
    char name[DIGEST_TEXT];
    char digest[DIGEST_TEXT];  // of the metrics, when it ended
    Text before;               // where it ran, as JSON, and where it runs now
    Text now;
    Text programs;  // the folder of a program of one's own
    Plan plan;      // of this trial alone
    char folder[256];
    Store *again;
    int64_t again_trial;
    RunResult result;
} Verification;

static bool parse(int *argc, const char **argv, Verification *v, Error *err)
{
    const Option options[] = {
        {.name = "db",
         .text = &v->database,
         .argument = "FILE",
         .help = STORE_PATH_HELP},
        {.name = "data",
         .text = &v->data,
         .argument = "DIR",
         .help = "where data sets are ($QUADRILLE_DATA)"},
        {.name = "offline", .flag = &v->offline, .help = "fetch no data"},
        {.name = "threads",
         .number = &v->run.threads,
         .argument = "T",
         .help = "threads (as many as there are cores)"},
        {.name = "json", .flag = &v->json, .help = "print JSON"},
        {0},
    };

    return command_options(&verify_command, options, argc, argv, err)
           && (*argc == 1
               || fail_misuse(err,
                              "one trial is wanted: the beginning of its id, "
                              "as 'quadrille list' shows it"));
}

static const char query[] =
    "SELECT c.json, c.hash, c.data_digest, t.hash, t.seed,"
    " (SELECT label FROM study_config WHERE config = c.id LIMIT 1),"
    " t.metrics_digest,"
    " (SELECT e.json FROM attempt a JOIN environment e ON e.id = a.environment"
    "     WHERE a.trial = t.id ORDER BY a.number DESC LIMIT 1),"
    " (SELECT s.file FROM study_trial st JOIN source s ON s.id = st.source"
    "     WHERE st.trial = t.id ORDER BY st.study LIMIT 1)"
    " FROM trial t JOIN config c ON c.id = t.config WHERE t.name = :trial";
enum {
    JSON,
    CONFIG,
    DATA,
    TRIAL,
    SEED,
    LABEL,
    METRICS,
    ENVIRONMENT,
    FILE_NAME
};

static void copy_digest(char digest[DIGEST_TEXT], const char *text)
{
    (void)snprintf(digest, DIGEST_TEXT, "%s", text ? text : "");
}

// A plan of nothing else than that trial.
static bool fill_plan(Verification *v, const Result *found, Error *err)
{
    Plan *plan = &v->plan;
    char **cells = found->cells;

    plan->file = memory_text(cells[FILE_NAME] ? cells[FILE_NAME] : "");
    plan->yaml = memory_text("");
    plan->study = memory_text("verify");
    plan->objective.metric = "validation/accuracy";
    plan->configs = memory_new(1, sizeof *plan->configs);
    plan->trials = memory_new(1, sizeof *plan->trials);
    plan->config_count = plan->trial_count = 1;
    plan->configs[0].label = memory_text(cells[LABEL] ? cells[LABEL] : "trial");
    copy_digest(plan->configs[0].id, cells[CONFIG]);
    copy_digest(plan->configs[0].data_digest, cells[DATA]);
    copy_digest(plan->trials[0].id, cells[TRIAL]);
    plan->trials[0].seed = strtoull(cells[SEED], NULL, 10);
    copy_digest(v->digest, cells[METRICS]);
    text_add(&v->before, cells[ENVIRONMENT] ? cells[ENVIRONMENT] : "{}");
    return config_parse(&plan->configs[0].config, cells[JSON], err);
}

static bool find(Verification *v, const char *prefix, Error *err)
{
    static const char *const names[] = {":trial", NULL};
    const char *values[] = {v->name, NULL};
    TrialStatus status;
    Result found;
    bool ok;

    if (!store_find_trial(v->recorded, prefix, &v->trial, err)
        || !store_trial_name(v->recorded, v->trial, v->name, err)
        || !store_trial_status(v->recorded, v->trial, &status, err))
        return false;
    if (status.state != TRIAL_DONE)
        return fail_misuse(err,
                           "trial %s is %s; only what is done can be "
                           "verified",
                           v->name, trial_state_names[status.state]);
    if (!store_query(v->recorded, query, names, values, &found, err))
        return false;
    ok = fill_plan(v, &found, err);
    result_release(&found);
    return ok;
}

// A record that somebody changed since, or that this program reads otherwise
// than the one that wrote it, is nothing to compare with.
static bool check_record(Verification *v, Error *err)
{
    const PlannedConfig *config = &v->plan.configs[0];
    char digest[DIGEST_TEXT];
    char id[DIGEST_TEXT];
    Text json = {0};

    config_identity(&config->config, config->data_digest, &json, id);
    text_release(&json);
    if (strcmp(id, config->id) != 0)
        return fail(err, "the settings of trial %s do not fit its id", v->name);
    return store_trial_digest(v->recorded, v->trial, digest, err)
           && (strcmp(digest, v->digest) == 0
               || fail(err,
                       "the record of trial %s was changed: the SHA-256 of its "
                       "results is %s, and was %s when it ended",
                       v->name, digest, v->digest));
}

static bool check_data(Verification *v, Error *err)
{
    const PlannedConfig *config = &v->plan.configs[0];
    DataDigests known = {0};
    char digest[DIGEST_TEXT];
    bool ok = data_digest(&known, &config->config, &v->places.data, digest, err)
              && (strcmp(digest, config->data_digest) == 0
                  || fail(err,
                          "the data have changed: their SHA-256 is %s, and was "
                          "%s when trial %s was trained",
                          digest, config->data_digest, v->name));

    data_digests_release(&known);
    return ok;
}

// A program of one's own must still be the one that trained the trial.
static bool check_program(Verification *v, Error *err)
{
    static const char key[] = "command_digest";
    const Config *config = &v->plan.configs[0].config;
    Config again = config_copy(config);
    ProgramDigest known = {0};
    bool ok =
        !program_command(config)
        || (program_add_digest(&known, &again, v->plan.file, err)
            && (strcmp(config_text(config, key, ""),
                       config_text(&again, key, ""))
                    == 0
                || fail(err, "the program that trained trial %s has changed",
                        v->name)));

    program_folder(v->plan.file, &v->programs);
    free(known.command);
    config_release(&again);
    return ok;
}

// The same runner and worker as of `run`, with a record of their own.
static bool train(Verification *v, Error *err)
{
    Display *display = display_new(stderr);
    Stock stock = {0};
    Text shelf = {0};
    Text root = {0};
    char path[sizeof v->folder + 16];
    Scene scene = {.display = display, .places = &v->places.data};
    bool ok;

    (void)snprintf(path, sizeof path, "%s/again.db", v->folder);
    shelf_place(path, &root, &shelf);
    provenance_json(&v->now);
    v->again = store_open(path, STORE_WRITE, err);
    scene.store = v->again;
    scene.root = text_string(&root);
    scene.shelf = text_string(&shelf);
    scene.environment = text_string(&v->now);
    scene.programs = text_string(&v->programs);
    scene.stock = &stock;
    v->run.jobs = 1;
    v->run.cores = cpu_cores();
    ok = v->again && store_add_plan(v->again, &v->plan, &v->again_trial, err)
         && runner_run(&scene, &v->plan, &v->again_trial, &v->run, &v->result,
                       err);
    stock_release(&stock);
    text_release(&root);
    text_release(&shelf);
    display_free(display);
    return ok;
}

// Why the trial has no result this time.
static bool refuse(Verification *v, Error *err)
{
    Result found;

    if (!store_query(v->again, "SELECT state, message FROM trial", NULL, NULL,
                     &found, err))
        return false;
    (void)fail(err, "trial %s, which was done, is %s this time: %s", v->name,
               found.cells[0], found.cells[1] ? found.cells[1] : "no reason");
    result_release(&found);
    return false;
}

// All that differs of where the trial ran and runs.
static bool tell_environments(Verification *v, Text *out, Error *err)
{
    static const char environments[] =
        "WITH a AS (SELECT fullkey, atom FROM json_tree(:before)\n"
        "    WHERE atom IS NOT NULL),\n"
        "b AS (SELECT fullkey, atom FROM json_tree(:now)\n"
        "    WHERE atom IS NOT NULL)\n"
        "SELECT substr(fullkey, 3) AS environment, a.atom AS recorded,\n"
        "    b.atom AS now\n"
        "FROM (SELECT fullkey FROM a UNION SELECT fullkey FROM b)\n"
        "LEFT JOIN a USING (fullkey) LEFT JOIN b USING (fullkey)\n"
        "WHERE a.atom IS NOT b.atom AND fullkey <> '$.threads'";
    static const char *const names[] = {":before", ":now", NULL};
    const char *values[] = {text_string(&v->before), text_string(&v->now),
                            NULL};
    Result result;
    Table table;

    if (!store_query(v->recorded, environments, names, values, &result, err))
        return false;
    table = table_of(&result);
    if (v->json)
        format_json(&table, out);
    else if (result.rows > 0)
        format_text(&table, out);
    else
        text_add(out, "the environment is the same\n");
    result_release(&result);
    return true;
}

static void tell(const Verification *v, const Likeness *likeness,
                 const Text *difference, Text *out)
{
    if (v->json) {
        text_printf(out,
                    "{\"trial\":\"%s\",\"identical\":%s,\"epochs\":%zu,"
                    "\"matrices\":%zu",
                    v->name, likeness->identical ? "true" : "false",
                    likeness->epochs, likeness->matrices);
        if (!likeness->identical) {
            text_add(out, ",\"difference\":");
            text_add_json(out, text_string(difference));
            text_add(out, ",\"environment\":");
        }
    } else if (likeness->identical) {
        text_printf(out,
                    "identical: %zu epochs, %zu confusion matrices and the "
                    "weights of trial %s\n",
                    likeness->epochs, likeness->matrices, v->name);
    } else {
        text_printf(out, "different: %s\n", text_string(difference));
    }
}

static bool compare(Verification *v, bool *identical, Error *err)
{
    Text recorded = {0};
    Text now = {0};
    Text difference = {0};
    Text out = {0};
    bool ok = store_dump_trial(v->recorded, v->trial, &recorded, err)
              && store_dump_trial(v->again, v->again_trial, &now, err);

    if (ok) {
        Likeness likeness = rerun_compare(text_string(&recorded),
                                          text_string(&now), &difference);

        *identical = likeness.identical;
        tell(v, &likeness, &difference, &out);
        ok = (likeness.identical || tell_environments(v, &out, err));
        text_add(&out, v->json ? "}\n" : "");
        ok = ok && output_add(text_string(&out), err);
    }
    text_release(&recorded);
    text_release(&now);
    text_release(&difference);
    text_release(&out);
    return ok;
}

static int judge(Verification *v, Error *err)
{
    bool identical = false;

    if (v->result.signal || v->result.stopped) {
        (void)fprintf(stderr, "trial %s was not verified\n", v->name);
        return v->result.signal ? SIGNALLED + v->result.signal : EXIT_STOPPED;
    }
    if (v->result.trained == 0)
        return refuse(v, err) ? EXIT_WELL : EXIT_FAILED;
    return compare(v, &identical, err) && identical ? EXIT_WELL : EXIT_FAILED;
}

static void release(Verification *v)
{
    Error ignored;

    store_close(v->recorded);
    store_close(v->again);
    if (v->folder[0])
        (void)folder_remove_all(v->folder, &ignored);
    plan_release(&v->plan);
    places_release(&v->places);
    text_release(&v->before);
    text_release(&v->now);
    text_release(&v->programs);
}

static int run(int argc, const char **argv, Error *err)
{
    Verification v = {0};
    int status = EXIT_FAILED;

    if (!parse(&argc, argv, &v, err))
        return EXIT_MISUSED;
    places_init(&v.places, v.data, !v.offline);
    v.recorded = store_open(store_path(v.database), STORE_READ, err);
    if (v.recorded && find(&v, argv[0], err) && check_record(&v, err)
        && check_data(&v, err) && check_program(&v, err)
        && folder_temporary(v.folder, sizeof v.folder, err) && train(&v, err))
        status = judge(&v, err);
    release(&v);
    return status;
}

const Command verify_command = {
    .name = "verify",
    .arguments = "TRIAL [--threads T]",
    .summary = "train a trial again and compare every bit of its results",
    .example = "quadrille verify 3f2a91c0",
    .run = run,
};
