#include "harness/tabulate.h"

#include "harness/item.h"
#include "harness/sql_text.h"
#include "harness/verdict.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const parameters[] = {":study", ":only", ":verdict", NULL};

// What these stand for; :verdict only where a query that is wanted has it.
typedef struct {
    const char *values[3];
    Text verdict;
} Values;

static bool ask(Tabulation *table, Store *store, const char *file,
                const Query *query, const Values *values, Error *err)
{
    bool why = strcmp(query->name, "why") == 0;
    char **text = why ? &table->why : &table->caption;
    Result told = {0};
    Error inner = {0};
    Result *result = strcmp(query->name, "data") == 0   ? &table->data
                     : strcmp(query->name, "show") == 0 ? &table->show
                                                        : &told;

    table->shows |= result == &table->show;
    if (!store_query(store, query->sql, parameters, values->values, result,
                     &inner))
        return fail(err, "plots/%s.sql, @%s: %s", file, query->name,
                    inner.message);
    if (told.rows > 0 && told.cells[0] && !*text)
        *text = memory_text(told.cells[0]);
    result_release(&told);
    return true;
}

static bool for_machines(const Format *format)
{
    return format->write == format_csv || format->write == format_tsv
           || format->write == format_json;
}

static const Query *find(const Queries *queries, const char *name)
{
    for (size_t i = 0; i < queries->count; i++)
        if (strcmp(queries->queries[i].name, name) == 0)
            return &queries->queries[i];
    return NULL;
}

// Of the queries the one whose rows a format shows; NULL: there is none.
static const Query *shown(const Queries *queries, const Format *format)
{
    const Query *show = for_machines(format) ? NULL : find(queries, "show");

    return show ? show : find(queries, "data");
}

// A figure and a table may share a file: then some of it is the figure's. Why
// a table is empty is asked when it is.
static bool is_for_figure(const char *name)
{
    return strcmp(name, "figure_caption") == 0 || strcmp(name, "why") == 0;
}

// Captions go to eyes only. Without a format everything is wanted.
static bool is_wanted(const Queries *queries, const Query *query,
                      const Format *format)
{
    if (!format)
        return !is_for_figure(query->name);
    return query == shown(queries, format)
           || (query == find(queries, "caption") && !for_machines(format));
}

static bool wants_verdict(const Queries *queries, const Format *format)
{
    for (size_t i = 0; i < queries->count; i++)
        if (is_wanted(queries, &queries->queries[i], format)
            && strstr(queries->queries[i].sql, ":verdict"))
            return true;
    return false;
}

static bool find_values(Values *values, Store *store, const TableWish *wish,
                        const Item *item, const Queries *queries, Error *err)
{
    bool ok =
        !wants_verdict(queries, wish->format)
        || verdict_tell(store, wish->study, item->only, &values->verdict, err);

    values->values[0] = wish->study;
    values->values[1] = item->only;
    values->values[2] = text_string(&values->verdict);
    return ok;
}

static bool ask_all(Tabulation *table, Store *store, const TableWish *wish,
                    const Item *item, Error *err)
{
    Values values = {0};
    Queries queries = {0};
    bool ok = queries_read(&queries, item->name, err)
              && find_values(&values, store, wish, item, &queries, err);

    for (size_t i = 0; ok && i < queries.count; i++)
        ok =
            !is_wanted(&queries, &queries.queries[i], wish->format)
            || ask(table, store, item->name, &queries.queries[i], &values, err);
    if (ok && table->data.rows == 0 && table->show.rows == 0
        && find(&queries, "why"))
        ok = ask(table, store, item->name, find(&queries, "why"), &values, err);
    if (ok) {
        table->title = memory_text(queries.title);
        table->sql = memory_text(text_string(&queries.text));
        item_limit(item, &table->caption);
    }
    queries_release(&queries);
    text_release(&values.verdict);
    return ok;
}

bool tabulate_for(Tabulation *table, Store *store, const TableWish *wish,
                  Error *err)
{
    Item item = {0};
    bool ok = item_find(&item, store, wish->study, wish->name, false, err);

    *table = (Tabulation){.name = memory_text(wish->name)};
    ok = ok && ask_all(table, store, wish, &item, err);
    item_release(&item);
    return ok;
}

bool tabulate(Tabulation *table, Store *store, const char *name,
              const char *study, Error *err)
{
    const TableWish wish = {.name = name, .study = study};

    return tabulate_for(table, store, &wish, err);
}

bool tabulate_sql(Store *store, const TableWish *wish, Text *sql, Error *err)
{
    Item item = {0};
    Values values = {0};
    Queries queries = {0};
    bool ok = item_find(&item, store, wish->study, wish->name, false, err)
              && queries_read(&queries, item.name, err)
              && find_values(&values, store, wish, &item, &queries, err);
    const Query *query = ok ? shown(&queries, wish->format) : NULL;

    if (query)
        sql_fill(query->sql, parameters, values.values, sql);
    else if (ok)
        ok = fail_misuse(err, "plots/%s.sql has no @data", item.name);
    queries_release(&queries);
    text_release(&values.verdict);
    item_release(&item);
    return ok;
}

void tabulation_release(Tabulation *table)
{
    free(table->name);
    free(table->title);
    free(table->caption);
    free(table->why);
    free(table->sql);
    result_release(&table->data);
    result_release(&table->show);
    *table = (Tabulation){0};
}

// Moves the cells of all columns but `skipped` into arrays of their own.
static Table without(const Result *result, size_t skipped)
{
    size_t columns = result->columns - 1;
    const char **heads = memory_new(columns, sizeof *heads);
    const char **cells = memory_new(columns * result->rows, sizeof *cells);
    char *types = memory_new(columns * result->rows, 1);
    bool *bold = memory_new(columns * result->rows, sizeof *bold);

    for (size_t i = 0, column = 0; column < result->columns; column++) {
        if (column == skipped)
            continue;
        heads[i] = result->names[column];
        for (size_t row = 0; row < result->rows; row++) {
            size_t from = row * result->columns + column;

            cells[row * columns + i] = result->cells[from];
            types[row * columns + i] = result->types[from];
            bold[row * columns + i] =
                column + 1 == skipped
                && result_number(result, row, skipped) > 0;
        }
        i++;
    }
    return (Table){.columns = columns,
                   .rows = result->rows,
                   .heads = heads,
                   .cells = cells,
                   .types = types,
                   .bold = bold};
}

static void free_parts(const Table *table)
{
    memory_free(table->heads);
    memory_free(table->cells);
    memory_free(table->types);
    memory_free(table->bold);
}

// The table as it goes to eyes; *marked: its parts are to be freed.
static Table for_eyes(const Tabulation *tabulation, bool *marked)
{
    const Result *result =
        tabulation->shows ? &tabulation->show : &tabulation->data;
    size_t bold = 0;

    while (bold < result->columns && strcmp(result->names[bold], "bold") != 0)
        bold++;
    *marked = tabulation->shows && bold < result->columns;
    return *marked ? without(result, bold) : table_of(result);
}

void tabulation_write(const Tabulation *tabulation, const Format *format,
                      bool caption, Text *out)
{
    bool marked = false;
    Table table = for_machines(format) ? table_of(&tabulation->data)
                                       : for_eyes(tabulation, &marked);

    if (caption)
        table.caption = tabulation->caption;
    format->write(&table, out);
    if (marked)
        free_parts(&table);
}

void tabulation_document(const Tabulation *tabulation, Document *document)
{
    bool marked;
    Table table = for_eyes(tabulation, &marked);

    table.caption = tabulation->caption;
    document_table(document, &table);
    if (marked)
        free_parts(&table);
}
