// A figure: plots/NAME.sql gives its data, plots/NAME.gp draws them. See
// plots.h for the first, plots/style.gp for what the second may use. A study
// may have names of its own for figures, see item.h.
#pragma once

#include "harness/gnuplot.h"
#include "harness/images.h"
#include "harness/store.h"

typedef struct {
    char *name;
    char *title;
    char *caption;  // "" where the SQL gives none
    char *sql;      // the whole file
    Text data;      // gnuplot commands, see Picture
    Text body;
    bool empty;  // there is nothing to draw, and the body says so
    char *why;   // then: why
} Figure;

// Asks and writes the scripts; draws nothing. Release the figure, failed or
// not. Data whose images cannot be had are an empty figure, no failure.
bool figure_prepare(Figure *figure, Store *store, const char *name,
                    const char *study, Images *images, Error *err);
void figure_release(Figure *figure);

// Appends the queries that give its data, ready to be asked, each below a line
// "-- @NAME".
bool figure_sql(Store *store, const char *name, const char *study, Text *sql,
                Error *err);

// Everything that draws it, data included, for gnuplot alone.
void figure_script(const Figure *figure, PictureFormat format, Style style,
                   Text *script);
