// The `run:` block: how, not what.
#include "harness/experiment.h"

#include "harness/number.h"
#include "harness/value.h"

#include <string.h>

// What a number may be followed by, and what it is then multiplied with.
typedef struct {
    const char *name;
    double factor;
} Unit;

enum { NUMBER_TEXT_MAX = 32 };

// A number over 0 and one of the units; false when it is none.
static bool read_quantity(const Node *node, const Unit *units, double *value)
{
    size_t length = node->kind == NODE_SCALAR ? strlen(node->text) : 0;

    for (; units->name; units++) {
        size_t unit = strlen(units->name);
        char text[NUMBER_TEXT_MAX];
        double number;

        if (length <= unit || length - unit >= sizeof text
            || strcmp(node->text + length - unit, units->name) != 0)
            continue;
        memcpy(text, node->text, length - unit);
        text[length - unit] = '\0';
        if (number_parse(text, &number) && number > 0) {
            *value = number * units->factor;
            return true;
        }
    }
    return false;
}

static bool refuse_quantity(const Node *node, const char *wanted,
                            Diagnostics *diagnostics)
{
    if (node->kind != NODE_SCALAR)
        return diagnose(diagnostics, node->span, "%s", wanted);
    return diagnose(diagnostics, node->span, "%s, not '%s'", wanted,
                    node->text);
}

static bool read_timeout(RunSettings *run, const Node *node,
                         Diagnostics *diagnostics)
{
    static const Unit times[] = {
        {"s", 1}, {"m", 60}, {"h", 3600}, {"", 1}, {0}};
    static const Unit shares[] = {{"%", 0.01}, {0}};

    return read_quantity(node, times, &run->timeout_seconds)
           || read_quantity(node, shares, &run->timeout_medians)
           || refuse_quantity(node,
                              "'timeout' must be a time like 90s, 20m or 2h, "
                              "or a share like 300% of what a trial takes",
                              diagnostics);
}

static bool read_memory(RunSettings *run, const Node *node,
                        Diagnostics *diagnostics)
{
    static const Unit sizes[] = {
        {"MiB", 0x1p20}, {"GiB", 0x1p30}, {"MB", 1e6}, {"GB", 1e9}, {0}};

    return read_quantity(node, sizes, &run->memory_bytes)
           || refuse_quantity(node,
                              "'memory' must be a size like 900MiB or "
                              "4GiB",
                              diagnostics);
}

bool run_read(RunSettings *run, const Node *map, Diagnostics *diagnostics)
{
    enum { TIMEOUT, MEMORY, JOBS, THREADS, RETRIES, STOP, NAMES };
    static const char *const names[NAMES] = {
        [TIMEOUT] = "timeout", [MEMORY] = "memory",
        [JOBS] = "jobs",       [THREADS] = "threads",
        [RETRIES] = "retries", [STOP] = "stop_after_failures"};
    int *const fields[NAMES] = {[JOBS] = &run->jobs,
                                [THREADS] = &run->threads,
                                [RETRIES] = &run->retries,
                                [STOP] = &run->stop_after_failures};
    bool ok = true;

    if (map->kind != NODE_MAP)
        return diagnose(diagnostics, map->span, "'run' must be a map, not %s",
                        node_kind_text(map));
    for (size_t i = 0; i < map->count; i++) {
        const Node *key = node_key(map, i);
        const Node *value = node_value(map, i);
        double number = 0;
        int which = 0;

        while (which < NAMES && strcmp(names[which], key->text) != 0)
            which++;
        if (which == NAMES)
            ok = experiment_refuse_key(key, "run", names, NAMES, diagnostics);
        else if (which == TIMEOUT)
            ok = read_timeout(run, value, diagnostics) && ok;
        else if (which == MEMORY)
            ok = read_memory(run, value, diagnostics) && ok;
        else if (!value_integer(value, key->text, which != RETRIES, 10000,
                                &number, diagnostics))
            ok = false;
        else
            *fields[which] = (int)number;
    }
    return ok;
}
