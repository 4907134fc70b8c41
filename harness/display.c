#include "harness/display.h"

#include "harness/clock.h"
#include "nets/base/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    WIDTH_DEFAULT = 80,
    HEIGHT_DEFAULT = 24,
    HEIGHT_LEAST = 3,
    LINES_MAX = 256,
    NOTE_MAX = 2048
};

// Seconds between two drawings.
static const double redraw = 0.1;

struct Display {
    FILE *file;
    bool live;
    bool colour;
    size_t drawn;            // lines that stand above the cursor
    int columns[LINES_MAX];  // of each of them
    double drawn_at;
};

Display *display_new(FILE *file)
{
    Display *display = memory_new(1, sizeof *display);
    const char *terminal = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");

    display->file = file;
    display->live =
        isatty(fileno(file)) && terminal && strcmp(terminal, "dumb") != 0;
    display->colour = display->live && !(no_colour && *no_colour);
    return display;
}

void display_free(Display *display)
{
    if (display)
        display_clear(display);
    free(display);
}

bool display_live(const Display *display)
{
    return display->live;
}

static void measure(FILE *file, int *width, int *height)
{
    struct winsize size;
    bool known = ioctl(fileno(file), TIOCGWINSZ, &size) == 0;

    *width = known && size.ws_col > 1 ? size.ws_col : WIDTH_DEFAULT;
    *height = known && size.ws_row >= HEIGHT_LEAST ? size.ws_row
              : known && size.ws_row > 0           ? HEIGHT_LEAST
                                                   : HEIGHT_DEFAULT;
}

bool display_colour(const Display *display)
{
    return display->colour;
}

int display_columns(const Display *display)
{
    int width;
    int height;

    measure(display->file, &width, &height);
    return width;
}

static void write_out(Display *display, const Text *text)
{
    (void)fwrite(text_string(text), 1, text->length, display->file);
    (void)fflush(display->file);
}

// Goes up to the first of the drawn lines. A terminal that has become narrower
// since has broken them.
static void add_way_up(Display *display, Text *text)
{
    int width;
    int height;
    size_t rows;

    if (display->drawn == 0)
        return;
    measure(display->file, &width, &height);
    rows = display_rows(display->columns, display->drawn, width);
    text_printf(text, "\033[%zuA\r", rows);
    display->drawn = 0;
}

static void add_erasure(Display *display, Text *text)
{
    if (display->drawn == 0)
        return;
    add_way_up(display, text);
    text_add(text, "\033[J");
}

void display_clear(Display *display)
{
    Text text = {0};

    add_erasure(display, &text);
    write_out(display, &text);
    text_release(&text);
}

void display_note(Display *display, const char *format, ...)
{
    char note[NOTE_MAX];
    Text text = {0};
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    add_erasure(display, &text);
    (void)display_add(&text, note, NOTE_MAX);
    text_add_char(&text, '\n');
    write_out(display, &text);
    text_release(&text);
    display->drawn_at = 0;
}

// The rest of the row is erased, not the whole of it before: nothing flickers.
static void end_line(Display *display, int columns, Text *text)
{
    text_add(text, "\033[K\n");
    display->columns[display->drawn++] = columns;
}

// As many trials are shown as the terminal has rows for, below a free one: what
// has left it at the top can be redrawn no more. One column is left free: a
// full line would wrap on some terminals.
void display_update(Display *display, const TrialLine *trials, size_t count,
                    const GridLine *grid)
{
    double now = clock_seconds();
    Layout layout = {.colour = display->colour};
    int height;
    Text text = {0};

    if (!display->live || now - display->drawn_at < redraw)
        return;
    measure(display->file, &layout.width, &height);
    layout.width--;
    layout.name_columns = display_name_columns(trials, count, layout.width);
    if (count > (size_t)height - 2)
        count = (size_t)height - 2;
    if (count > LINES_MAX - 1)
        count = LINES_MAX - 1;
    add_way_up(display, &text);
    for (size_t i = 0; i < count; i++)
        end_line(display, display_trial(&trials[i], &layout, &text), &text);
    end_line(display, display_grid(grid, &layout, &text), &text);
    text_add(&text, "\033[J");
    write_out(display, &text);
    text_release(&text);
    display->drawn_at = now;
}
