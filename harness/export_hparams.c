#include "harness/export_hparams.h"

#include "harness/export_event.h"
#include "harness/protobuf.h"

#include <math.h>
#include <string.h>

enum { TEXT_MOST = 1000 };

// Numbers of fields, from the plugin's files and struct.proto.
enum { DATA_EXPERIMENT = 2, DATA_START, DATA_END };
enum {
    EXPERIMENT_CREATED = 3,
    EXPERIMENT_HPARAM,
    EXPERIMENT_METRIC,
    EXPERIMENT_NAME
};
enum { HPARAM_NAME = 1, HPARAM_TYPE = 4, HPARAM_CHOICES, HPARAM_INTERVAL };
enum { INTERVAL_MIN = 1, INTERVAL_MAX };
enum { METRIC_NAME = 1, METRIC_DATASET = 5, NAME_TAG = 2 };
enum { START_HPARAM = 1, START_GROUP = 4, START_TIME, MAP_KEY = 1, MAP_VALUE };
enum { END_STATUS = 1, END_TIME, SUCCESS = 1, FAILURE };
enum { LIST_VALUE = 1, IS_NUMBER, IS_STRING, IS_BOOL };

typedef enum { TYPE_STRING = 1, TYPE_BOOL, TYPE_NUMBER } Type;

// A setting that is a number in one configuration and a text in another is a
// text. Those that never change are left out, unless there are no others.
static const char settings_query[] =
    "WITH mine AS (SELECT DISTINCT config FROM trials WHERE study = :study),\n"
    "setting AS (SELECT name,\n"
    "    CASE WHEN sum(kind NOT IN ('number', 'integer')) = 0 THEN 3\n"
    "        WHEN sum(kind <> 'boolean') = 0 THEN 2 ELSE 1 END AS type,\n"
    "    min(number) AS low, max(number) AS high,\n"
    "    count(DISTINCT written) > 1\n"
    "        OR count(*) < (SELECT count(*) FROM mine) AS changes\n"
    "    FROM parameters WHERE config IN mine GROUP BY name)\n"
    "SELECT name, type, low, high FROM setting\n"
    "WHERE changes OR NOT EXISTS (SELECT 1 FROM setting WHERE changes)\n"
    "ORDER BY name";
enum { NAME, TYPE, LOW, HIGH, SETTING_COLUMNS };

static const char choices_query[] =
    "SELECT DISTINCT name, written FROM parameters\n"
    "WHERE config IN (SELECT config FROM trials WHERE study = :study)\n"
    "ORDER BY name, written";

bool hparams_read(Hparams *hparams, const Export *export, const char *study,
                  Error *err)
{
    *hparams = (Hparams){0};
    return export_ask(export, settings_query, study, NULL, &hparams->settings,
                      err)
           && export_ask(export, choices_query, study, NULL, &hparams->choices,
                         err);
}

void hparams_release(Hparams *hparams)
{
    result_release(&hparams->settings);
    result_release(&hparams->choices);
}

static const char *name_of(const Hparams *hparams, size_t setting)
{
    return hparams->settings.cells[setting * SETTING_COLUMNS + NAME];
}

static Type type_of(const Hparams *hparams, size_t setting)
{
    return (Type)result_number(&hparams->settings, setting, TYPE);
}

static void add_string(Text *message, int field, const char *string)
{
    Text text = {0};

    run_add_text(&text, string, TEXT_MOST);
    protobuf_string(message, field, text_string(&text));
    text_release(&text);
}

static void add_plugin(Text *summary, const char *tag, int field, Text *message)
{
    Text data = {0};

    protobuf_message(&data, field, message);
    summary_add_plugin(summary, tag, "hparams", &data);
}

static void add_choices(Text *info, const Hparams *hparams, const char *name)
{
    const Result *choices = &hparams->choices;
    Text list = {0};

    for (size_t i = 0; i < choices->rows; i++) {
        Text value = {0};

        if (strcmp(choices->cells[2 * i], name) != 0)
            continue;
        add_string(&value, IS_STRING, choices->cells[2 * i + 1]);
        protobuf_message(&list, LIST_VALUE, &value);
    }
    protobuf_message(info, HPARAM_CHOICES, &list);
}

static void add_truths(Text *info)
{
    Text list = {0};

    for (int i = 0; i < 2; i++) {
        Text value = {0};

        protobuf_integer(&value, IS_BOOL, i);
        protobuf_message(&list, LIST_VALUE, &value);
    }
    protobuf_message(info, HPARAM_CHOICES, &list);
}

