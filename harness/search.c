// The `search:` block: what to draw, how often, and what not.
#include "harness/columns.h"
#include "harness/experiment.h"
#include "harness/grid.h"
#include "harness/value.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char range_hint[] =
    "write {log: [a, b]}, {uniform: [a, b]}, {int: [a, b]}, {logint: [a, b]} "
    "or {choice: [...]}";

// What reading one range needs; `path` is what the user calls it.
typedef struct {
    const Schema *schema;
    const char *path;
    const Node *key;
    const Node *map;
    const Node *values;
    Axis *axis;
    Range *range;
    Diagnostics *diagnostics;
} Reading;

static int kind_named(const char *name)
{
    for (int i = 0; i < RANGES; i++)
        if (strcmp(range_names[i], name) == 0)
            return i;
    return -1;
}

static bool is_range(const Node *map)
{
    for (size_t i = 0; i < map->count; i++)
        if (kind_named(node_key(map, i)->text) >= 0)
            return true;
    return false;
}

static bool add_choice(const Reading *reading, const Node *node)
{
    Choice *choice = axis_add_choice(reading->axis);
    Text label = {0};
    bool ok = row_add(&choice->row, reading->schema, reading->path,
                      reading->key->span, node, reading->diagnostics);

    choice_label(&label, reading->path, node, &choice->row, 0);
    choice->label = memory_text(text_string(&label));
    text_release(&label);
    return ok;
}

static bool read_choices(const Reading *reading)
{
    bool ok =
        experiment_need_list(reading->values, "choice", reading->diagnostics);

    for (size_t i = 0; ok && i < reading->values->count; i++)
        ok = add_choice(reading, &reading->values->items[i]);
    reading->range->choices = reading->axis->count;
    return ok;
}

static bool read_bound(const Reading *reading, const Node *node, double *bound)
{
    const char *name = range_names[reading->range->kind];

    if (range_is_whole(reading->range))
        return value_integer(node, name, -0x1p53, 0x1p53, bound,
                             reading->diagnostics);
    return value_number(node, name, -HUGE_VAL, HUGE_VAL, bound,
                        reading->diagnostics);
}

static bool check_order(const Reading *reading, const Node *low)
{
    const Range *range = reading->range;
    bool positive = !range_is_log(range) || range->low > 0;
    Text numbers = {0};

    if (positive && range->low < range->high)
        return true;
    text_add(&numbers, "low = ");
    text_add_number(&numbers, range->low);
    if (positive) {
        text_add(&numbers, ", high = ");
        text_add_number(&numbers, range->high);
    }
    (void)diagnose(reading->diagnostics, low->span,
                   "%s range needs %slow < high, got %s",
                   range_names[range->kind], range_is_log(range) ? "0 < " : "",
                   text_string(&numbers));
    text_release(&numbers);
    return false;
}

// Reads the highest value only to see whether the setting takes it.
static bool takes_bounds(const Reading *reading, const Node *low,
                         const Node *high)
{
    Row row = {0};
    bool ok = add_choice(reading, low)
              && row_add(&row, reading->schema, reading->path,
                         reading->key->span, high, reading->diagnostics);

    row_release(&row);
    if (!ok || range_is_whole(reading->range)
        || reading->axis->choices[0].row.items[0].value->kind != VALUE_INTEGER)
        return ok;
    (void)diagnose(reading->diagnostics, reading->values->span,
                   "'%s' takes whole numbers only", reading->path);
    return diagnose_hint(reading->diagnostics, "write %s: [...]",
                         range_is_log(reading->range) ? "logint" : "int");
}

static bool read_numbers(const Reading *reading)
{
    const Node *values = reading->values;
    const Node *low;
    const Node *high;

    if (values->kind != NODE_LIST || values->count != 2) {
        (void)diagnose(reading->diagnostics, values->span,
                       "a range needs its two ends here");
        return diagnose_hint(reading->diagnostics, "write %s: [low, high]",
                             range_names[reading->range->kind]);
    }
    low = &values->items[0];
    high = &values->items[1];
    return read_bound(reading, low, &reading->range->low)
           && read_bound(reading, high, &reading->range->high)
           && check_order(reading, low) && takes_bounds(reading, low, high);
}

