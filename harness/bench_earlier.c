#include "harness/bench_earlier.h"

#include "harness/bench_text.h"
#include "nets/base/file.h"

#include <math.h>
#include <string.h>

static bool parse(Earlier *earlier, const char *path, Error *err)
{
    Diagnostics diagnostics = {0};
    bool ok = node_read(&earlier->source, &earlier->root, &diagnostics);

    diagnostics_release(&diagnostics);
    if (!ok || earlier->root.kind != NODE_MAP
        || !node_find(&earlier->root, "machine")
        || !node_find(&earlier->root, "rows")
        || node_find(&earlier->root, "rows")->kind != NODE_LIST)
        return fail_misuse(
            err, "'%s' is not what 'quadrille bench --json' printed", path);
    return true;
}

bool earlier_read(Earlier *earlier, const char *path, Error *err)
{
    Buffer file = {0};
    bool ok;

    *earlier = (Earlier){0};
    ok = file_read(path, NODE_BYTES_MAX, &file, err);
    if (ok) {
        text_add_part(&earlier->text, (const char *)file.bytes, file.count);
        earlier->source = (SourceText){path, text_string(&earlier->text),
                                       earlier->text.length};
        ok = parse(earlier, path, err);
    } else {
        err->exit_code = EXIT_MISUSED;
    }
    buffer_release(&file);
    return ok;
}

void earlier_release(Earlier *earlier)
{
    node_release(&earlier->root);
    text_release(&earlier->text);
}

static bool has_text(const Node *map, const char *key, const char *text)
{
    const Node *value = map->kind == NODE_MAP ? node_find(map, key) : NULL;

    return value && value->kind == NODE_SCALAR
           && strcmp(value->text, text) == 0;
}

static bool has_number(const Node *map, const char *key, double number)
{
    const Node *value = map->kind == NODE_MAP ? node_find(map, key) : NULL;
    double found;

    return value && node_number(value, &found) && found == number;
}

static bool is_same(const Node *row, const Bench *bench, const BenchCase *of)
{
    return has_text(row, "model", of->model->entry.name)
           && has_number(row, "threads", of->threads)
           && has_number(row, "jobs", of->jobs)
           && has_number(row, "batch", of->batch)
           && has_text(row, "augment", bench->augment ? "true" : "false");
}

double earlier_ratio(const Earlier *earlier, const Bench *bench,
                     const BenchCase *of, BenchValue value)
{
    const Node *rows = node_find(&earlier->root, "rows");
    const char *key = value == BENCH_TRAIN ? "train" : "infer";

    for (size_t i = 0; i < rows->count; i++) {
        const Node *spread;
        const Node *middle;
        double before;

        if (!is_same(&rows->items[i], bench, of))
            continue;
        spread = node_find(&rows->items[i], key);
        middle = spread && spread->kind == NODE_MAP
                     ? node_find(spread, "median")
                     : NULL;
        if (middle && node_number(middle, &before) && before > 0)
            return bench_spread(bench, of, value).median / before;
    }
    return (double)NAN;
}

void earlier_differences(const Earlier *earlier, Text *lines)
{
    const Node *machine = node_find(&earlier->root, "machine");
    BenchFact facts[BENCH_FACTS];

    bench_facts(facts);
    for (int i = 0; i < BENCH_MACHINE_FACTS; i++) {
        const Node *was = machine->kind == NODE_MAP
                              ? node_find(machine, facts[i].name)
                              : NULL;

        if (was && was->kind == NODE_SCALAR
            && strcmp(was->text, facts[i].text) != 0)
            text_printf(lines, "%s: it was '%s', it is '%s'\n", facts[i].name,
                        was->text, facts[i].text);
    }
}
