// What a run shows on standard error while it goes on: on a terminal a line
// for each running trial and one for the grid, redrawn in place; elsewhere
// plain lines, one after the other.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    const char *name;  // "cnn, seed 3"
    int epoch;         // from 1; 0: it has not begun
    int epochs;
    uint64_t images_done;  // of the epoch
    uint64_t images;
    double loss;
    double accuracy;  // fraction
    double images_per_second;
    double seconds_left;  // negative: unknown
} TrialLine;

typedef struct {
    const char *study;
    size_t trials;
    size_t done;  // finished before included
    size_t pruned;
    size_t parked;  // they wait for others
    size_t failed;
    size_t running;
    double seconds_left;  // negative: unknown
} GridLine;

// How lines are laid out. Colour takes no columns.
typedef struct {
    int width;         // columns that there are
    int name_columns;  // for the names of trials
    bool colour;
} Layout;

// One line each, without a newline, at most `width` columns wide; added to
// the text. Where there is not room for everything, what matters least is left
// out: images/s first, the epoch last. Return how many columns it took.
int display_trial(const TrialLine *trial, const Layout *layout, Text *line);
int display_grid(const GridLine *grid, const Layout *layout, Text *line);
// The columns that these trials' names want: those of the longest, within
// limits.
int display_name_columns(const TrialLine *trials, size_t count, int width);
// How many rows `lines` lines of these columns take on a terminal of `width`
// columns, which breaks those that are too long for it.
size_t display_rows(const int *columns, size_t lines, int width);
// Adds at most `width` columns of a string, without control characters, and
// returns how many. Every character is taken to be one column wide.
int display_add(Text *text, const char *string, int width);
// "0:07", "12:05", "1:02:03".
void display_duration(double seconds, Text *text);

typedef struct Display Display;

Display *display_new(FILE *file);
void display_free(Display *display);
// Whether lines are redrawn in place.
bool display_live(const Display *display);
// Whether colours may be used: on such a terminal, unless $NO_COLOR forbids.
bool display_colour(const Display *display);
// How many columns it has; 80 where that is not known.
int display_columns(const Display *display);

// A line that stays; control characters in it are left out.
void display_note(Display *display, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Redraws the changing lines, on a terminal, some times a second.
void display_update(Display *display, const TrialLine *trials, size_t count,
                    const GridLine *grid);
// Takes the changing lines away.
void display_clear(Display *display);
