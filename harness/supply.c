#include "harness/supply.h"

#include "harness/setup.h"
#include "nets/base/memory.h"
#include "nets/known_set.h"

#include <stdlib.h>
#include <string.h>

static const DatasetType *type_of(const PlannedConfig *config)
{
    const char *name = config_text(&config->config, "dataset.name", "");

    return (const DatasetType *)(const void *)entry_find(datasets, name);
}

// A download takes a while, so it is announced.
static void announce(const Scene *scene, const DatasetType *type)
{
    Text folder = {0};

    if (scene->places->download && type->known
        && !known_find(type->known, scene->places, &folder))
        display_note(scene->display, "fetching the data set '%s'",
                     type->entry.name);
    text_release(&folder);
}

static bool same_data(const PlannedConfig *a, const PlannedConfig *b)
{
    return strcmp(a->data_digest, b->data_digest) == 0;
}

// Loads the data of configuration `first`, from the stock where an earlier
// round has put it there, and parts it as every waiting configuration that has
// the same data says. Those are waiting no more.
static bool check_data(const Scene *scene, const Plan *plan, size_t first,
                       bool *waiting, Error *err)
{
    const PlannedConfig *configs = plan->configs;
    DataPlaces places = *scene->places;
    Setup setup;
    bool ok;

    places.shared = stock_find(scene->stock, &configs[first]);
    if (!places.shared)
        announce(scene, type_of(&configs[first]));
    ok = setup_data(&setup, &configs[first].config, &places, err);
    for (size_t i = first; ok && i < plan->config_count; i++)
        if (waiting[i] && same_data(&configs[i], &configs[first])) {
            ok = setup_split(&setup, &configs[i].config, err);
            waiting[i] = false;
        }
    if (ok)
        stock_add(scene->stock, &configs[first], &setup.dataset);
    setup_release(&setup);
    return ok;
}

// Not drawn by the program; NULL where a trial names no data set.
static bool is_read(const DatasetType *type)
{
    return type && !type->drawn;
}

bool supply_check(const Scene *scene, const Plan *plan, const Tasks *tasks,
                  Error *err)
{
    bool *waiting = memory_new(plan->config_count, sizeof *waiting);
    bool ok = true;

    for (size_t i = 0; i < tasks->count; i++)
        if (tasks->tasks[i].state != TASK_OVER)
            waiting[plan->trials[i].config] = true;
    for (size_t i = 0; ok && i < plan->config_count; i++)
        if (waiting[i] && is_read(type_of(&plan->configs[i])))
            ok = check_data(scene, plan, i, waiting, err);
    free(waiting);
    return ok;
}
