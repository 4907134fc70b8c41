// What gnuplot's own files share; nobody else includes this.
#pragma once

#include "harness/gnuplot.h"

// The commands that draw a picture into the file `output`, once its data are
// there.
void gnuplot_add_picture(Text *script, const Picture *picture,
                         const char *output);

// How long processes may take that run one after the other.
typedef struct {
    double seconds;  // all of them
    double left;     // of that
} Allowance;

// Draws a figure's pictures in one process, and what a mistake of another kept
// from being drawn once more, alone.
void gnuplot_run(Picture *pictures, size_t count, Allowance *allowance);
