// What a plan comes to, and its configurations and trials, as JSON.
#include "harness/outlook.h"
#include "harness/program.h"

#include <inttypes.h>

static void add_json_config(const PlannedConfig *config, Text *out)
{
    text_printf(out, "{\"id\":\"%s\",\"label\":", config->id);
    text_add_json(out, config->label);
    text_add(out, ",\"config\":");
    config_json(&config->config, out);
    text_add_char(out, '}');
}

static void add_trial(const PlannedTrial *trial, const Plan *plan,
                      const TrialStatus *status, Text *out)
{
    text_printf(out,
                "{\"trial\":\"%s\",\"configuration\":\"%s\",\"seed\":%" PRIu64
                ",\"phase\":\"%s\",\"state\":\"%s\",\"epochs\":%d}",
                trial->id, plan->configs[trial->config].id, trial->seed,
                trial->phase == PHASE_CONFIRM ? "confirm" : "sweep",
                trial_state_names[status->state], status->epochs_done);
}

static void add_number(const char *name, double number, Text *out)
{
    text_printf(out, ",\"%s\":", name);
    text_add_number(out, number);
}

static void add_states(const Outlook *outlook, Text *out)
{
    text_printf(out,
                ",\"states\":{\"done\":%zu,\"failed\":%zu,\"running\":%zu,"
                "\"resumable\":%zu,\"new\":%zu,\"left_out\":%zu}",
                outlook->over, outlook->failed, outlook->running,
                outlook->resumable, outlook->fresh, outlook->left_out);
}

static void add_changes(const Changes *changes, Text *out)
{
    text_add(out, ",\"since_last_plan\":");
    if (changes->known)
        text_printf(out, "{\"new\":%zu,\"reused\":%zu,\"dropped\":%zu}",
                    changes->added, changes->reused, changes->dropped);
    else
        text_add(out, "null");
}

static void add_rungs(const Outlook *outlook, Text *out)
{
    text_add(out, ",\"rungs\":[");
    for (size_t i = 0; i < outlook->rung_count; i++) {
        const Rung *rung = &outlook->rungs[i];

        text_printf(out, "%s{\"epoch\":%d,\"trials\":%zu,\"survivors\":%zu}",
                    i > 0 ? "," : "", rung->epoch, rung->trials,
                    rung->survivors);
    }
    text_add_char(out, ']');
}

// Seconds and bytes are those of trials whose cost is known.
static void add_cost(const Outlook *outlook, const Plan *plan, Text *out)
{
    Text model = {0};

    text_add(out, ",\"seconds_left\":");
    if (outlook->unknown_count == 0)
        text_add_number(out, outlook->seconds);
    else
        text_add(out, "null");
    add_number("known_seconds_left", outlook->seconds, out);
    add_number("checkpoint_bytes", outlook->checkpoint_bytes, out);
    add_number("database_bytes", outlook->database_bytes, out);
    text_add(out, ",\"unknown\":[");
    for (size_t i = 0; i < outlook->unknown_count; i++) {
        const Unknown *unknown = &outlook->unknown[i];
        const Config *config =
            &plan->configs[plan->trials[unknown->example].config].config;

        text_add(out, i > 0 ? ",{\"model\":" : "{\"model\":");
        program_model(config, &model);
        text_add_json(out, text_string(&model));
        text_clear(&model);
        text_add(out, ",\"dataset\":");
        text_add_json(out, config_text(config, "dataset.name", ""));
        text_printf(out, ",\"trials\":%zu}", unknown->trials);
    }
    text_add_char(out, ']');
    text_release(&model);
}

// Rows that came to a configuration listed before.
static void add_repeats(const Plan *plan, Text *out)
{
    text_add(out, ",\"repeats\":[");
    for (size_t i = 0; i < plan->repeat_count; i++) {
        const PlannedRepeat *repeat = &plan->repeats[i];

        text_add(out, i > 0 ? ",{\"row\":" : "{\"row\":");
        text_add_json(out, repeat->label);
        text_printf(out, ",\"configuration\":\"%s\"}",
                    plan->configs[repeat->config].id);
    }
    text_add_char(out, ']');
}

void outlook_json(const Outlook *outlook, const Plan *plan, Text *out)
{
    text_add(out, "{\"study\":");
    text_add_json(out, plan->study);
    text_printf(out, ",\"duplicates\":%zu,\"growing\":%s,\"trials_in_all\":%zu",
                plan->duplicates, plan->growing ? "true" : "false",
                plan->trials_in_all);
    add_repeats(plan, out);
    text_printf(out, ",\"left\":%zu", outlook->left);
    add_states(outlook, out);
    add_changes(&outlook->changes, out);
    add_rungs(outlook, out);
    add_cost(outlook, plan, out);
    text_add(out, ",\"configurations\":[");
    for (size_t i = 0; i < plan->config_count; i++) {
        text_add(out, i > 0 ? ",\n" : "\n");
        add_json_config(&plan->configs[i], out);
    }
    text_add(out, "],\"trials\":[");
    for (size_t i = 0; i < plan->trial_count; i++) {
        text_add(out, i > 0 ? ",\n" : "\n");
        add_trial(&plan->trials[i], plan, &outlook->statuses[i], out);
    }
    text_add(out, "]}\n");
}
