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
    char *sql;      // the whole file
    Result data;
    Result show;
    bool shows;  // there is a @show
} Tabulation;

// `ties` is bound as :ties, see verdict_ties. Release it, failed or not.
bool tabulate(Tabulation *table, Store *store, const char *name,
              const char *study, const char *ties, Error *err);
void tabulation_release(Tabulation *table);

// The same, but only what one format shows is asked for; NULL: everything.
typedef struct {
    const char *name;
    const char *study;
    const char *ties;
    const Format *format;
} TableWish;
bool tabulate_for(Tabulation *table, Store *store, const TableWish *wish,
                  Error *err);
// Of a table's queries the one whose rows a format shows; NULL: there is none.
const Query *tabulate_query(const Queries *queries, const Format *format);

void tabulation_write(const Tabulation *tabulation, const Format *format,
                      bool caption, Text *out);

// The table for eyes, with its caption, into a document.
void tabulation_document(const Tabulation *tabulation, Document *document);
