#include "harness/expand.h"

#include "harness/identity.h"
#include "harness/resolve.h"
#include "nets/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_ID = 8 };

typedef struct {
    Experiment *experiment;
    Plan *plan;
    const DataPlaces *places;
    Diagnostics *diagnostics;
    Error *err;
    Resolver *resolver;
    DataDigests data;
    Text json;
    Row **rows;         // of the combination at hand
    size_t *table;      // hash table of configurations by id: index + 1, or 0
    size_t table_size;  // a power of two
    size_t capacity;    // of the plan's configurations
} Expander;

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

// Takes the configuration and the label.
static void add_config(Expander *expander, Config *config, char *label,
                       const char *id, const char *digest)
{
    Plan *plan = expander->plan;
    PlannedConfig *added;

    plan->configs = memory_grow(plan->configs, &expander->capacity,
                                plan->config_count + 1, sizeof *plan->configs);
    added = &plan->configs[plan->config_count++];
    added->config = *config;
    added->label = label;
    memcpy(added->id, id, DIGEST_TEXT);
    memcpy(added->data_digest, digest, DIGEST_TEXT);
    *config = (Config){0};
}

// Keeps a configuration, unless --only asks for others or it stands already.
static bool keep(Expander *expander, Config *config, const char *label)
{
    char digest[DIGEST_TEXT] = "";
    char id[DIGEST_TEXT];
    size_t *slot;

    if (!match_holds(&expander->experiment->only, config))
        return true;
    if (expander->places
        && !data_digest(&expander->data, config, expander->places, digest,
                        expander->err))
        return false;
    config_identity(config, digest, &expander->json, id);
    slot = find_slot(expander, id);
    if (*slot) {
        expander->plan->duplicates += expander->experiment->seeds.count;
        return true;
    }
    add_config(expander, config, memory_text(label), id, digest);
    *slot = expander->plan->config_count;
    return true;
}

static bool is_excluded(Block *block, const Config *config)
{
    bool excluded = false;

    for (size_t i = 0; i < block->exclude_count; i++)
        if (match_holds(&block->excludes[i], config)) {
            block->excludes[i].matched++;
            excluded = true;
        }
    return excluded;
}

// The labels of what varies, "augmentation=none cnn" style; the model's name
// where nothing does.
static void write_label(const Block *block, const size_t *at,
                        const Config *config, Text *label)
{
    text_clear(label);
    for (size_t i = 0; block && i < block->axis_count; i++) {
        const Axis *axis = &block->axes[i];

        if (axis->count == 1 && block->axis_count > 1)
            continue;
        if (label->length > 0)
            text_add_char(label, ' ');
        text_add(label, axis->choices[at[i]].label);
    }
    if (label->length == 0)
        text_add(label, config_text(config, "model.name", ""));
}

// One combination: at[i] is the choice on the block's i-th axis.
static bool add_combination(Expander *expander, Block *block, const size_t *at,
                            Text *label)
{
    size_t axes = block ? block->axis_count : 0;
    Config config;
    bool ok;

    for (size_t i = 0; i < axes; i++)
        expander->rows[i] = &block->axes[i].choices[at[i]].row;
    if (!resolve(expander->resolver, expander->rows, axes, &config))
        return true;  // told; the others may have other mistakes
    write_label(block, at, &config, label);
    ok = (block && is_excluded(block, &config))
         || keep(expander, &config, text_string(label));
    config_release(&config);
    return ok;
}

// Counts up, the last axis fastest; false after the last combination.
static bool next_combination(const Block *block, size_t *at)
{
    for (size_t i = block->axis_count; i-- > 0;) {
        if (++at[i] < block->axes[i].count)
            return true;
        at[i] = 0;
    }
    return false;
}

static bool multiply(Expander *expander, Block *block)
{
    size_t *at = memory_new(block->axis_count, sizeof *at);
    Text label = {0};
    bool ok;

    do
        ok = add_combination(expander, block, at, &label);
    while (ok && expander->diagnostics->errors < DIAGNOSTICS_MAX
           && next_combination(block, at));
    text_release(&label);
    free(at);
    return ok;
}

static bool add_includes(Expander *expander, Block *block)
{
    bool ok = true;

    for (size_t i = 0; ok && i < block->include_count; i++) {
        Row *row = &block->includes[i].row;
        Config config;

        if (!resolve(expander->resolver, &row, 1, &config))
            continue;
        ok = keep(expander, &config, block->includes[i].label);
        config_release(&config);
    }
    return ok;
}

// At most TRIALS_MAX + 1, so that nothing overflows.
static size_t capped_product(size_t a, size_t b)
{
    if (a != 0 && b > TRIALS_MAX / a)
        return TRIALS_MAX + 1;
    return a * b;
}

static size_t combinations(const Block *block)
{
    size_t count = 1;

    for (size_t i = 0; i < block->axis_count; i++)
        count = capped_product(count, block->axes[i].count);
    return count;
}

static void tell_useless_excludes(const Block *block, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < block->exclude_count; i++)
        if (block->excludes[i].matched == 0)
            (void)diagnose(diagnostics, block->excludes[i].mark,
                           "this exclude matches none of the %zu combinations",
                           combinations(block));
}

static bool check_size(const Experiment *experiment, Diagnostics *diagnostics)
{
    size_t count = experiment->block_count == 0;

    for (size_t i = 0; i < experiment->block_count && count <= TRIALS_MAX; i++)
        count += combinations(&experiment->blocks[i])
                 + experiment->blocks[i].include_count;
    if (capped_product(count, experiment->seeds.count) <= TRIALS_MAX)
        return true;
    return diagnose(diagnostics, experiment->mark,
                    "the sweep has more than %d trials", TRIALS_MAX);
}

