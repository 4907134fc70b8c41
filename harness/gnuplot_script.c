#include "harness/gnuplot_inside.h"

const char *const style_names[STYLES] = {"paper", "web", "slide"};

// What a figure and its lines grow by.
static const struct {
    double size;
    double lines;
} styles[STYLES] = {{1, 1}, {4.0 / 3, 1.5}, {2, 2.5}};

static void add_terminal(Text *script, const Picture *picture)
{
    double size = styles[picture->style].size;
    double lines = styles[picture->style].lines;

    switch (picture->format) {
    // A unit of SVG is a point, so that all formats show the same figure.
    case PICTURE_SVG:
        text_printf(script,
                    "svg noenhanced size %g*width,%g*height dynamic"
                    " fontscale %g linewidth %g font ''sans-serif,8''"
                    " background ''#ffffff''",
                    72 * size, 72 * size, size, lines);
        break;
    case PICTURE_PNG:
        text_printf(script,
                    "pngcairo noenhanced size %g*width,%g*height fontscale %g"
                    " linewidth %g pointscale %g font ''sans-serif,8''"
                    " background ''#ffffff''",
                    288 * size, 288 * size, 3 * size, 4 * lines, 4 * size);
        break;
    case PICTURE_PDF:
        text_printf(script,
                    "pdfcairo noenhanced size %g*width,%g*height fontscale %g"
                    " font ''sans-serif,8'' linewidth %g"
                    " background ''#ffffff''",
                    size, size, size, lines);
        break;
    case PICTURE_TEX:
        text_printf(script,
                    "cairolatex pdf input colortext size %g*width,%g*height"
                    " font '',%g'' linewidth %g background ''#ffffff''",
                    size, size, 8 * size, lines);
        break;
    case PICTURE_TERM:
    case PICTURE_KINDS:
        text_printf(script, "dumb noenhanced %s size %d,%d",
                    picture->colour ? "ansi256" : "mono", picture->columns,
                    picture->lines);
        break;
    }
}

void gnuplot_add_begin(Text *script, const Picture *picture, const char *output)
{
    // What LaTeX is told of letters' sizes, which gnuplot does not tell it.
    text_printf(script, "begin = 'letter = %g; set terminal ",
                picture->format == PICTURE_TEX ? styles[picture->style].size
                                               : 0.0);
    add_terminal(script, picture);
    text_printf(script, "; set output ''%s'''\n", output);
}

void gnuplot_add_picture(Text *script, const Picture *picture,
                         const char *output)
{
    text_add(script, "reset\n");
    gnuplot_add_begin(script, picture, output);
    text_printf(script,
                "%s\nif (GPVAL_MULTIPLOT) { unset multiplot }\n"
                "unset output\n",
                picture->body);
}
