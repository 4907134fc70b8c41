#include "harness/expand_inside.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

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
static void write_label(const Expander *expander, const Block *block,
                        const Config *config, Text *label)
{
    for (size_t i = 0; block && i < block->axis_count; i++) {
        bool alone = block->axis_count == 1 || block->search;

        if (!expander->active[i] || (block->axes[i].count == 1 && !alone))
            continue;
        if (label->length > 0)
            text_add_char(label, ' ');
        text_add(label, expander->labels[i]);
    }
    if (label->length == 0)
        program_model(config, label);
}

static bool holds(Match *when, const Config *config)
{
    bool held = match_holds(when, config);

    when->matched += held;
    return held;
}

static size_t list_rows(Expander *expander, const Block *block)
{
    size_t count = 0;

    for (size_t i = 0; block && i < block->axis_count; i++)
        if (expander->active[i])
            expander->rows[count++] = expander->candidates[i];
    return count;
}

// Decides which axes are there: first all without conditions, then the others
// in the order in which they are written, each by what is chosen so far. False
// when the combination is none: its choice is not there, or is but another one
// on an axis that is not.
static bool settle(Expander *expander, Block *block)
{
    for (size_t i = 0; block && i < block->axis_count; i++)
        expander->active[i] = !block->axes[i].late;
    for (size_t i = 0; block && i < block->axis_count; i++) {
        Axis *axis = &block->axes[i];
        size_t at = expander->at[i];
        const Config *config;

        if (!axis->late)
            continue;
        config = resolve_part(expander->resolver, expander->rows,
                              list_rows(expander, block));
        expander->active[i] = holds(&axis->when, config);
        if (expander->active[i] && !holds(&axis->choices[at].when, config))
            return false;
        if (!expander->active[i] && at > 0 && !block->search)
            return false;
    }
    return true;
}

Combined expander_combine(Expander *expander, Block *block, bool try,
                          ptrdiff_t *config)
{
    Combined combined = COMBINED;
    Config resolved;
    Text label = {0};
    size_t rows;

    *config = NO_CONFIG;
    if (!settle(expander, block))
        return NO_COMBINATION;
    rows = list_rows(expander, block);
    if (!resolve(expander->resolver, expander->rows, rows, &resolved))
        return REFUSED;
    if (block && is_excluded(block, &resolved)) {
        combined = EXCLUDED;
    } else {
        write_label(expander, block, &resolved, &label);
        if (!try || block->search->tpe)
            expander_check(expander, expander->rows, rows, &resolved,
                           text_string(&label));
    }
    if (combined == COMBINED && !try) {
        expand_why(expander, block, expander->rows, rows, &resolved);
        if (!expander_keep(expander, &resolved, text_string(&label), config))
            combined = BROKEN;
    }
    text_release(&label);
    config_release(&resolved);
    return combined;
}

static void choose(Expander *expander, const Block *block, size_t axis,
                   size_t at)
{
    Choice *choice = &block->axes[axis].choices[at];

    expander->at[axis] = at;
    expander->candidates[axis] = &choice->row;
    expander->labels[axis] = choice->label;
}

// Counts up, the last axis fastest; false after the last combination.
static bool next_combination(Expander *expander, const Block *block)
{
    for (size_t i = block->axis_count; i-- > 0;) {
        size_t next = expander->at[i] + 1;
        bool more = next < block->axes[i].count;

        choose(expander, block, i, more ? next : 0);
        if (more)
            return true;
    }
    return false;
}

static bool multiply(Expander *expander, Block *block)
{
    Combined combined;
    ptrdiff_t config;

    for (size_t i = 0; i < block->axis_count; i++)
        choose(expander, block, i, 0);
    do
        combined = expander_combine(expander, block, false, &config);
    while (combined != BROKEN && expander->diagnostics->errors < DIAGNOSTICS_MAX
           && next_combination(expander, block));
    return combined != BROKEN;
}

