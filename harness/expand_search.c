// A search's block: every trial drawn by counter, or proposed by what came of
// those before it.
#include "harness/expand_inside.h"

#include "harness/columns.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    REDRAWS_MAX = 10000,
    PROBES_MAX = 10000,
    PROBES_TPE = 500,          // at least, of what it may propose
    PROBE_FIRST = 0x40000000,  // draws for no trial
};

// One block's draws. Rows of numbers are made for each.
typedef struct {
    Expander *expander;
    Block *block;
    size_t axes;
    RangeName *names;  // of each axis
    Row *rows;         // likewise
    char **labels;
    double *drawn;  // the value, or the choice's index
    // Of each trial so far:
    double *values;  // [trials, axes], NaN where a range did not apply
    ptrdiff_t *configs;
    Standing *standings;
    size_t over;  // so many of the first are
    // Their values, the best first, for TPE; 0 of them: draw at random.
    double *observed;  // [observations, axes]
    size_t observations;
    TpeDimension *dimensions;  // of each axis
} Draws;

static Draws draws_new(Expander *expander, Block *block)
{
    size_t axes = block->axis_count;
    size_t trials = block->search->trials;
    Draws draws = {
        .expander = expander,
        .block = block,
        .axes = axes,
        .names = memory_new(axes, sizeof(RangeName)),
        .rows = memory_new(axes, sizeof(Row)),
        .labels = memory_new(axes, sizeof(char *)),
        .drawn = memory_new(axes, sizeof(double)),
        .dimensions = memory_new(axes, sizeof(TpeDimension)),
    };

    if (block->search->tpe) {
        draws.values = memory_new(trials * axes, sizeof(double));
        draws.observed = memory_new(trials * axes, sizeof(double));
        draws.configs = memory_new(trials, sizeof *draws.configs);
        draws.standings = memory_new(trials, sizeof *draws.standings);
    }
    for (size_t i = 0; i < axes; i++) {
        draws.names[i] = range_name(block->search->names[i]);
        draws.dimensions[i] = range_dimension(&block->search->ranges[i]);
    }
    return draws;
}

static void draws_release(Draws *draws)
{
    for (size_t i = 0; i < draws->axes; i++) {
        row_release(&draws->rows[i]);
        free(draws->labels[i]);
    }
    free(draws->names);
    free(draws->rows);
    free(draws->labels);
    free(draws->drawn);
    free(draws->values);
    free(draws->configs);
    free(draws->standings);
    free(draws->observed);
    free(draws->dimensions);
}

static double draw_value(const Draws *draws, size_t axis, uint32_t trial,
                         uint32_t redraw)
{
    const Search *search = draws->block->search;
    const Range *range = &search->ranges[axis];
    Rng rng = range_rng(search->seed, draws->names[axis], trial, redraw);

    if (draws->observations == 0)
        return range_value(range, range_quantile(&rng));
    return range_nearest(range, tpe_propose(draws->dimensions, draws->axes,
                                            draws->observed,
                                            draws->observations, axis, &rng));
}

// As if the number had been written in the file, where its range stands.
static void set_number(Draws *draws, size_t axis, double value)
{
    const Search *search = draws->block->search;
    Text text = {0};
    Text label = {0};
    Node node = {.kind = NODE_SCALAR, .span = search->marks[axis]};

    row_release(&draws->rows[axis]);
    free(draws->labels[axis]);
    text_add_number(&text, value);
    node.text = text.data;
    (void)row_add(&draws->rows[axis], draws->expander->experiment->schema,
                  search->names[axis], search->marks[axis], &node,
                  draws->expander->diagnostics);
    choice_label(&label, search->names[axis], &node, &draws->rows[axis], 0);
    draws->labels[axis] = memory_text(text_string(&label));
    text_release(&label);
    text_release(&text);
}

static void draw_axis(Draws *draws, size_t axis, uint32_t trial,
                      uint32_t redraw)
{
    Expander *expander = draws->expander;
    Choice *choices = draws->block->axes[axis].choices;
    bool number = draws->block->search->ranges[axis].kind != RANGE_CHOICE;
    double value = draw_value(draws, axis, trial, redraw);
    size_t at = number ? 0 : (size_t)value;

    if (number)
        set_number(draws, axis, value);
    draws->drawn[axis] = value;
    expander->at[axis] = at;
    expander->candidates[axis] = number ? &draws->rows[axis] : &choices[at].row;
    expander->labels[axis] = number ? draws->labels[axis] : choices[at].label;
}