static bool expand_blocks(Expander *expander)
{
    Experiment *experiment = expander->experiment;
    Text label = {0};
    bool ok = true;

    if (experiment->block_count == 0)
        ok = add_combination(expander, NULL, NULL, &label);
    for (size_t i = 0; ok && i < experiment->block_count; i++) {
        Block *block = &experiment->blocks[i];

        ok = (block->axis_count == 0 || multiply(expander, block))
             && add_includes(expander, block);
        if (expander->diagnostics->errors == 0)
            tell_useless_excludes(block, expander->diagnostics);
    }
    text_release(&label);
    return ok;
}

static int by_label(const void *left, const void *right)
{
    const PlannedConfig *a = *(PlannedConfig *const *)left;
    const PlannedConfig *b = *(PlannedConfig *const *)right;

    return strcmp(a->label, b->label);
}

static void add_id(PlannedConfig *config)
{
    Text label = {0};

    text_printf(&label, "%s (%.*s)", config->label, SHORT_ID, config->id);
    free(config->label);
    config->label = memory_text(text_string(&label));
    text_release(&label);
}

// Several blocks may call different configurations alike.
static void make_labels_unique(Plan *plan)
{
    PlannedConfig **sorted =
        memory_new(plan->config_count, sizeof(PlannedConfig *));
    bool *twice = memory_new(plan->config_count, sizeof *twice);

    for (size_t i = 0; i < plan->config_count; i++)
        sorted[i] = &plan->configs[i];
    qsort(sorted, plan->config_count, sizeof(PlannedConfig *), by_label);
    for (size_t i = 1; i < plan->config_count; i++)
        if (strcmp(sorted[i - 1]->label, sorted[i]->label) == 0)
            twice[i - 1] = twice[i] = true;
    for (size_t i = 0; i < plan->config_count; i++)
        if (twice[i])
            add_id(sorted[i]);
    free(twice);
    free(sorted);
}

static bool seed_wanted(const Experiment *experiment, uint64_t seed)
{
    for (size_t i = 0; i < experiment->only_seeds.count; i++)
        if (experiment->only_seeds.values[i] == seed)
            return true;
    return experiment->only_seeds.count == 0;
}

static void add_trials(const Experiment *experiment, Plan *plan)
{
    size_t most = plan->config_count * experiment->seeds.count;

    plan->trials = memory_new(most, sizeof *plan->trials);
    for (size_t i = 0; i < plan->config_count; i++) {
        bool first = true;

        for (size_t j = 0; j < experiment->seeds.count; j++) {
            PlannedTrial *trial = &plan->trials[plan->trial_count];

            if (!seed_wanted(experiment, experiment->seeds.values[j]))
                continue;
            trial->config = i;
            trial->seed = experiment->seeds.values[j];
            trial->first = first;
            trial_identity(plan->configs[i].id, trial->seed, trial->id);
            plan->trial_count++;
            first = false;
        }
    }
    plan->trials_in_all = plan->trial_count;
}

static void tell_useless_expectations(const Experiment *experiment,
                                      const Plan *plan,
                                      Diagnostics *diagnostics)
{
    for (size_t i = 0; i < plan->expectation_count; i++) {
        const Config *match = &plan->expectations[i].match;
        bool found = false;

        for (size_t j = 0; !found && j < plan->config_count; j++) {
            found = true;
            for (size_t k = 0; found && k < match->count; k++) {
                const Setting *wanted = match->settings[k];
                const Setting *have =
                    config_find(&plan->configs[j].config, wanted->key);

                found = have && setting_equal(wanted, have);
            }
        }
        // Of a part of the study nothing can be said.
        if (!found && experiment->only.count == 0
            && experiment->sets.count == 0)
            (void)diagnose(diagnostics, experiment->expectation_marks[i],
                           "this expectation is of none of the %zu "
                           "configurations",
                           plan->config_count);
    }
}

static bool finish(Expander *expander)
{
    Plan *plan = expander->plan;

    if (expander->diagnostics->errors > 0)
        return false;
    unused_tell(expander->experiment, expander->diagnostics);
    tell_useless_expectations(expander->experiment, plan,
                              expander->diagnostics);
    if (expander->diagnostics->errors > 0)
        return false;
    make_labels_unique(plan);
    add_trials(expander->experiment, plan);
    return plan->trial_count > 0
           || diagnose(expander->diagnostics, expander->experiment->mark,
                       "no trial is left");
}

bool expand(Experiment *experiment, const DataPlaces *places, Plan *plan,
            Diagnostics *diagnostics, Error *err)
{
    Expander expander = {
        .experiment = experiment,
        .plan = plan,
        .places = places,
        .diagnostics = diagnostics,
        .err = err,
        .table_size = 64,
    };
    size_t most_axes = 1;
    size_t configs = 1;
    bool ok;

    if (!check_size(experiment, diagnostics))
        return false;
    for (size_t i = 0; i < experiment->block_count; i++) {
        if (experiment->blocks[i].axis_count > most_axes)
            most_axes = experiment->blocks[i].axis_count;
        configs += combinations(&experiment->blocks[i])
                   + experiment->blocks[i].include_count;
    }
    while (expander.table_size < 2 * configs)
        expander.table_size *= 2;
    expander.table = memory_new(expander.table_size, sizeof *expander.table);
    expander.rows = memory_new(most_axes, sizeof(Row *));
    expander.resolver = resolver_new(experiment, diagnostics);
    ok = expand_blocks(&expander) && finish(&expander);
    resolver_free(expander.resolver);
    data_digests_release(&expander.data);
    text_release(&expander.json);
    free(expander.rows);
    free(expander.table);
    return ok;
}
