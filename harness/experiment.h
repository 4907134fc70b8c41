// An experiment's file, read and checked but not yet expanded.
#pragma once

#include "harness/plan.h"
#include "harness/row.h"

// One choice on an axis, an ablation's row, or a whole trial of `include`.
typedef struct {
    Row row;
    char *label;
    char *what;  // "ablate row 'big-batch'", or NULL
} Choice;

// What multiplies with the block's other axes.
typedef struct {
    Choice *choices;
    size_t count;
    size_t capacity;
} Axis;

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

typedef struct {
    Axis *axes;
    size_t axis_count;
    size_t axis_capacity;
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
    // Of each of the plan's expectations.
    Mark *expectation_marks;
    Mark mark;  // of the file's first word
} Experiment;

void experiment_release(Experiment *experiment);
// Fills the study, and what needs no expanding of the plan: name, description,
// expectations, run, report. `file` holds the top level's map.
bool experiment_read(Experiment *experiment, Plan *plan, const Node *file,
                     Diagnostics *diagnostics);

// sweep.c: the axes, excludes and includes.
bool sweep_read(Experiment *experiment, const Node *sweep,
                Diagnostics *diagnostics);
void block_release(Block *block);

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
bool run_read(RunSettings *run, const Node *map, Diagnostics *diagnostics);
bool report_read(Plan *plan, const Node *list, Diagnostics *diagnostics);

// unused.c: after all configurations were resolved, tells of settings that
// applied to none.
void unused_tell(const Experiment *experiment, Diagnostics *diagnostics);
// Whether the row names an entry of that family.
bool row_names_family(const Row *row, int family);