// Steps from the lowest must lead to the highest: both are values.
static bool read_step(const Reading *reading, const Node *node)
{
    Range *range = reading->range;
    double width = range->high - range->low;
    double steps;
    Text hint = {0};

    if (!node)
        return true;
    if (range->kind == RANGE_CHOICE)
        return diagnose(reading->diagnostics, node->span,
                        "a choice has no step");
    if (!read_bound(reading, node, &range->step))
        return false;
    if (!(range->step > 0 && range->step <= width))
        return diagnose(reading->diagnostics, node->span,
                        "a step must be over 0 and lead from low to high");
    steps = width / range->step;
    if (fabs(steps - round(steps)) < 1e-9 * steps)
        return true;
    (void)diagnose(reading->diagnostics, node->span,
                   "steps of %s do not lead from low to high", node->text);
    text_add_number(
        &hint, range_nearest(range, range->low + floor(steps) * range->step));
    (void)diagnose_hint(reading->diagnostics, "the last below it is %s",
                        text_string(&hint));
    text_release(&hint);
    return false;
}

static bool check_keys(const Reading *reading)
{
    const char *names[RANGES + 2];
    const Node *kind = NULL;
    bool ok = true;

    for (int i = 0; i < RANGES; i++)
        names[i] = range_names[i];
    names[RANGES] = "step";
    names[RANGES + 1] = "when";
    for (size_t i = 0; i < reading->map->count; i++) {
        const Node *key = node_key(reading->map, i);

        if (kind_named(key->text) >= 0 && kind) {
            ok = diagnose(reading->diagnostics, key->span,
                          "a range is of one kind, but '%s' stands here too",
                          kind->text);
        } else if (kind_named(key->text) >= 0) {
            kind = key;
        } else if (strcmp(key->text, "step") != 0
                   && strcmp(key->text, "when") != 0) {
            ok = experiment_refuse_key(key, "a range", names, RANGES + 2,
                                       reading->diagnostics);
        }
    }
    return ok;
}

// What draws are counted by: the same for all ways to write a setting.
static char *draw_name(const Schema *schema, const char *path)
{
    Text name = {0};
    char *copy;

    text_printf(&name, "%s.name", path);
    copy = memory_text(
        schema_find(schema, text_string(&name)) ? text_string(&name) : path);
    text_release(&name);
    return copy;
}

static size_t add_range(Block *block, char *name, Mark mark)
{
    Search *search = block->search;
    size_t at = block->axis_count;

    search->names = memory_grow(search->names, &search->name_capacity, at + 1,
                                sizeof *search->names);
    search->ranges = memory_grow(search->ranges, &search->range_capacity,
                                 at + 1, sizeof *search->ranges);
    search->marks = memory_grow(search->marks, &search->mark_capacity, at + 1,
                                sizeof *search->marks);
    search->names[at] = name;
    search->marks[at] = mark;
    (void)axis_add(block);
    return at;
}

static bool read_range(Block *block, const Schema *schema, const char *path,
                       const Node *key, const Node *map,
                       Diagnostics *diagnostics)
{
    size_t at = add_range(block, draw_name(schema, path), map->span);
    const Node *when = node_find(map, "when");
    Reading reading = {schema,
                       path,
                       key,
                       map,
                       NULL,
                       &block->axes[at],
                       &block->search->ranges[at],
                       diagnostics};

    if (!check_keys(&reading))
        return false;
    for (int i = 0; i < RANGES && !reading.values; i++) {
        reading.values = node_find(map, range_names[i]);
        reading.range->kind = (RangeKind)i;
    }
    return (reading.range->kind == RANGE_CHOICE ? read_choices(&reading)
                                                : read_numbers(&reading))
           && read_step(&reading, node_find(map, "step"))
           && (!when
               || match_read(&reading.axis->when, schema, when, diagnostics));
}

static bool read_space(Block *block, const Schema *schema, const char *path,
                       const Node *map, Diagnostics *diagnostics)
{
    bool ok = experiment_need_map(map, *path ? path : "space", diagnostics);

    for (size_t i = 0; ok && i < map->count; i++) {
        const Node *key = node_key(map, i);
        const Node *value = node_value(map, i);
        Text below = {0};

        text_printf(&below, "%s%s%s", path, *path ? "." : "", key->text);
        if (!row_path_known(schema, text_string(&below), key->span,
                            diagnostics)) {
            ok = false;
        } else if (value->kind != NODE_MAP) {
            ok = diagnose(diagnostics, value->span, "'%s' needs a range here",
                          text_string(&below));
            (void)diagnose_hint(diagnostics, "%s", range_hint);
        } else {
            ok = is_range(value)
                     ? read_range(block, schema, text_string(&below), key,
                                  value, diagnostics)
                     : read_space(block, schema, text_string(&below), value,
                                  diagnostics);
        }
        text_release(&below);
    }
    return ok;
}

