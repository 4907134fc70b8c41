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
    size_t failed;
    size_t running;
    double seconds_left;  // negative: unknown
} GridLine;

// One line each, without a newline, at most `width` columns wide; added to
// the text.
void display_trial(const TrialLine *trial, int width, Text *line);
void display_grid(const GridLine *grid, int width, Text *line);
// "0:07", "12:05", "1:02:03".
void display_duration(double seconds, Text *text);

typedef struct Display Display;

Display *display_new(FILE *file);
void display_free(Display *display);
// Whether lines are redrawn in place.
bool display_live(const Display *display);

// A line that stays; control characters in it are left out.
void display_note(Display *display, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Redraws the changing lines, on a terminal, some times a second.
void display_update(Display *display, const TrialLine *trials, size_t count,
                    const GridLine *grid);
// Takes the changing lines away.
void display_clear(Display *display);