static bool add_includes(Expander *expander, Block *block)
{
    bool ok = true;

    for (size_t i = 0; ok && i < block->include_count; i++) {
        Row *row = &block->includes[i].row;
        Config config;
        ptrdiff_t kept;

        if (!resolve(expander->resolver, &row, 1, &config))
            continue;
        expand_why(expander, NULL, &row, 1, &config);
        expander_check(expander, &row, 1, &config, block->includes[i].label);
        ok = expander_keep(expander, &config, block->includes[i].label, &kept);
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

    if (block->search)
        return block->search->trials;
    for (size_t i = 0; i < block->axis_count; i++)
        count = capped_product(count, block->axes[i].count);
    return count;
}

static bool check_size(Expander *expander)
{
    const Experiment *experiment = expander->experiment;
    size_t count = experiment->block_count == 0;

    for (size_t i = 0; i < experiment->block_count && count <= TRIALS_MAX; i++)
        count += combinations(&experiment->blocks[i])
                 + experiment->blocks[i].include_count;
    expander->most_configs = count;
    if (capped_product(count, experiment->seeds.count) <= TRIALS_MAX)
        return true;
    return diagnose(expander->diagnostics,
                    experiment->block_count > 0 ? experiment->blocks[0].mark
                                                : experiment->mark,
                    "the %s has more than %d trials",
                    experiment->search_mark.line > 0 ? "search" : "sweep",
                    TRIALS_MAX);
}

static bool expand_block(Expander *expander, Block *block)
{
    bool ok;

    if (block->search)
        ok = expand_search(expander, block);
    else
        ok = (block->axis_count == 0 || multiply(expander, block))
             && add_includes(expander, block);
    if (block->search && ok && expander_has_all(expander))
        expand_probe(expander, block);
    if (expander_has_all(expander))
        useless_tell(block, combinations(block), expander->diagnostics);
    return ok;
}

static bool expand_blocks(Expander *expander)
{
    Experiment *experiment = expander->experiment;
    ptrdiff_t config;

    if (experiment->block_count == 0)
        return expander_combine(expander, NULL, false, &config) != BROKEN;
    for (size_t i = 0; i < experiment->block_count; i++)
        if (!expand_block(expander, &experiment->blocks[i]))
            return false;
    return true;
}

static void expander_fill(Expander *expander)
{
    const Experiment *experiment = expander->experiment;
    size_t axes = 1;

    expander->by_results = expander->plan->confirm.top > 0;
    for (size_t i = 0; i < experiment->block_count; i++) {
        const Block *block = &experiment->blocks[i];

        if (block->axis_count > axes)
            axes = block->axis_count;
        if (block->search && block->search->tpe)
            expander->by_results = true;
    }
    expander->table_size = 64;
    while (expander->table_size < 2 * expander->most_configs)
        expander->table_size *= 2;
    expander->table = memory_new(expander->table_size, sizeof *expander->table);
    expander->candidates = memory_new(axes, sizeof(Row *));
    expander->labels = memory_new(axes, sizeof(const char *));
    expander->at = memory_new(axes, sizeof *expander->at);
    expander->active = memory_new(axes, sizeof *expander->active);
    expander->rows = memory_new(axes, sizeof(Row *));
    expander->resolver =
        resolver_new(expander->experiment, expander->diagnostics);
    expander->feasibility = feasibility_new();
}

static void expander_release(Expander *expander)
{
    resolver_free(expander->resolver);
    feasibility_free(expander->feasibility);
    data_digests_release(&expander->data);
    free(expander->program.command);
    text_release(&expander->json);
    free(expander->candidates);
    free(expander->labels);
    free(expander->at);
    free(expander->active);
    free(expander->rows);
    free(expander->table);
    free(expander->wanted);
}

bool expand(Experiment *experiment, const PlanOptions *options, Plan *plan,
            Diagnostics *diagnostics, Error *err)
{
    Expander expander = {
        .experiment = experiment,
        .plan = plan,
        .places = options->places,
        .diagnostics = diagnostics,
        .err = err,
        .why = options->why,
        .judge = {.results = options->results,
                  .context = options->results_context,
                  .seeds = experiment->seeds.values,
                  .seed_count = experiment->seeds.count,
                  .pruning = plan->prune.method != PRUNE_NONE,
                  .minimize = plan->objective.minimize},
    };
    bool ok;

    if (!check_size(&expander))
        return false;
    expander_fill(&expander);
    ok = expand_blocks(&expander) && expand_end(&expander);
    expander_release(&expander);
    return ok;
}