static bool read_method(Search *search, const Node *node,
                        Diagnostics *diagnostics)
{
    static const char *const methods[] = {"random", "tpe"};
    const char *text = value_text(node, "method", diagnostics);

    search->tpe = text && strcmp(text, methods[1]) == 0;
    search->method_mark = node->span;
    return text
           && (search->tpe || strcmp(text, methods[0]) == 0
               || value_refuse_name(node->span, "method", text, methods, 2,
                                    diagnostics));
}

static bool read_count(const Node *node, const char *name, double least,
                       double most, size_t *count, Diagnostics *diagnostics)
{
    double number = 0;
    bool ok = value_integer(node, name, least, most, &number, diagnostics);

    if (ok)
        *count = (size_t)number;
    return ok;
}

static bool read_key(Experiment *experiment, Block *block, const Node *key,
                     const Node *value, Diagnostics *diagnostics)
{
    static const char *const names[] = {"method", "trials", "seed",
                                        "batch",  "space",  "exclude"};
    Search *search = block->search;
    double seed = 0;

    if (strcmp(key->text, "method") == 0)
        return read_method(search, value, diagnostics);
    if (strcmp(key->text, "trials") == 0)
        return read_count(value, "trials", 1, TRIALS_MAX, &search->trials,
                          diagnostics);
    if (strcmp(key->text, "batch") == 0)
        return read_count(value, "batch", 1, TRIALS_MAX, &search->batch,
                          diagnostics);
    if (strcmp(key->text, "space") == 0)
        return read_space(block, experiment->schema, "", value, diagnostics);
    if (strcmp(key->text, "exclude") == 0)
        return excludes_read(experiment, block, value, diagnostics);
    if (strcmp(key->text, "seed") != 0)
        return experiment_refuse_key(key, "search", names,
                                     sizeof names / sizeof *names, diagnostics);
    if (!value_integer(value, "seed", 0, 0x1p53, &seed, diagnostics))
        return false;
    search->seed = (uint64_t)seed;
    return true;
}

static bool check_search(const Block *block, const Node *map,
                         Diagnostics *diagnostics)
{
    static const char *const needed[] = {"trials", "space"};
    const Node *batch = node_find(map, "batch");
    bool ok = true;

    for (size_t i = 0; i < 2; i++)
        if (!node_find(map, needed[i]))
            ok = diagnose(diagnostics, map->span, "'search' needs %s",
                          needed[i]);
    if (batch && !block->search->tpe)
        ok = diagnose(diagnostics, batch->span,
                      "a batch is what tpe proposes at once; the search is "
                      "random");
    return ok;
}

static char *space_json(const Block *block)
{
    Text json = {0};
    Text range = {0};

    for (size_t i = 0; i < block->axis_count; i++) {
        text_add(&json, i > 0 ? "," : "{");
        text_add_json(&json, block->search->names[i]);
        text_clear(&range);
        range_text(&block->search->ranges[i], &range);
        text_add_char(&json, ':');
        text_add_json(&json, text_string(&range));
    }
    text_add(&json, "}");
    text_release(&range);
    return json.data;
}

bool search_read(Experiment *experiment, Plan *plan, const Node *map,
                 Diagnostics *diagnostics)
{
    Block *block;
    bool ok = true;

    if (!experiment_need_map(map, "search", diagnostics))
        return false;
    experiment->search_mark = map->span;
    block = block_add(experiment, map->span);
    block->search = memory_new(1, sizeof *block->search);
    block->search->batch = 1;
    block->search->seed = 1;
    for (size_t i = 0; i < map->count; i++)
        ok = read_key(experiment, block, node_key(map, i), node_value(map, i),
                      diagnostics)
             && ok;
    ok = check_search(block, map, diagnostics)
         && block_check(experiment, block, diagnostics) && ok;
    if (ok)
        plan->space = space_json(block);
    return ok;
}
