// A combination's configuration → the plan, unless it stands there already.
#include "harness/expand_inside.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static size_t hash_of(const char *id)
{
    char digits[17] = {0};

    memcpy(digits, id, sizeof digits - 1);
    return (size_t)strtoull(digits, NULL, 16);
}

// The slot of the configuration with this id, or the free one for it.
static size_t *find_slot(const Expander *expander, const char *id)
{
    size_t at = hash_of(id) & (expander->table_size - 1);

    while (expander->table[at]
           && strcmp(expander->plan->configs[expander->table[at] - 1].id, id)
                  != 0)
        at = (at + 1) & (expander->table_size - 1);
    return &expander->table[at];
}

// Takes the configuration.
static void add_config(Expander *expander, Config *config, const char *label,
                       const char *id, const char *digest)
{
    Plan *plan = expander->plan;
    size_t count = plan->config_count + 1;
    PlannedConfig *added;

    plan->configs = memory_grow(plan->configs, &expander->capacity, count,
                                sizeof *plan->configs);
    expander->wanted = memory_grow(expander->wanted, &expander->wanted_capacity,
                                   count, sizeof *expander->wanted);
    added = &plan->configs[plan->config_count++];
    added->config = *config;
    added->label = memory_text(label);
    memcpy(added->id, id, DIGEST_TEXT);
    memcpy(added->data_digest, digest, DIGEST_TEXT);
    *config = (Config){0};
}

static void add_repeat(Expander *expander, size_t config, const char *label)
{
    Plan *plan = expander->plan;

    plan->duplicates += expander->experiment->seeds.count;
    if (plan->repeat_count == REPEATS_MAX)
        return;
    plan->repeats = memory_grow(plan->repeats, &expander->repeat_capacity,
                                plan->repeat_count + 1, sizeof *plan->repeats);
    plan->repeats[plan->repeat_count++] =
        (PlannedRepeat){memory_text(label), config};
}

void expander_check(Expander *expander, Row *const *rows, size_t count,
                    const Config *config, const char *label)
{
    const Candidate candidate = {
        .experiment = expander->experiment,
        .resolver = expander->resolver,
        .rows = rows,
        .row_count = count,
        .config = config,
        .label = label,
    };
    size_t before = expander->diagnostics->errors;

    // What TPE proposes while trials run is for these to find out, and what is
    // asked after was trained.
    if (expander->proposed || expander->why)
        return;
    feasible_tell(expander->feasibility, &candidate, expander->diagnostics);
    expander->infeasible += expander->diagnostics->errors - before;
}

bool expander_keep(Expander *expander, Config *config, const char *label,
                   ptrdiff_t *kept)
{
    bool wanted = match_holds(&expander->experiment->only, config);
    char digest[DIGEST_TEXT] = "";
    char id[DIGEST_TEXT];
    size_t *slot;

    *kept = NO_CONFIG;
    if (!wanted && !expander->by_results)
        return true;
    if (expander->places && expander->diagnostics->errors == 0
        && (!data_digest(&expander->data, config, expander->places, digest,
                         expander->err)
            || !program_add_digest(&expander->program, config,
                                   expander->plan->file, expander->err)))
        return false;
    config_identity(config, digest, &expander->json, id);
    slot = find_slot(expander, id);
    if (*slot) {
        if (wanted)
            add_repeat(expander, *slot - 1, label);
    } else {
        add_config(expander, config, label, id, digest);
        *slot = expander->plan->config_count;
        expander->wanted[*slot - 1] = wanted;
    }
    *kept = (ptrdiff_t)*slot - 1;
    return true;
}
