// An experiment's file, read and checked but not yet expanded.
#pragma once

#include "harness/plan.h"
#include "harness/range.h"
#include "harness/row.h"

// What one key must be: any of some values, or above or below one.
typedef struct {
    const Key *key;
    const Setting **values;
    size_t count;
    size_t capacity;
    double above;  // NaN where not asked
    double below;
} Condition;

// Conditions that must all hold.
typedef struct {
    Condition *items;
    size_t count;
    size_t capacity;
    Mark mark;
    size_t matched;  // configurations so far
} Match;

// One choice on an axis, an ablation's row, or a whole trial of `include`.
typedef struct {
    Row row;
    char *label;
    char *what;  // "ablate row 'big-batch'", or NULL
    Match when;  // it is there only where this holds
} Choice;

// What multiplies with the block's other axes. A search's range is one too,
// its choices the range's; a range of numbers has its lowest for all of them.
typedef struct {
    Choice *choices;
    size_t count;
    size_t capacity;
    Match when;  // the axis is there only where this holds
    bool late;   // it, or a choice, has such a condition
} Axis;

// How a block's choices are drawn, where they are not multiplied.
typedef struct {
    bool tpe;
    Mark method_mark;
    size_t trials;
    size_t batch;  // of trials that TPE proposes at once
    uint64_t seed;
    // Of each of the block's axes.
    char **names;  // what its draws go by, "optimizer.lr"
    Range *ranges;
    Mark *marks;
    size_t name_capacity;
    size_t range_capacity;
    size_t mark_capacity;
} Search;

typedef struct {
    Axis *axes;
    size_t axis_count;
    size_t axis_capacity;
    Search *search;  // NULL: a sweep's block, all combinations
    Mark mark;
    Match *excludes;
    size_t exclude_count;
    size_t exclude_capacity;
    Choice *includes;
    size_t include_count;
    size_t include_capacity;
} Block;

// Settings for where `key` has that value.
typedef struct {
    const Key *key;
    const Setting *value;
    Row row;
    Mark mark;
} Defaults;

typedef struct {
    uint64_t *values;
    size_t count;
    size_t capacity;
} Seeds;

typedef struct {
    Schema *schema;
    Row base;
    Defaults *defaults;
    size_t defaults_count;
    size_t defaults_capacity;
    Block *blocks;
    size_t block_count;
    size_t block_capacity;
    Row sets;    // --set
    Match only;  // --only
    Seeds seeds;
    Seeds only_seeds;
    Config early_stop;  // settings that every configuration gets
    // Where these stand; line 0 where they do not.
    Mark sweep_mark;
    Mark search_mark;
    Mark objective_mark;
    Mark early_stop_mark;  // of its metric, if it names one
    Mark prune_mark;
    Mark prune_max_mark;
    Mark confirm_mark;
    Mark confirm_seeds_mark;
    // Of each of the plan's expectations.
    Mark *expectation_marks;
    // Of each of the plan's report items.
    Mark *item_marks;
    Mark mark;  // of the file's first word
} Experiment;

void experiment_release(Experiment *experiment);
// Fills the study, and what needs no expanding of the plan: name, description,
// expectations, run, report. `file` holds the top level's map.
bool experiment_read(Experiment *experiment, Plan *plan, const Node *file,
                     Diagnostics *diagnostics);

// "'lr' is not known under WHERE", with a hint: the nearest of the names, or
// all of them.
bool experiment_refuse_key(const Node *key, const char *where,
                           const char *const *names, size_t count,
                           Diagnostics *diagnostics);
// Hints at the nearest of the names, or else gives the hint `otherwise`, or,
// where that is NULL, all of the names. Returns false.
bool experiment_hint_names(const char *written, const char *const *names,
                           size_t count, const char *otherwise,
                           Diagnostics *diagnostics);
bool experiment_need_map(const Node *node, const char *what,
                         Diagnostics *diagnostics);
bool experiment_need_list(const Node *node, const char *what,
                          Diagnostics *diagnostics);

// "test/accuracy" and the like, a constant; NULL after telling why not.
const char *metric_read(const Node *node, Diagnostics *diagnostics);

// sweep.c: the axes, excludes and includes.
bool sweep_read(Experiment *experiment, const Node *sweep,
                Diagnostics *diagnostics);
bool excludes_read(Experiment *experiment, Block *block, const Node *list,
                   Diagnostics *diagnostics);

// search.c: ranges to draw from, of which the plan's space tells.
bool search_read(Experiment *experiment, Plan *plan, const Node *map,
                 Diagnostics *diagnostics);

// axis.c: blocks and what they are made of.
Block *block_add(Experiment *experiment, Mark mark);
void block_release(Block *block);
Axis *axis_add(Block *block);
Choice *axis_add_choice(Axis *axis);
// No key may be set by two axes, and no condition ask for what is decided
// after it.
bool block_check(const Experiment *experiment, Block *block,
                 Diagnostics *diagnostics);

// match.c
void match_release(Match *match);
// Adds the conditions that a map states.
bool match_read(Match *match, const Schema *schema, const Node *map,
                Diagnostics *diagnostics);
// Adds one, for a key or what stands for several.
bool match_add(Match *match, const Schema *schema, const char *path,
               Mark key_mark, const Node *value, Diagnostics *diagnostics);
bool match_holds(const Match *match, const Config *config);

// experiment_part.c: the blocks that are no settings of a trial.
bool seeds_read(Seeds *seeds, const Node *node, Diagnostics *diagnostics);
bool early_stop_read(Config *settings, const Node *map,
                     Diagnostics *diagnostics);
bool expect_read(Experiment *experiment, Plan *plan, const Node *list,
                 Diagnostics *diagnostics);

// experiment_report.c
bool report_read(Experiment *experiment, Plan *plan, const Node *list,
                 Diagnostics *diagnostics);
// After all configurations were resolved: of items that would show none.
void report_tell_empty(const Experiment *experiment, const Plan *plan,
                       Diagnostics *diagnostics);

// run_settings.c
bool run_read(RunSettings *run, const Node *map, Diagnostics *diagnostics);

// selection.c: how a study chooses among its trials.
bool objective_read(Experiment *experiment, Plan *plan, const Node *map,
                    Diagnostics *diagnostics);
bool prune_read(Experiment *experiment, Plan *plan, const Node *map,
                Diagnostics *diagnostics);
bool confirm_read(Experiment *experiment, Plan *plan, const Node *map,
                  Diagnostics *diagnostics);
// After all configurations were resolved: whether they can be chosen among.
// Fills prune's max.
bool selection_check(const Experiment *experiment, Plan *plan,
                     Diagnostics *diagnostics);

// useless.c: what a study writes down to no effect. After all configurations
// were resolved, tells of settings that applied to none, and of a block's
// excludes and conditions that never held.
void unused_tell(const Experiment *experiment, Diagnostics *diagnostics);
void useless_tell(const Block *block, size_t combinations,
                  Diagnostics *diagnostics);
// Whether they would tell of any, now.
bool useless_any(const Experiment *experiment, const Block *block);
// Whether the row names an entry of that family.
bool row_names_family(const Row *row, int family);
