#include "harness/feasible.h"

#include "harness/program.h"
#include "harness/setup.h"
#include "harness/split.h"
#include "nets/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A network on its data.
typedef struct {
    Config settings;  // what decides on it
    size_t hash;      // of these
    bool has_data;    // and is not left to a program of one's own
    DatasetSize size;
} Pairing;

struct Feasibility {
    Pairing *pairings;
    size_t count;
    size_t capacity;
    size_t *table;      // hash table of them: index + 1, or 0
    size_t table_size;  // a power of two
    // Of the configuration at hand: what decides on its pairing. Settings are
    // shared, so where the pointers are the same, so are they.
    const Setting **deciding;
    size_t deciding_count;
    size_t deciding_capacity;
    size_t hash;
};

enum { TABLE_FIRST = 64 };

Feasibility *feasibility_new(void)
{
    Feasibility *known = memory_new(1, sizeof *known);

    known->table_size = TABLE_FIRST;
    known->table = memory_new(known->table_size, sizeof *known->table);
    return known;
}

void feasibility_free(Feasibility *known)
{
    for (size_t i = 0; i < known->count; i++)
        config_release(&known->pairings[i].settings);
    free(known->pairings);
    free(known->table);
    free(known->deciding);
    free(known);
}

static bool decides(const char *key)
{
    static const char *const beginnings[] = {"arch.", "command", "dataset.",
                                             "input.", "model."};

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (key[0] == beginnings[i][0]
            && strncmp(key, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

// FNV-1a, of the pointers.
static size_t hash_of(const Setting *const *settings, size_t count)
{
    uint64_t hash = 0xCBF29CE484222325;

    for (size_t i = 0; i < count; i++)
        hash = (hash ^ (uintptr_t)settings[i]) * 0x100000001B3;
    return (size_t)(hash ^ hash >> 32);
}

static void find_deciding(Feasibility *known, const Config *config)
{
    known->deciding = memory_grow(known->deciding, &known->deciding_capacity,
                                  config->count, sizeof(const Setting *));
    known->deciding_count = 0;
    for (size_t i = 0; i < config->count; i++)
        if (decides(config->settings[i]->key))
            known->deciding[known->deciding_count++] = config->settings[i];
    known->hash = hash_of(known->deciding, known->deciding_count);
}

static bool is_pairing(const Feasibility *known, const Pairing *pairing)
{
    return pairing->hash == known->hash
           && pairing->settings.count == known->deciding_count
           && memcmp(pairing->settings.settings, known->deciding,
                     known->deciding_count * sizeof(const Setting *))
                  == 0;
}

// The slot of the configuration's pairing, or the free one for it.
static size_t *find_slot(const Feasibility *known)
{
    size_t at = known->hash & (known->table_size - 1);

    while (known->table[at]
           && !is_pairing(known, &known->pairings[known->table[at] - 1]))
        at = (at + 1) & (known->table_size - 1);
    return &known->table[at];
}

static void grow_table(Feasibility *known)
{
    free(known->table);
    known->table_size *= 2;
    known->table = memory_new(known->table_size, sizeof *known->table);
    for (size_t i = 0; i < known->count; i++) {
        size_t at = known->pairings[i].hash & (known->table_size - 1);

        while (known->table[at])
            at = (at + 1) & (known->table_size - 1);
        known->table[at] = i + 1;
    }
}

// Where the first of two settings that the file has stands.
static Mark place_of(const Candidate *candidate, const char *key,
                     const char *otherwise)
{
    const Assignment *said = resolver_assignment(candidate->resolver, key);

    if (!said)
        said = resolver_assignment(candidate->resolver, otherwise);
    return said ? said->span : candidate->experiment->mark;
}

// A message says what was wrong and then, after a semicolon, what would be
// right.
static void tell(Diagnostics *diagnostics, Mark mark, const Error *why)
{
    const char *advice = strstr(why->message, "; ");
    size_t length =
        advice ? (size_t)(advice - why->message) : strlen(why->message);

    (void)diagnose(diagnostics, mark, "%.*s", (int)length, why->message);
    if (advice)
        (void)diagnose_hint(diagnostics, "%s", advice + 2);
}

static bool same_place(Mark a, Mark b)
{
    return a.source == b.source && a.line == b.line && a.column == b.column;
}

static void tell_also(const Candidate *candidate, Mark told, Mark mark,
                      const char *what, Diagnostics *diagnostics)
{
    if (!same_place(told, mark)
        && !same_place(mark, candidate->experiment->mark))
        (void)diagnose_also(diagnostics, mark, what);
}

// Which of the combinations it is: the place of the last choice that decides.
static void tell_combination(const Candidate *candidate, Mark told,
                             Diagnostics *diagnostics)
{
    Text what = {0};

    text_printf(&what, "configuration '%s'", candidate->label);
    for (size_t i = candidate->row_count; i-- > 0;) {
        const Row *row = candidate->rows[i];

        for (size_t j = 0; j < row->count; j++)
            if (decides(row->items[j].key->name))
                tell_also(candidate, told, row->items[j].span,
                          text_string(&what), diagnostics);
    }
    text_release(&what);
    tell_also(candidate, told, place_of(candidate, "input.size", ""), NULL,
              diagnostics);
}

// The line of the layer, where the file lists them; else the model's name.
static Mark place_of_layer(const Candidate *candidate, const Network *network)
{
    const Assignment *own =
        resolver_assignment(candidate->resolver, "model.layers");

    if (own && own->layers && network->fault < own->layers->count)
        return own->layers->items[network->fault].span;
    return place_of(candidate, "model.name", "model.layers");
}

static void check_network(const Pairing *pairing, const Candidate *candidate,
                          Diagnostics *diagnostics)
{
    Setup setup;
    Error why;

    if (!setup_fit(&setup, candidate->config, &pairing->size, &why)) {
        Mark mark = place_of_layer(candidate, setup.network);

        tell(diagnostics, mark, &why);
        tell_combination(candidate, mark, diagnostics);
    }
    setup_release(&setup);
}

static void check_data(Pairing *pairing, const Candidate *candidate,
                       Diagnostics *diagnostics)
{
    Error why;

    pairing->has_data = setup_size(candidate->config, &pairing->size, &why);
    if (!pairing->has_data)
        tell(diagnostics, place_of(candidate, "dataset.path", "dataset.name"),
             &why);
}

// Adds the configuration's pairing, and tells what is wrong with it.
static void add_pairing(Feasibility *known, const Candidate *candidate,
                        Diagnostics *diagnostics)
{
    bool own_program = program_command(candidate->config) != NULL;
    Pairing *pairing;

    known->pairings = memory_grow(known->pairings, &known->capacity,
                                  known->count + 1, sizeof *known->pairings);
    pairing = &known->pairings[known->count++];
    *pairing = (Pairing){.hash = known->hash};
    for (size_t i = 0; i < known->deciding_count; i++)
        config_share(&pairing->settings, known->deciding[i]);
    // A program of one's own may have data that it alone knows.
    if (!own_program || config_find(candidate->config, "dataset.name"))
        check_data(pairing, candidate, diagnostics);
    pairing->has_data = pairing->has_data && !own_program;
    if (pairing->has_data)
        check_network(pairing, candidate, diagnostics);
}

static void tell_split(const Candidate *candidate, const Split *split,
                       const DatasetSize *size, const Error *why,
                       Diagnostics *diagnostics)
{
    Mark mark = place_of(candidate, split->fault, "validation.name");

    tell(diagnostics, mark, why);
    if (strcmp(split->fault, "test_size") == 0)
        (void)diagnose_hint(diagnostics, "at most %zu", size->test);
    if (strcmp(split->fault, "train_size") != 0)
        return;
    if (split->held == 0) {
        (void)diagnose_hint(diagnostics, "at most %zu", size->train);
        return;
    }
    (void)diagnose_hint(diagnostics,
                        "of %zu training images %zu are kept for validation",
                        size->train, split->held);
    tell_also(candidate, mark, place_of(candidate, "validation.name", ""),
              "validation", diagnostics);
}

static void check_split(const DatasetSize *size, const Candidate *candidate,
                        Diagnostics *diagnostics)
{
    Mark mark = candidate->experiment->early_stop_mark;
    Split split;
    Error why;

    if (!split_count(&split, candidate->config, size->train, size->test,
                     &why)) {
        tell_split(candidate, &split, size, &why, diagnostics);
    } else if (!split_can_stop_early(&split, candidate->config, &why)) {
        tell(diagnostics, mark, &why);
        tell_also(candidate, mark, place_of(candidate, "validation.name", ""),
                  "validation", diagnostics);
    }
}

void feasible_tell(Feasibility *known, const Candidate *candidate,
                   Diagnostics *diagnostics)
{
    size_t *slot;
    const Pairing *pairing;

    if (2 * known->count >= known->table_size)
        grow_table(known);
    find_deciding(known, candidate->config);
    slot = find_slot(known);
    if (!*slot) {
        add_pairing(known, candidate, diagnostics);
        *slot = known->count;
    }
    pairing = &known->pairings[*slot - 1];
    if (pairing->has_data)
        check_split(&pairing->size, candidate, diagnostics);
}
