// MLflow's file store, which `mlflow ui --backend-store-uri FOLDER` reads: the
// study is an experiment, each trial a run of it. A run's meta.yaml is written
// last, and without it there is no run. Names and lengths go by the rules of
// mlflow/utils/validation.py.
#include "harness/export_run.h"
#include "nets/base/file.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PARAM_MOST = 6000, TAG_MOST = 5000, NAME_MOST = 500, RUN_DIGITS = 32 };
enum { STATUS_RUNNING = 1, STATUS_FINISHED = 3, STATUS_FAILED, STATUS_KILLED };

// 18 digits, as MLflow's own, from the study's name.
static void add_experiment_id(Text *text, const char *study)
{
    enum { HEX_DIGITS = 15 };
    const unsigned long long first = 100000000000000000;
    char sum[DIGEST_TEXT];

    digest_of(study, strlen(study), sum);
    sum[HEX_DIGITS] = '\0';
    text_printf(text, "%llu", first + strtoull(sum, NULL, 16) % (9 * first));
}

static void add_yaml(Text *yaml, const char *key, const char *value,
                     size_t most)
{
    Text plain = {0};

    run_add_text(&plain, value, most);
    text_printf(yaml, "%s: ", key);
    text_add_json(yaml, text_string(&plain));
    text_add_char(yaml, '\n');
    text_release(&plain);
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || (c >= '0' && c <= '9') || (c && strchr("/-._~", c));
}

// A path as a URI, which has to be absolute.
static bool add_uri(Text *uri, const char *path, Error *err)
{
    char here[PATH_MAX];
    Text whole = {0};

    if (path[0] != '/') {
        if (!getcwd(here, sizeof here))
            return fail(err, "cannot tell the folder this is in: %s",
                        strerror(errno));
        text_printf(&whole, "%s/", here);
    }
    text_add(&whole, path);
    text_add(uri, "file://");
    for (const char *c = text_string(&whole); *c; c++)
        if (is_plain(*c))
            text_add_char(uri, *c);
        else
            text_printf(uri, "%%%02X", (unsigned)(unsigned char)*c);
    text_release(&whole);
    return true;
}

static bool write_value(const char *folder, const char *kind, const char *key,
                        const char *value, size_t most, Error *err)
{
    Text name = {0};
    Text text = {0};
    bool ok;

    text_printf(&name, "%s/", kind);
    export_add_name(&name, key, EXPORT_NAME_LEAST);
    run_add_text(&text, value, most);
    ok = export_file(folder, text_string(&name), &text, err);
    text_release(&name);
    text_release(&text);
    return ok;
}

static bool write_params(const Run *run, const char *folder, Error *err)
{
    enum { NAME, WRITTEN = 3 };
    bool ok = write_value(folder, "params", "seed", run->seed, PARAM_MOST, err);

    for (size_t i = 0; ok && i < run->settings.rows; i++) {
        size_t first = i * run->settings.columns;

        ok = write_value(folder, "params", run->settings.cells[first + NAME],
                         run->settings.cells[first + WRITTEN], PARAM_MOST, err);
    }
    return ok;
}

// A line for each epoch: milliseconds, value, step.
static bool write_metric(const Run *run, size_t metric, const char *folder,
                         Error *err)
{
    Text name = {0};
    Text lines = {0};
    double value;
    bool ok;

    for (size_t row = 0; row < run->epochs.rows; row++) {
        if (!run_metric(run, row, metric, &value))
            continue;
        text_printf(&lines, "%lld ", (long long)run_time(run, row));
        text_add_number(&lines, value);
        text_printf(&lines, " %d\n", run_epoch(run, row));
    }
    text_printf(&name, "metrics/%s", run_metrics[metric]);
    ok = lines.length == 0
         || export_file(folder, text_string(&name), &lines, err);
    text_release(&name);
    text_release(&lines);
    return ok;
}

static void add_run_name(const Run *run, Text *name)
{
    text_printf(name, "%s, seed %s", run->label, run->seed);
}

static bool write_tags(const Run *run, const char *folder, Error *err)
{
    const struct {
        const char *key;
        const char *value;
    } tags[] = {
        {"mlflow.source.name", "quadrille"},
        {"mlflow.source.type", "LOCAL"},
        {"quadrille.trial", run->trial},
        {"quadrille.config", run->config},
        {"quadrille.label", run->label},
        {"quadrille.state", run->state},
        {"quadrille.message", run->message},
        {"quadrille.tags", run->tags},
        {"quadrille.data_digest", run->data_digest},
    };
    Text name = {0};
    bool ok;

    add_run_name(run, &name);
    ok = write_value(folder, "tags", "mlflow.runName", text_string(&name),
                     TAG_MOST, err);
    for (size_t i = 0; ok && i < sizeof tags / sizeof *tags; i++)
        ok = write_value(folder, "tags", tags[i].key, tags[i].value, TAG_MOST,
                         err);
    text_release(&name);
    return ok;
}

