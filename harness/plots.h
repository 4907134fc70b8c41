// The files in plots/: what a figure or a table asks the database, and how a
// figure is drawn. A user's own ./plots/NAME.sql goes before the one that the
// program carries.
//
// An SQL file begins with a comment whose first line is its title. Then comes
// one query, or several, each below a line "-- @NAME": @data is what a table
// or figure shows, @caption gives the text that goes with it (one cell), @show
// is a table's data as they are printed, @why says why there is nothing to draw
// or no row (one cell; no row where there is, or where nobody knows why), any
// other is a further block of a figure's data. All have the parameter :study,
// and :only: the configurations to show as a JSON array, NULL for all. What
// several of them would begin with stands once, in the first part, "-- @with":
// WITH name AS (...), .... A query that has more of these begins with WITH as
// well. "-- @with NAME ..." puts what plots/with/NAME.sql defines before these,
// for several figures and tables. One NAME is made by the program, `meaning`:
// see meaning.h.
//
// What has a NAME.gp is a figure. It is a table as well where its SQL has a
// @show; then @figure_caption is the figure's. What has no NAME.gp is a table.
#pragma once

#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stddef.h>

// Appends the text of plots/NAME.SUFFIX.
bool plots_read(const char *name, const char *suffix, Text *text, Error *err);
// Appends plots/with/NAME.sql, or what the program itself defines by that name.
bool plots_read_definitions(const char *name, Text *text, Error *err);
bool plots_has(const char *name, const char *suffix);
bool plots_is_figure(const char *name);
bool plots_is_table(const char *name);
// Fails as misuse, with the nearest of the names that exist, unless there is a
// figure (or a table) of that name.
bool plots_check(const char *name, bool figure, Error *err);
// Whether plots/NAME.sql minds the parameter :only.
bool plots_can_limit(const char *name);
// What may be a name of one: it is a part of paths.
bool plots_is_name(const char *name);

// The title that an SQL file's text begins with, or else the name.
char *plots_title(const char *text, const char *name);
// Appends all figures, or all tables, a line each: the name, a tab, the title.
void plots_list(bool figure, Text *lines);

typedef struct {
    char *name;
    char *uses;  // of a @with: the NAMEs behind it, or ""
    char *sql;
} Query;

typedef struct {
    char *title;
    Query *queries;
    size_t count;
    size_t capacity;
    Text text;  // the file's
} Queries;

bool queries_read(Queries *queries, const char *name, Error *err);
void queries_release(Queries *queries);