// Whether a setting was ever used is counted where the range stands.
static void count_uses(Draws *draws)
{
    for (size_t i = 0; i < draws->axes; i++)
        for (size_t j = 0; j < draws->rows[i].count; j++) {
            Assignment *sample = &draws->block->axes[i].choices[0].row.items[j];

            sample->used += draws->rows[i].items[j].used;
            sample->dropped += draws->rows[i].items[j].dropped;
        }
}

static Combined draw(Draws *draws, uint32_t trial, uint32_t redraw, bool try,
                     ptrdiff_t *config)
{
    Combined combined;

    for (size_t i = 0; i < draws->axes; i++)
        draw_axis(draws, i, trial, redraw);
    combined = expander_combine(draws->expander, draws->block, try, config);
    count_uses(draws);
    return combined;
}

// What is excluded is drawn again, from the next counter.
static Combined draw_trial(Draws *draws, size_t trial, ptrdiff_t *config)
{
    Combined combined = EXCLUDED;

    draws->expander->draw = trial;
    draws->expander->proposed = draws->observations > 0;
    for (uint32_t i = 0; combined == EXCLUDED && i < REDRAWS_MAX; i++)
        combined = draw(draws, (uint32_t)trial, i, false, config);
    if (combined == EXCLUDED)
        (void)diagnose(draws->expander->diagnostics,
                       draws->expander->experiment->search_mark,
                       "nothing is left to draw: %d draws in a row were "
                       "excluded",
                       REDRAWS_MAX);
    return combined;
}

// Sorts the first `count` trials by what they have come to; false when one of
// them is not over.
static bool observe(Draws *draws, size_t count)
{
    const Judge *judge = &draws->expander->judge;
    const Plan *plan = draws->expander->plan;
    size_t axes = draws->axes;

    for (; draws->over < count; draws->over++) {
        const char *id = plan->configs[draws->configs[draws->over]].id;
        Outcome outcome = outcome_of(judge, id);

        if (!outcome.over)
            return false;
        draws->standings[draws->over] = (Standing){outcome, draws->over, judge};
    }
    outcomes_sort(draws->standings, count);
    for (size_t i = 0; i < count; i++)
        memcpy(draws->observed + i * axes,
               draws->values + draws->standings[i].which * axes,
               axes * sizeof *draws->observed);
    draws->observations = count;
    return true;
}

static void remember(Draws *draws, size_t trial, ptrdiff_t config)
{
    draws->configs[trial] = config;
    for (size_t i = 0; i < draws->axes; i++)
        draws->values[trial * draws->axes + i] =
            draws->expander->active[i] ? draws->drawn[i] : (double)NAN;
}

// Whether a trial can be drawn yet. A batch of TPE's waits for all before it.
static bool is_ready(Draws *draws, size_t trial)
{
    const Search *search = draws->block->search;

    if (!search->tpe || trial < TPE_STARTUP
        || (trial - TPE_STARTUP) % search->batch != 0)
        return true;
    return observe(draws, trial);
}

bool expand_search(Expander *expander, Block *block)
{
    Draws draws = draws_new(expander, block);
    size_t trials = block->search->trials;
    Combined combined = COMBINED;
    size_t i = 0;

    for (; combined == COMBINED && i < trials && is_ready(&draws, i); i++) {
        ptrdiff_t config;

        combined = draw_trial(&draws, i, &config);
        if (combined == COMBINED && block->search->tpe)
            remember(&draws, i, config);
    }
    if (combined == COMBINED && i < trials) {
        expander->plan->growing = true;
        expander->plan->configs_in_all += trials - i;
    }
    draws_release(&draws);
    return combined != BROKEN;
}

void expand_probe(Expander *expander, Block *block)
{
    Draws draws = draws_new(expander, block);

    for (uint32_t i = 0; i < PROBES_MAX; i++) {
        bool enough = i >= PROBES_TPE || !block->search->tpe;
        ptrdiff_t config;

        if (i % 16 == 0
            && (!expander_has_all(expander)
                || (enough && !useless_any(expander->experiment, block))))
            break;
        (void)draw(&draws, PROBE_FIRST + i, 0, true, &config);
    }
    draws_release(&draws);
}
