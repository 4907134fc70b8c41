// The trials of a plan as a table: what tells them apart, and how far each is.
#include "harness/format.h"
#include "harness/outlook.h"
#include "nets/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_ID = 8 };

// Keys whose values differ among configurations that have them.
typedef struct {
    const char **keys;
    size_t count;
    size_t capacity;
} Varying;

static bool holds(const Varying *varying, const char *key)
{
    for (size_t i = 0; i < varying->count; i++)
        if (strcmp(varying->keys[i], key) == 0)
            return true;
    return false;
}

static void add_varying(Varying *varying, const char *key)
{
    varying->keys = memory_grow(varying->keys, &varying->capacity,
                                varying->count + 1, sizeof *varying->keys);
    varying->keys[varying->count++] = key;
}

// Notes where `config` differs from what others had first. Both are sorted, and
// most of their settings are the same ones.
static void note_differences(Varying *varying, Config *first,
                             const Config *config)
{
    size_t at = 0;

    for (size_t i = 0; i < config->count; i++) {
        const Setting *one = config->settings[i];

        while (at < first->count && first->settings[at] != one
               && strcmp(first->settings[at]->key, one->key) < 0)
            at++;
        if (at == first->count
            || (first->settings[at] != one
                && strcmp(first->settings[at]->key, one->key) != 0))
            config_share(first, one);
        else if (!setting_equal(one, first->settings[at])
                 && !holds(varying, one->key))
            add_varying(varying, one->key);
    }
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static Varying find_varying(const Plan *plan)
{
    Varying varying = {0};
    Config first = {0};

    for (size_t i = 0; i < plan->config_count; i++)
        note_differences(&varying, &first, &plan->configs[i].config);
    if (varying.count > 0)
        qsort(varying.keys, varying.count, sizeof *varying.keys, by_text);
    config_release(&first);
    return varying;
}

// How many digits tell all trials apart.
static size_t id_length(const Plan *plan)
{
    const PlannedTrial **sorted = plan_by_id(plan);
    size_t length = SHORT_ID;

    for (size_t i = 1; i < plan->trial_count; i++)
        while (length < DIGEST_TEXT - 1
               && strncmp(sorted[i - 1]->id, sorted[i]->id, length) == 0)
            length++;
    free(sorted);
    return length;
}

// A table's cells, of which some are its own.
typedef struct {
    const char **cells;
    size_t count;
    char **own;
    size_t own_count;
    size_t own_capacity;
    Text text;  // of the next one
} Cells;

static void add_borrowed(Cells *cells, const char *text)
{
    cells->cells[cells->count++] = text;
}

// Adds what stands in cells->text.
static void add_own(Cells *cells)
{
    char *copy = memory_text(text_string(&cells->text));

    cells->own = memory_grow(cells->own, &cells->own_capacity,
                             cells->own_count + 1, sizeof *cells->own);
    cells->own[cells->own_count++] = copy;
    text_clear(&cells->text);
    add_borrowed(cells, copy);
}

static void cells_release(Cells *cells)
{
    for (size_t i = 0; i < cells->own_count; i++)
        free(cells->own[i]);
    free(cells->own);
    free(cells->cells);
    text_release(&cells->text);
}

static void add_heads(Cells *cells, const Varying *varying)
{
    add_borrowed(cells, "trial");
    add_borrowed(cells, "label");
    for (size_t i = 0; i < varying->count; i++) {
        setting_key_text(varying->keys[i], &cells->text);
        add_own(cells);
    }
    add_borrowed(cells, "seed");
    add_borrowed(cells, "state");
}

static void add_state(Cells *cells, const TrialStatus *status, double epochs)
{
    const char *state = trial_state_names[status->state];

    if (status->epochs_done == 0 || trial_is_over(status->state)) {
        add_borrowed(cells, state);
        return;
    }
    text_printf(&cells->text, "%s, %d of %.0f epochs", state,
                status->epochs_done, epochs);
    add_own(cells);
}

static void add_row(Cells *cells, const Plan *plan, const Varying *varying,
                    const PlannedTrial *trial, size_t digits)
{
    const PlannedConfig *config = &plan->configs[trial->config];

    text_add_part(&cells->text, trial->id, digits);
    add_own(cells);
    add_borrowed(cells, config->label);
    for (size_t i = 0; i < varying->count; i++) {
        const Setting *one = config_find(&config->config, varying->keys[i]);

        add_borrowed(cells, one ? setting_words(one) : NULL);
    }
    text_printf(&cells->text, "%" PRIu64, trial->seed);
    add_own(cells);
}

void outlook_table(const Outlook *outlook, const Plan *plan, Text *out)
{
    Varying varying = find_varying(plan);
    size_t columns = varying.count + 4;
    size_t count = (plan->trial_count + 1) * columns;
    size_t digits = id_length(plan);
    Cells cells = {.cells = memory_new(count, sizeof(const char *))};
    char *types = memory_new(count, 1);

    add_heads(&cells, &varying);
    for (size_t i = 0; i < plan->trial_count; i++) {
        const PlannedTrial *trial = &plan->trials[i];
        const Config *config = &plan->configs[trial->config].config;

        add_row(&cells, plan, &varying, trial, digits);
        add_state(&cells, &outlook->statuses[i],
                  config_number(config, "epochs", 0));
    }
    for (size_t i = columns; i < count; i++)
        types[i] = cells.cells[i] ? 't' : 'n';
    for (size_t i = 1; i <= plan->trial_count; i++)
        types[(i + 1) * columns - 2] = 'i';
    format_text(
        &(Table){
            .columns = columns,
            .rows = plan->trial_count,
            .heads = cells.cells,
            .cells = cells.cells + columns,
            .types = types + columns,
        },
        out);
    cells_release(&cells);
    free(types);
    free(varying.keys);
}