static void add_interval(Text *info, const Hparams *hparams, size_t setting)
{
    Text interval = {0};

    protobuf_double(&interval, INTERVAL_MIN,
                    result_number(&hparams->settings, setting, LOW));
    protobuf_double(&interval, INTERVAL_MAX,
                    result_number(&hparams->settings, setting, HIGH));
    protobuf_message(info, HPARAM_INTERVAL, &interval);
}

// The table cannot be sorted by a setting of which it does not know what it
// may be.
static void add_setting(Text *experiment, const Hparams *hparams,
                        size_t setting)
{
    Text info = {0};

    add_string(&info, HPARAM_NAME, name_of(hparams, setting));
    protobuf_integer(&info, HPARAM_TYPE, type_of(hparams, setting));
    switch (type_of(hparams, setting)) {
    case TYPE_STRING:
        add_choices(&info, hparams, name_of(hparams, setting));
        break;
    case TYPE_BOOL:
        add_truths(&info);
        break;
    case TYPE_NUMBER:
        add_interval(&info, hparams, setting);
        break;
    }
    protobuf_message(experiment, EXPERIMENT_HPARAM, &info);
}

static void add_metric(Text *experiment, const char *tag)
{
    bool training = strncmp(tag, "train/", 6) == 0;
    Text info = {0};
    Text name = {0};

    protobuf_string(&name, NAME_TAG, tag);
    protobuf_message(&info, METRIC_NAME, &name);
    protobuf_integer(&info, METRIC_DATASET, training ? 1 : 2);
    protobuf_message(experiment, EXPERIMENT_METRIC, &info);
}

void hparams_add_experiment(Text *summary, const Hparams *hparams,
                            const char *study, double created)
{
    Text experiment = {0};

    add_string(&experiment, EXPERIMENT_NAME, study);
    protobuf_double(&experiment, EXPERIMENT_CREATED, created);
    for (size_t i = 0; i < hparams->settings.rows; i++)
        add_setting(&experiment, hparams, i);
    for (size_t i = 0; run_metrics[i]; i++)
        if (strchr(run_metrics[i], '/'))
            add_metric(&experiment, run_metrics[i]);
    add_plugin(summary, "_hparams_/experiment", DATA_EXPERIMENT, &experiment);
}

// The row of a run's settings that has that name; or their number.
static size_t find_setting(const Run *run, const char *name)
{
    size_t row = 0;

    while (row < run->settings.rows
           && strcmp(run->settings.cells[row * run->settings.columns], name)
                  != 0)
        row++;
    return row;
}

static void add_value(Text *start, const char *name, Type type, const Run *run,
                      size_t row)
{
    enum { NUMBER = 2, WRITTEN };
    double number = result_number(&run->settings, row, NUMBER);
    Text value = {0};
    Text entry = {0};

    if (type == TYPE_NUMBER)
        protobuf_double(&value, IS_NUMBER, number);
    else if (type == TYPE_BOOL)
        protobuf_integer(&value, IS_BOOL, number != 0);
    else
        add_string(&value, IS_STRING,
                   run->settings.cells[row * run->settings.columns + WRITTEN]);
    add_string(&entry, MAP_KEY, name);
    protobuf_message(&entry, MAP_VALUE, &value);
    protobuf_message(start, START_HPARAM, &entry);
}

void hparams_add_start(Text *summary, const Hparams *hparams, const Run *run)
{
    Text start = {0};

    for (size_t i = 0; i < hparams->settings.rows; i++) {
        size_t row = find_setting(run, name_of(hparams, i));

        if (row < run->settings.rows)
            add_value(&start, name_of(hparams, i), type_of(hparams, i), run,
                      row);
    }
    protobuf_string(&start, START_GROUP, run->config);
    protobuf_double(&start, START_TIME, (double)run->started / 1000);
    add_plugin(summary, "_hparams_/session_start_info", DATA_START, &start);
}

// A trial that diverged has a result, as one that was pruned.
void hparams_add_end(Text *summary, const Run *run)
{
    bool failed =
        strcmp(run->state, "failed") == 0 || strcmp(run->state, "timeout") == 0;
    Text end = {0};

    protobuf_integer(&end, END_STATUS, failed ? FAILURE : SUCCESS);
    protobuf_double(&end, END_TIME, (double)run->ended / 1000);
    add_plugin(summary, "_hparams_/session_end_info", DATA_END, &end);
}
