#include "harness/display.h"

#include "harness/clock.h"
#include "nets/base/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NAME_COLUMNS = 28, WIDTH_DEFAULT = 80, NOTE_MAX = 2048 };

// Seconds between two drawings.
static const double REDRAW = 0.1;

struct Display {
    FILE *file;
    bool live;
    size_t drawn;  // lines that stand above the cursor
    double drawn_at;
};

void display_duration(double seconds, Text *text)
{
    long whole = (long)(seconds + 0.5);

    if (whole >= 3600)
        text_printf(text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60,
                    whole % 60);
    else
        text_printf(text, "%ld:%02ld", whole / 60, whole % 60);
}

// Bytes 10xxxxxx continue a UTF-8 character.
static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

// Adds at most `width` columns of a string, without control characters, and
// returns how many. Every character is taken to be one column wide.
static int add_columns(Text *text, const char *string, int width)
{
    int columns = 0;

    for (; *string; string++) {
        if (begins_character(*string) && columns >= width)
            break;
        if (is_control(*string))
            continue;
        columns += begins_character(*string);
        text_add_char(text, *string);
    }
    return columns;
}

static void add_fixed(Text *text, const char *string, int width)
{
    for (int columns = add_columns(text, string, width); columns < width;
         columns++)
        text_add_char(text, ' ');
}

static void add_left(Text *text, double seconds)
{
    if (seconds < 0)
        return;
    text_add(text, "  ");
    display_duration(seconds, text);
    text_add(text, " left");
}

void display_trial(const TrialLine *trial, int width, Text *line)
{
    Text all = {0};

    add_fixed(&all, trial->name, NAME_COLUMNS);
    if (trial->epoch == 0) {
        text_add(&all, "  starting");
    } else {
        double share = trial->images
                           ? (double)trial->images_done / (double)trial->images
                           : 0;

        text_printf(&all, "  epoch %d/%d %3.0f %%", trial->epoch, trial->epochs,
                    100 * share);
        text_printf(&all, "  loss %.4f  accuracy %.2f %%", trial->loss,
                    100 * trial->accuracy);
        text_printf(&all, "  %.0f images/s", trial->images_per_second);
        add_left(&all, trial->seconds_left);
    }
    (void)add_columns(line, text_string(&all), width);
    text_release(&all);
}

void display_grid(const GridLine *grid, int width, Text *line)
{
    Text all = {0};

    text_printf(&all, "%s: %zu of %zu trials done, %zu running", grid->study,
                grid->done, grid->trials, grid->running);
    if (grid->failed > 0)
        text_printf(&all, ", %zu failed", grid->failed);
    add_left(&all, grid->seconds_left);
    (void)add_columns(line, text_string(&all), width);
    text_release(&all);
}

Display *display_new(FILE *file)
{
    Display *display = memory_new(1, sizeof *display);
    const char *terminal = getenv("TERM");

    display->file = file;
    display->live =
        isatty(fileno(file)) && terminal && strcmp(terminal, "dumb") != 0;
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

// One column is left free: a full line would wrap on some terminals.
static int width_of(FILE *file)
{
    struct winsize size;

    if (ioctl(fileno(file), TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return WIDTH_DEFAULT - 1;
    return size.ws_col - 1;
}

static void write_out(Display *display, const Text *text)
{
    (void)fwrite(text_string(text), 1, text->length, display->file);
    (void)fflush(display->file);
}

// Goes up to the first of the drawn lines and erases from there on.
static void add_erasure(Display *display, Text *text)
{
    if (display->drawn > 0)
        text_printf(text, "\033[%zuA\r\033[J", display->drawn);
    display->drawn = 0;
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
    (void)add_columns(&text, note, NOTE_MAX);
    text_add_char(&text, '\n');
    write_out(display, &text);
    text_release(&text);
    display->drawn_at = 0;
}

void display_update(Display *display, const TrialLine *trials, size_t count,
                    const GridLine *grid)
{
    double now = clock_seconds();
    int width;
    Text text = {0};

    if (!display->live || now - display->drawn_at < REDRAW)
        return;
    width = width_of(display->file);
    add_erasure(display, &text);
    for (size_t i = 0; i < count; i++) {
        display_trial(&trials[i], width, &text);
        text_add_char(&text, '\n');
    }
    display_grid(grid, width, &text);
    text_add_char(&text, '\n');
    write_out(display, &text);
    text_release(&text);
    display->drawn = count + 1;
    display->drawn_at = now;
}