static int status_of(const Run *run)
{
    static const struct {
        const char *state;
        int status;
    } rows[] = {
        {"running", STATUS_RUNNING},    {"planned", STATUS_RUNNING},
        {"failed", STATUS_FAILED},      {"timeout", STATUS_FAILED},
        {"interrupted", STATUS_KILLED},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].state, run->state) == 0)
            return rows[i].status;
    return STATUS_FINISHED;
}

static bool write_run_meta(const Run *run, const char *experiment,
                           const char *folder, Error *err)
{
    Text yaml = {0};
    Text artifacts = {0};
    Text uri = {0};
    Text name = {0};
    int status = status_of(run);
    bool ok;

    text_printf(&artifacts, "%s/artifacts", folder);
    ok = file_make_folder(text_string(&artifacts), err)
         && add_uri(&uri, text_string(&artifacts), err);
    add_run_name(run, &name);
    text_printf(&yaml, "artifact_uri: \"%s\"\n", text_string(&uri));
    if (status == STATUS_RUNNING || run->ended == 0)
        text_add(&yaml, "end_time: null\n");
    else
        text_printf(&yaml, "end_time: %lld\n", (long long)run->ended);
    text_printf(&yaml,
                "entry_point_name: ''\nexperiment_id: '%s'\n"
                "lifecycle_stage: active\nrun_id: %.*s\n",
                experiment, RUN_DIGITS, run->hash);
    add_yaml(&yaml, "run_name", text_string(&name), TAG_MOST);
    text_printf(&yaml,
                "run_uuid: '%.*s'\nsource_name: ''\nsource_type: 4\n"
                "source_version: ''\nstart_time: %lld\nstatus: %d\ntags: []\n"
                "user_id: ''\n",
                RUN_DIGITS, run->hash, (long long)run->started, status);
    ok = ok && export_file(folder, "meta.yaml", &yaml, err);
    text_release(&yaml);
    text_release(&artifacts);
    text_release(&uri);
    text_release(&name);
    return ok;
}

// One of the store's, with its folder in it.
typedef struct {
    Text id;
    Text folder;
} Experiment;

static bool write_run(void *context, const Run *run, Error *err)
{
    const Experiment *experiment = context;
    Text folder = {0};
    const char *path;
    bool ok;

    text_printf(&folder, "%s/%.*s", text_string(&experiment->folder),
                RUN_DIGITS, run->hash);
    path = text_string(&folder);
    ok = write_params(run, path, err) && write_tags(run, path, err);
    for (size_t i = 0; ok && run_metrics[i]; i++)
        ok = write_metric(run, i, path, err);
    ok = ok && write_run_meta(run, text_string(&experiment->id), path, err);
    text_release(&folder);
    return ok;
}

static bool write_experiment(const Experiment *experiment, const char *study,
                             int64_t began, Error *err)
{
    const char *folder = text_string(&experiment->folder);
    Text yaml = {0};
    Text uri = {0};
    bool ok = add_uri(&uri, folder, err);

    text_printf(&yaml,
                "artifact_location: \"%s\"\ncreation_time: %lld\n"
                "experiment_id: '%s'\nlast_update_time: %lld\n"
                "lifecycle_stage: active\n",
                text_string(&uri), (long long)began,
                text_string(&experiment->id), (long long)began);
    add_yaml(&yaml, "name", study, NAME_MOST);
    ok = ok && export_file(folder, "meta.yaml", &yaml, err);
    text_release(&yaml);
    text_release(&uri);
    return ok;
}

static bool write_all(const Export *export, const char *study, Error *err)
{
    Text folder = {0};
    Experiment experiment = {0};
    int64_t began;
    bool ok = export_folder(export, study, "mlruns", &folder, err);

    add_experiment_id(&experiment.id, study);
    text_printf(&experiment.folder, "%s/%s", text_string(&folder),
                text_string(&experiment.id));
    ok = ok && run_each(export, study, write_run, &experiment, &began, err)
         && write_experiment(&experiment, study, began, err)
         && export_tell(text_string(&folder), err);
    text_release(&folder);
    text_release(&experiment.id);
    text_release(&experiment.folder);
    return ok;
}

static bool give_out(const Export *export, Error *err)
{
    char *study = export_study(export, err);
    bool ok = study && write_all(export, study, err);

    free(study);
    return ok;
}

const ExportFormat mlflow_export = {
    .name = "mlflow",
    .what = "TRIAL...",
    .summary = "a file store of runs; of all trials by default",
    .write = give_out,
};
