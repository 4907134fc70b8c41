// quadrille plan: the trials that an experiment comes to, and which are done.
#include "harness/command.h"
#include "harness/format.h"
#include "harness/grid.h"
#include "harness/outlook.h"
#include "harness/output.h"
#include "harness/places.h"
#include "nets/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_ID = 8 };

typedef struct {
    const char *db;
    const char *data;
    bool json;
    Texts sets;
    Texts onlys;
} Wishes;

// Keys whose values differ among configurations that have them.
typedef struct {
    const char **keys;
    size_t count;
    size_t capacity;
    int id_length;  // digits that tell all trials apart
} Varying;

static bool holds(const Varying *varying, const char *key)
{
    for (size_t i = 0; i < varying->count; i++)
        if (strcmp(varying->keys[i], key) == 0)
            return true;
    return false;
}

static void note_differences(Varying *varying, Config *first,
                             const Config *config)
{
    for (size_t i = 0; i < config->count; i++) {
        const Setting *one = config->settings[i];
        const Setting *other = config_find(first, one->key);

        if (!other) {
            config_share(first, one);
        } else if (!setting_equal(one, other) && !holds(varying, one->key)) {
            varying->keys =
                memory_grow(varying->keys, &varying->capacity,
                            varying->count + 1, sizeof *varying->keys);
            varying->keys[varying->count++] = one->key;
        }
    }
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static Varying find_varying(const Plan *plan)
{
    Varying varying = {0};
    Config first = {0};

    for (size_t i = 0; i < plan->config_count; i++)
        note_differences(&varying, &first, &plan->configs[i].config);
    if (varying.count > 0)
        qsort(varying.keys, varying.count, sizeof *varying.keys, by_text);
    config_release(&first);
    return varying;
}

static int by_id(const void *left, const void *right)
{
    return strcmp((*(const PlannedTrial *const *)left)->id,
                  (*(const PlannedTrial *const *)right)->id);
}

static int id_length(const Plan *plan)
{
    const PlannedTrial **sorted =
        memory_new(plan->trial_count, sizeof(const PlannedTrial *));
    int length = SHORT_ID;

    for (size_t i = 0; i < plan->trial_count; i++)
        sorted[i] = &plan->trials[i];
    qsort(sorted, plan->trial_count, sizeof(const PlannedTrial *), by_id);
    for (size_t i = 1; i < plan->trial_count; i++)
        while (length < DIGEST_TEXT - 1
               && strncmp(sorted[i - 1]->id, sorted[i]->id, (size_t)length)
                      == 0)
            length++;
    free(sorted);
    return length;
}

static void state_text(const TrialStatus *status, double epochs, Text *text)
{
    text_add(text, trial_state_names[status->state]);
    if (status->epochs_done > 0 && !trial_is_over(status->state))
        text_printf(text, ", %d of %.0f epochs", status->epochs_done, epochs);
}

// A cell that the table only borrows.
static char *cell(Text *text)
{
    char *copy = memory_text(text_string(text));

    text_clear(text);
    return copy;
}

static void fill_row(const Plan *plan, const Outlook *outlook,
                     const Varying *varying, size_t i, char **cells)
{
    const PlannedTrial *trial = &plan->trials[i];
    const PlannedConfig *config = &plan->configs[trial->config];
    Text text = {0};

    text_add_part(&text, trial->id, (size_t)varying->id_length);
    *cells++ = cell(&text);
    *cells++ = memory_text(config->label);
    for (size_t j = 0; j < varying->count; j++) {
        const Setting *one = config_find(&config->config, varying->keys[j]);

        if (one)
            setting_text(one, &text);
        *cells++ = one ? cell(&text) : NULL;
    }
    text_printf(&text, "%" PRIu64, trial->seed);
    *cells++ = cell(&text);
    state_text(&outlook->statuses[i],
               config_number(&config->config, "epochs", 0), &text);
    *cells++ = cell(&text);
    text_release(&text);
}

static void add_heads(const Varying *varying, char **heads)
{
    Text text = {0};

    *heads++ = memory_text("trial");
    *heads++ = memory_text("label");
    for (size_t i = 0; i < varying->count; i++) {
        setting_key_text(varying->keys[i], &text);
        *heads++ = cell(&text);
    }
    *heads++ = memory_text("seed");
    *heads++ = memory_text("state");
    text_release(&text);
}

static bool print_table(const Plan *plan, const Outlook *outlook, Error *err)
{
    Varying varying = find_varying(plan);
    size_t columns = varying.count + 4;
    size_t count = (plan->trial_count + 1) * columns;
    char **cells = memory_new(count, sizeof *cells);
    char *types = memory_new(count, 1);
    Text out = {0};
    bool told;

    varying.id_length = id_length(plan);
    add_heads(&varying, cells);
    for (size_t i = 0; i < plan->trial_count; i++)
        fill_row(plan, outlook, &varying, i, cells + (i + 1) * columns);
    for (size_t i = columns; i < count; i++)
        types[i] = cells[i] ? 't' : 'n';
    for (size_t i = 1; i <= plan->trial_count; i++)
        types[(i + 1) * columns - 2] = 'i';
    format_text(
        &(Table){
            .columns = columns,
            .rows = plan->trial_count,
            .heads = (const char *const *)cells,
            .cells = (const char *const *)cells + columns,
            .types = types + columns,
        },
        &out);
    told = output_add(text_string(&out), err);
    for (size_t i = 0; i < count; i++)
        free(cells[i]);
    free(cells);
    free(types);
    free(varying.keys);
    text_release(&out);
    return told;
}

static void add_duration(double seconds, Text *text)
{
    if (seconds < 90)
        text_printf(text, "%.0f s", seconds);
    else if (seconds < 5400)
        text_printf(text, "%.0f min", seconds / 60);
    else
        text_printf(text, "%.1f h", seconds / 3600);
}

static bool print_summary(const Plan *plan, const Outlook *outlook, Error *err)
{
    Text text = {0};
    bool told;

    text_printf(&text, "%s: %zu configurations, %zu trials, %zu left",
                plan->study, plan->config_count, plan->trial_count,
                outlook->left);
    if (outlook->left > outlook->unknown) {
        text_add(&text, ", about ");
        add_duration(outlook->seconds, &text);
        text_add(&text, " one after the other");
        if (outlook->unknown > 0)
            text_printf(&text, " without %zu that nothing is known of",
                        outlook->unknown);
    }
    text_add_char(&text, '\n');
    if (plan->duplicates > 0)
        text_printf(&text, "%zu more came to a trial that was listed before\n",
                    plan->duplicates);
    told = output_add(text_string(&text), err);
    text_release(&text);
    return told;
}

static void add_json_config(const PlannedConfig *config, Text *out)
{
    text_printf(out, "{\"id\":\"%s\",\"label\":", config->id);
    text_add_json(out, config->label);
    text_add(out, ",\"config\":");
    config_json(&config->config, out);
    text_add_char(out, '}');
}

static bool print_json(const Plan *plan, const Outlook *outlook, Error *err)
{
    Text out = {0};
    bool told;

    text_add(&out, "{\"study\":");
    text_add_json(&out, plan->study);
    text_printf(&out, ",\"duplicates\":%zu,\"left\":%zu,\"seconds_left\":",
                plan->duplicates, outlook->left);
    if (outlook->unknown == 0)
        text_add_number(&out, outlook->seconds);
    else
        text_add(&out, "null");
    text_add(&out, ",\"configurations\":[");
    for (size_t i = 0; i < plan->config_count; i++) {
        text_add(&out, i > 0 ? ",\n" : "\n");
        add_json_config(&plan->configs[i], &out);
    }
    text_add(&out, "],\"trials\":[");
    for (size_t i = 0; i < plan->trial_count; i++) {
        const PlannedTrial *trial = &plan->trials[i];

        text_printf(&out,
                    "%s{\"trial\":\"%s\",\"configuration\":\"%s\",\"seed\":"
                    "%" PRIu64 ",\"state\":\"%s\",\"epochs\":%d}",
                    i > 0 ? ",\n" : "\n", trial->id,
                    plan->configs[trial->config].id, trial->seed,
                    trial_state_names[outlook->statuses[i].state],
                    outlook->statuses[i].epochs_done);
    }
    text_add(&out, "]}\n");
    told = output_add(text_string(&out), err);
    text_release(&out);
    return told;
}

static bool show(const char *file, const Wishes *wishes, Error *err)
{
    Places places;
    Outlook outlook = {0};
    Plan plan;
    bool ok;

    places_init(&places, wishes->data, false);
    ok = plan_read(file,
                   &(PlanOptions){.sets = &wishes->sets,
                                  .onlys = &wishes->onlys,
                                  .places = &places.data},
                   &plan, err)
         && outlook_read(&outlook, &plan, wishes->db, err);
    if (ok && wishes->json)
        ok = print_json(&plan, &outlook, err);
    else if (ok)
        ok = print_table(&plan, &outlook, err)
             && print_summary(&plan, &outlook, err);
    outlook_release(&outlook);
    plan_release(&plan);
    places_release(&places);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Wishes wishes = {.db = "results/results.db"};
    const Option options[] = {
        {"set", .many = &wishes.sets, .argument = "KEY=VALUE",
         .help = "a setting for every trial, over what the file says"},
        {"only", .many = &wishes.onlys, .argument = "KEY=VALUE",
         .help = "only trials that have this setting, or seed=N"},
        {"db", .text = &wishes.db, .argument = "FILE",
         .help = "the database (results/results.db)"},
        {"data", .text = &wishes.data, .argument = "DIR",
         .help = "where data are, before the cache; else $QUADRILLE_DATA"},
        {"json", .flag = &wishes.json, .help = "print JSON"},
        {0},
    };

    if (!command_options(&plan_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc != 1) {
        (void)fail_misuse(err, "give one experiment's file");
        return EXIT_MISUSED;
    }
    return show(argv[0], &wishes, err) ? EXIT_WELL : EXIT_FAILED;
}

const Command plan_command = {
    .name = "plan",
    .arguments =
        "FILE.yaml [--set KEY=VALUE]... [--only KEY=VALUE]... "
        "[--db FILE] [--data DIR] [--json]",
    .summary = "list an experiment's trials, and which are done",
    .example = "quadrille plan experiments/paper.yaml --only model=cnn",
    .run = run,
};
