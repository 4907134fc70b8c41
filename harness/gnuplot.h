// The program gnuplot, run safely: a process for each figure, as many at a time
// as there are cores, in an empty environment, without input, within a time
// limit, and where the kernel can do it unable to start programs or reach the
// network.
// That it is missing, hangs or dies is a result for each picture, no error of
// the caller.
#pragma once

#include "harness/picture.h"
#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>
#include <stddef.h>

// For what a figure is made: everything in it grows by the same factor, its
// letters too, and lines somewhat more.
typedef enum {
    STYLE_PAPER,  // letters of 8 pt
    STYLE_WEB,    // of 10.7 pt
    STYLE_SLIDE,  // of 16 pt
    STYLES
} Style;
extern const char *const style_names[STYLES];

// One picture to be drawn. Neighbours that share `data` are one figure.
typedef struct {
    const char *data;  // gnuplot commands that define data, see script.h
    const char *body;  // sets width and height in inches, says `eval begin`,
                       // and plots
    PictureFormat format;
    Style style;
    const char *path;  // where it goes
    // Of PICTURE_TERM.
    int columns;
    int lines;
    bool colour;

    bool drawn;  // then the file is there, and whole
    Error why;   // else this says why not
} Picture;

enum { GNUPLOT_SECONDS = 60 };

// Draws all of them; what cannot be drawn says why, and the others are there.
void gnuplot_draw(Picture *pictures, size_t count, double seconds);

// The same beside other work, such as making the later pictures: the first
// `count` are ready, whole figures only, and belong to the drawing from then on
// until its end, which frees it.
typedef struct Drawing Drawing;
Drawing *gnuplot_begin(Picture *pictures, double seconds);
void gnuplot_ready(Drawing *drawing, size_t count);
void gnuplot_end(Drawing *drawing);

// Defines `begin` for a picture: the commands that choose the terminal and the
// output, which is a file name of ours.
void gnuplot_add_begin(Text *script, const Picture *picture,
                       const char *output);
