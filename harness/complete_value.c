#include "harness/complete_value.h"

#include "harness/command.h"
#include "harness/format.h"
#include "harness/plots.h"
#include "harness/store.h"
#include "nets/dataset.h"
#include "nets/model.h"

#include <string.h>

// Where values come from. All but the adding function may be NULL.
typedef struct Source {
    const char *meaning;  // "TRIAL"
    void (*add)(const struct Source *source, const char *database,
                const char *prefix, Text *out);
    const char *words;  // what it says to the shell, or asks the record
    const Entry *const *table;
} Source;

static void add_words(const Source *source, const char *database,
                      const char *prefix, Text *out)
{
    (void)database;
    (void)prefix;
    text_printf(out, "%s\n", source->words);
}

static void add_entries(const Source *source, const char *database,
                        const char *prefix, Text *out)
{
    (void)database;
    (void)prefix;
    for (const Entry *const *entry = source->table; *entry; entry++)
        text_printf(out, "%s\t%s\n", (*entry)->name, (*entry)->summary);
}

static void add_commands(const Source *source, const char *database,
                         const char *prefix, Text *out)
{
    (void)source;
    (void)database;
    (void)prefix;
    for (const Command *const *command = commands; *command; command++)
        if ((*command)->summary)
            text_printf(out, "%s\t%s\n", (*command)->name, (*command)->summary);
}

static void add_formats(const Source *source, const char *database,
                        const char *prefix, Text *out)
{
    (void)source;
    (void)database;
    (void)prefix;
    for (const Format *format = formats; format->name; format++)
        text_printf(out, "%s\n", format->name);
}

static void add_plots(const Source *source, const char *database,
                      const char *prefix, Text *out)
{
    (void)database;
    (void)prefix;
    plots_list(strcmp(source->meaning, "FIGURE") == 0, out);
}

// Lines are answers, so nothing in a cell may end one.
static void add_rows(const Source *source, const char *database,
                     const char *prefix, Text *out)
{
    const char *const names[] = {":prefix", NULL};
    const char *const values[] = {prefix, NULL};
    Result result = {0};
    Error ignored;
    Store *store = store_open(database, STORE_READ, &ignored);

    if (store
        && store_query(store, source->words, names, values, &result,
                       &ignored)) {
        for (size_t row = 0; row < result.rows; row++) {
            const char *const *cells =
                (const char *const *)result.cells + row * result.columns;

            text_add_printable(out, cells[0]);
            if (result.columns > 1 && cells[1] && cells[1][0]) {
                text_add_char(out, '\t');
                text_add_printable(out, cells[1]);
            }
            text_add_char(out, '\n');
        }
        result_release(&result);
    }
    store_close(store);
}

static const char trials[] =
    "SELECT name, coalesce((SELECT label FROM study_config c\n"
    "    WHERE c.config = t.config LIMIT 1) || ', ', '')\n"
    "    || 'seed ' || seed || ', ' || state\n"
    "FROM trial t WHERE name >= :prefix AND name < :prefix || 'g'\n"
    "ORDER BY id DESC LIMIT 200";

static const Source sources[] = {
    {"FILE.yaml", add_words, ":files yaml", NULL},
    {"FILE", add_words, ":files", NULL},
    {"IMAGE", add_words, ":files", NULL},
    {"DIR", add_words, ":folders", NULL},
    {"MODEL", add_entries, NULL, models},
    {"DATASET", add_entries, NULL, datasets},
    {"FORMAT", add_formats, NULL, NULL},
    {"COMMAND", add_commands, NULL, NULL},
    {"FIGURE", add_plots, NULL, NULL},
    {"TABLE", add_plots, NULL, NULL},
    {"TRIAL", add_rows, trials, NULL},
    {"STUDY", add_rows, "SELECT name, description FROM study ORDER BY name",
     NULL},
    {"STATE", add_rows, "SELECT DISTINCT state FROM trial ORDER BY state",
     NULL},
    {"WORD", add_rows, "SELECT DISTINCT tag FROM tag ORDER BY tag", NULL},
    {"SETTING", add_rows, "SELECT DISTINCT name FROM parameter ORDER BY name",
     NULL},
};

void complete_value(const char *meaning, const char *database,
                    const char *prefix, Text *out)
{
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (strcmp(sources[i].meaning, meaning) == 0)
            sources[i].add(&sources[i], database, prefix, out);
}
