#include "harness/command.h"
#include "harness/contents.h"
#include "harness/item.h"
#include "harness/output.h"
#include "harness/study.h"
#include "harness/tabulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *study;
    const char *format;
    const char *db;
    bool sql;
} Wishes;

static const Format *choose_format(const char *name, Error *err)
{
    const Format *format = format_find(name);
    Text names = {0};

    if (format)
        return format;
    for (const Format *known = formats; known->name; known++)
        text_printf(&names, "%s%s", known == formats ? "" : ", ", known->name);
    (void)fail_misuse(err, "unknown format '%s' (there are: %s)", name,
                      text_string(&names));
    text_release(&names);
    return NULL;
}

static bool print(Store *store, const TableWish *wish, Error *err)
{
    Tabulation table = {0};
    Text text = {0};
    bool ok = tabulate_for(&table, store, wish, err);

    if (ok) {
        bool empty = table.data.rows == 0 && table.show.rows == 0;

        if (!empty || wish->format->write != format_text)
            tabulation_write(&table, wish->format, true, &text);
        ok = output_add(text_string(&text), err);
        if (empty)
            (void)fprintf(stderr, "quadrille: %s: %s\n", wish->name,
                          table.why ? table.why : "no data yet");
    }
    text_release(&text);
    tabulation_release(&table);
    return ok;
}

static bool print_sql(Store *store, const TableWish *wish, Error *err)
{
    Text sql = {0};
    bool ok = tabulate_sql(store, wish, &sql, err)
              && output_add(text_string(&sql), err);

    text_release(&sql);
    return ok;
}

static bool show(const char *name, const Wishes *wishes, Error *err)
{
    TableWish wish = {.name = name};
    char *study = NULL;
    Store *store;
    bool ok;

    wish.format = choose_format(wishes->format, err);
    if (!wish.format)
        return false;
    store = store_open(wishes->db, STORE_READ, err);
    study = store ? item_study(store, wishes->study, name, false, err) : NULL;
    wish.study = study;
    ok = study
         && (wishes->sql ? print_sql(store, &wish, err)
                         : print(store, &wish, err));
    free(study);
    store_close(store);
    return ok;
}

// Without a name, of all that there are.
static bool list(const Wishes *wishes, Error *err)
{
    const Format *format = choose_format(wishes->format, err);

    return format && contents_print(false, format, err);
}

static int run(int argc, const char **argv, Error *err)
{
    Wishes wishes = {.format = "text", .db = store_path(NULL)};
    bool json = false;
    bool csv = false;
    const Option options[] = {
        {"study", .text = &wishes.study, .argument = "STUDY",
         .help = "of which study; needed when there are several"},
        {"format", .text = &wishes.format, .argument = "FORMAT",
         .help = "text, md, tex, csv, tsv, json or html (text)"},
        {"json", .flag = &json, .help = "the same as --format json"},
        {"csv", .flag = &csv, .help = "the same as --format csv"},
        {"sql", .flag = &wishes.sql,
         .help = "print the query instead of its result"},
        {"db", .text = &wishes.db, .argument = "FILE", .help = STORE_PATH_HELP},
        {0},
    };

    if (!command_options(&table_command, options, &argc, argv, err)
        || !study_take(&argc, argv, 1, &wishes.study, err))
        return EXIT_MISUSED;
    wishes.format = json ? "json" : csv ? "csv" : wishes.format;
    (void)(argc == 0 ? list(&wishes, err) : show(argv[0], &wishes, err));
    return EXIT_WELL;
}

const Command table_command = {
    .name = "table",
    .arguments = "[TABLE [STUDY]] [--format FORMAT] [--sql]",
    .summary = "print a table from the database",
    .details = "Without a name: list the tables that there are.",
    .example = "quadrille table accuracy paper --format md",
    .run = run,
};
