// A table: plots/NAME.sql alone. Its @data goes to machines (CSV, TSV, JSON);
// where there is a @show, that goes to eyes, without its column `bold`, which
// marks cells of the column before it that are to be bold. See plots.h.
#pragma once

#include "harness/document.h"
#include "harness/plots.h"
#include "harness/store.h"

typedef struct {
    char *name;
    char *title;
    char *caption;  // or NULL
    char *why;      // where there are no rows: why, if that is known; or NULL
    char *sql;      // the whole file
    Result data;
    Result show;
    bool shows;  // there is a @show
} Tabulation;

// Besides :study and :only, queries have :verdict, which is verdict_tell's
// object. Release the table, failed or not.
bool tabulate(Tabulation *table, Store *store, const char *name,
              const char *study, Error *err);
void tabulation_release(Tabulation *table);

// The same, but only what one format shows is asked for; NULL: everything.
typedef struct {
    const char *name;
    const char *study;
    const Format *format;
} TableWish;
bool tabulate_for(Tabulation *table, Store *store, const TableWish *wish,
                  Error *err);
// Appends the query whose rows the format shows, with its parameters' values.
bool tabulate_sql(Store *store, const TableWish *wish, Text *sql, Error *err);

void tabulation_write(const Tabulation *tabulation, const Format *format,
                      bool caption, Text *out);

// The table for eyes, with its caption, into a document.
void tabulation_document(const Tabulation *tabulation, Document *document);
