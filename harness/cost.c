#include "harness/cost.h"

#include "harness/program.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// Measured on databases of quadrille: what rows and their indexes take up. Ten
// classes and thousands of images fill most of a confusion matrix.
enum { EPOCH_BYTES = 1000, PREDICTION_BYTES = 36, TRIAL_BYTES = 1500 };

// The checkpoint of a trial's newest epoch is what stays of it. The highest
// image is found by the table's key, where counting would read them all.
static const char known_costs[] =
    "WITH trained AS ("
    " SELECT t.config, max(t.id) AS trial,"
    "  avg(e.total_microseconds) / 1e6 AS seconds"
    " FROM epoch e JOIN trial t ON t.id = e.trial GROUP BY t.config"
    "), known AS ("
    " SELECT c.hash, c.model || ' on ' || c.dataset || char(10)"
    "   || c.data_digest || ' ' || coalesce((SELECT CAST(number AS INTEGER)"
    "    FROM parameter WHERE config = c.id AND name = 'train_size'), 0)"
    "   AS kind, k.seconds,"
    "  (SELECT p.bytes FROM checkpoint p WHERE p.trial = k.trial"
    "   ORDER BY p.epoch DESC LIMIT 1) AS bytes,"
    "  (SELECT sum(1 + (SELECT max(p.image) FROM prediction p"
    "    WHERE p.trial = d.id AND p.split = s.value))"
    "   FROM json_each('[\"validation\", \"test\"]') s,"
    "   (SELECT id FROM trial"
    "    WHERE config = c.id AND state = 'done' LIMIT 1) d) AS predictions"
    " FROM trained k JOIN config c ON c.id = k.config"
    ") SELECT hash, seconds, bytes, predictions FROM known"
    " UNION ALL SELECT kind, avg(seconds), avg(bytes), avg(predictions)"
    " FROM known GROUP BY kind ORDER BY 1";

enum { NAME, SECONDS, BYTES, PREDICTIONS };

void cost_kind(const PlannedConfig *planned, Text *text)
{
    const Config *config = &planned->config;
    const Setting *size = config_find(config, "train_size");

    program_model(config, text);
    text_add(text, " on ");
    text_add(text, config_text(config, "dataset.name", "custom"));
    text_add_char(text, '\n');
    text_add(text, planned->data_digest);
    text_add_char(text, ' ');
    text_add(text, size ? setting_words(size) : "0");
}

static double number_or_0(const Result *result, size_t row, size_t column)
{
    double number = result_number(result, row, column);

    return number > 0 ? number : 0;
}

bool costs_read(Costs *costs, Store *store, Error *err)
{
    Result result = {0};

    if (!store_query(store, known_costs, NULL, NULL, &result, err))
        return false;
    for (size_t i = 0; i < result.rows; i++)
        costs_add(costs, result.cells[i * result.columns + NAME],
                  &(Cost){number_or_0(&result, i, SECONDS),
                          number_or_0(&result, i, BYTES),
                          number_or_0(&result, i, PREDICTIONS)});
    result_release(&result);
    return true;
}

// What is read comes in its order, so it goes to the end.
void costs_add(Costs *costs, const char *name, const Cost *cost)
{
    size_t at = costs->count;

    costs->known = memory_grow(costs->known, &costs->capacity, costs->count + 1,
                               sizeof *costs->known);
    while (at > 0 && strcmp(costs->known[at - 1].name, name) > 0)
        at--;
    memmove(costs->known + at + 1, costs->known + at,
            (costs->count - at) * sizeof *costs->known);
    costs->known[at] = (KnownCost){memory_text(name), *cost};
    costs->count++;
}

void costs_release(Costs *costs)
{
    for (size_t i = 0; i < costs->count; i++)
        free(costs->known[i].name);
    free(costs->known);
    *costs = (Costs){0};
}

static int by_name(const void *name, const void *known)
{
    return strcmp(name, ((const KnownCost *)known)->name);
}

static const Cost *find(const Costs *costs, const char *name)
{
    const KnownCost *found = costs->count > 0
                                 ? bsearch(name, costs->known, costs->count,
                                           sizeof *costs->known, by_name)
                                 : NULL;

    return found ? &found->cost : NULL;
}

const Cost *costs_find(const Costs *costs, const PlannedConfig *config)
{
    const Cost *cost = find(costs, config->id);
    Text kind = {0};

    if (cost)
        return cost;
    cost_kind(config, &kind);
    cost = find(costs, text_string(&kind));
    text_release(&kind);
    return cost;
}

double cost_database_bytes(const Cost *cost, double epochs, double done)
{
    return TRIAL_BYTES + EPOCH_BYTES * epochs
           + PREDICTION_BYTES * cost->predictions * done;
}
