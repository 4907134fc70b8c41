#include "harness/outlook.h"

#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char recorded_epochs[] =
    "SELECT c.hash, c.model, c.dataset, avg(e.total_microseconds) / 1e6"
    " FROM epoch e JOIN trial t ON t.id = e.trial"
    " JOIN config c ON c.id = t.config GROUP BY c.id";

enum { HASH, MODEL, DATASET, SECONDS };

bool trial_is_over(TrialState state)
{
    return state == TRIAL_DONE || state == TRIAL_PRUNED
           || state == TRIAL_DIVERGED;
}

static const char *cell(const Result *result, size_t row, size_t column)
{
    const char *text = result->cells[row * result->columns + column];

    return text ? text : "";
}

// Seconds per epoch; negative where nothing is known.
static double epoch_seconds(const Result *known, const PlannedConfig *config)
{
    const char *model = config_text(&config->config, "model.name", "");
    const char *dataset = config_text(&config->config, "dataset.name", "");
    double sum = 0;
    size_t alike = 0;

    for (size_t i = 0; i < known->rows; i++) {
        double seconds = result_number(known, i, SECONDS);

        if (strcmp(cell(known, i, HASH), config->id) == 0)
            return seconds;
        if (strcmp(cell(known, i, MODEL), model) == 0
            && strcmp(cell(known, i, DATASET), dataset) == 0) {
            sum += seconds;
            alike++;
        }
    }
    return alike > 0 ? sum / (double)alike : -1;
}

static void add_up(Outlook *outlook, const Plan *plan, const Result *known)
{
    double *seconds = memory_new(plan->config_count, sizeof *seconds);

    for (size_t i = 0; i < plan->config_count; i++)
        seconds[i] = epoch_seconds(known, &plan->configs[i]);
    for (size_t i = 0; i < plan->trial_count; i++) {
        size_t config = plan->trials[i].config;
        double epochs =
            config_number(&plan->configs[config].config, "epochs", 0)
            - outlook->statuses[i].epochs_done;

        if (trial_is_over(outlook->statuses[i].state))
            continue;
        outlook->left++;
        if (seconds[config] < 0)
            outlook->unknown++;
        else if (epochs > 0)
            outlook->seconds += epochs * seconds[config];
    }
    free(seconds);
}

static bool ask(Outlook *outlook, const Plan *plan, const char *db,
                Result *known, Error *err)
{
    Store *store = store_open(db, STORE_READ, err);
    int64_t *ids = memory_new(plan->trial_count, sizeof *ids);
    bool ok = store
              && store_plan_status(store, plan, ids, outlook->statuses, err)
              && store_query(store, recorded_epochs, NULL, NULL, known, err);

    free(ids);
    if (store)
        store_close(store);
    return ok;
}

bool outlook_read(Outlook *outlook, const Plan *plan, const char *db,
                  Error *err)
{
    Result known = {0};
    bool ok = true;

    *outlook = (Outlook){0};
    outlook->statuses =
        memory_new(plan->trial_count, sizeof *outlook->statuses);
    if (file_exists(db))
        ok = ask(outlook, plan, db, &known, err);
    if (ok)
        add_up(outlook, plan, &known);
    else
        outlook_release(outlook);
    result_release(&known);
    return ok;
}

void outlook_release(Outlook *outlook)
{
    free(outlook->statuses);
    *outlook = (Outlook){0};
}
