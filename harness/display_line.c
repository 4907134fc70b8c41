// The lines that a run shows, as text.
#include "harness/display.h"

#include "nets/base/utf8.h"

#include <string.h>

enum { NAME_MOST = 28, SECONDS_HOUR = 3600, SECONDS_MINUTE = 60 };

void display_duration(double seconds, Text *text)
{
    long whole = (long)(seconds + 0.5);
    long minutes = whole / SECONDS_MINUTE;

    if (whole >= SECONDS_HOUR)
        text_printf(text, "%ld:%02ld:%02ld", whole / SECONDS_HOUR,
                    minutes % SECONDS_MINUTE, whole % SECONDS_MINUTE);
    else
        text_printf(text, "%ld:%02ld", minutes, whole % SECONDS_MINUTE);
}

int display_add(Text *text, const char *string, int width)
{
    int columns = 0;

    while (*string) {
        size_t length = utf8_length(string, UTF8_BYTES_MAX);
        bool turns = length > 0 && utf8_turns(string, length);

        if (columns + (turns ? UTF8_TURN_WIDTH : 1) > width)
            break;
        if (length == 0)
            text_add_char(text, '?');
        else if (turns)
            utf8_add_turn(text, string, length);
        else if (!utf8_is_control(string, length))
            text_add_part(text, string, length);
        if (length == 0 || !utf8_is_control(string, length))
            columns += turns ? UTF8_TURN_WIDTH : 1;
        string += length ? length : 1;
    }
    return columns;
}

static int columns_of(const char *string)
{
    Text ignored = {0};
    int columns = display_add(&ignored, string, NAME_MOST);

    text_release(&ignored);
    return columns;
}

int display_name_columns(const TrialLine *trials, size_t count, int width)
{
    int most = 0;

    for (size_t i = 0; i < count; i++)
        if (columns_of(trials[i].name) > most)
            most = columns_of(trials[i].name);
    return most < width / 2 ? most : width / 2;
}

size_t display_rows(const int *columns, size_t lines, int width)
{
    size_t rows = 0;

    for (size_t i = 0; i < lines; i++)
        rows += columns[i] > width ? (size_t)((columns[i] - 1) / width) + 1 : 1;
    return rows;
}

// What a line shows, from the fullest to the barest.
typedef struct {
    bool words;  // that say what the numbers are
    bool accuracy;
    bool left;
    bool loss;
    bool rate;
} Contents;

static const Contents trial_contents[] = {
    {true, true, true, true, true},     {true, true, true, true, false},
    {true, true, true, false, false},   {false, true, true, false, false},
    {false, true, false, false, false}, {false, false, false, false, false},
};

enum { CONTENTS = sizeof trial_contents / sizeof *trial_contents };

static void add_left(Text *text, double seconds, bool words)
{
    Text duration = {0};

    if (seconds < 0)
        return;
    display_duration(seconds, &duration);
    text_printf(text, "  %5s%s", duration.data, words ? " left" : "");
    text_release(&duration);
}

static int digits_of(int number)
{
    int digits = 1;

    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

// Numbers have fixed places, so that lines do not jump.
static void add_contents(const TrialLine *trial, const Contents *contents,
                         Text *text)
{
    double share =
        trial->images ? (double)trial->images_done / (double)trial->images : 0;

    text_printf(text, "  %s%*d/%d %3.0f %%", contents->words ? "epoch " : "",
                digits_of(trial->epochs), trial->epoch, trial->epochs,
                100 * share);
    if (contents->loss)
        text_printf(text, "  loss %.4f", trial->loss);
    if (contents->accuracy)
        text_printf(text, "  %s%5.2f %%", contents->words ? "accuracy " : "",
                    100 * trial->accuracy);
    if (contents->rate)
        text_printf(text, "  %6.0f images/s", trial->images_per_second);
    if (contents->left)
        add_left(text, trial->seconds_left, contents->words);
}

// The fullest contents that `room` columns hold, or the barest.
static void add_what_fits(const TrialLine *trial, int room, Text *text)
{
    for (int i = 0; i < CONTENTS; i++) {
        text_clear(text);
        add_contents(trial, &trial_contents[i], text);
        if ((int)text->length <= room)
            return;
    }
}

static void add_style(Text *line, bool colour, const char *style)
{
    if (colour)
        text_add(line, style);
}

#define BOLD   "\033[1m"
#define RED    "\033[31m"
#define CYAN   "\033[36m"
#define NORMAL "\033[0m"

int display_trial(const TrialLine *trial, const Layout *layout, Text *line)
{
    int columns;
    Text rest = {0};

    add_style(line, layout->colour, BOLD);
    columns = display_add(line, trial->name, layout->name_columns);
    add_style(line, layout->colour, NORMAL);
    for (; columns < layout->name_columns; columns++)
        text_add_char(line, ' ');
    if (trial->epoch == 0)
        text_add(&rest, "  starting");
    else
        add_what_fits(trial, layout->width - columns, &rest);
    columns += display_add(line, text_string(&rest), layout->width - columns);
    text_release(&rest);
    return columns;
}

static void add_grid(const GridLine *grid, bool words, Text *text)
{
    text_printf(text, "%s: %zu%s%zu%s, %zu running", grid->study, grid->done,
                words ? " of " : "/", grid->trials, words ? " trials done" : "",
                grid->running);
    if (grid->parked > 0)
        text_printf(text, ", %zu at a rung", grid->parked);
    if (grid->pruned > 0)
        text_printf(text, ", %zu pruned", grid->pruned);
    if (grid->failed > 0)
        text_printf(text, ", %zu failed", grid->failed);
    add_left(text, grid->seconds_left, words);
}

int display_grid(const GridLine *grid, const Layout *layout, Text *line)
{
    Text all = {0};
    int columns;

    add_grid(grid, true, &all);
    if ((int)all.length > layout->width) {
        text_clear(&all);
        add_grid(grid, false, &all);
    }
    add_style(line, layout->colour, grid->failed > 0 ? RED : CYAN);
    columns = display_add(line, text_string(&all), layout->width);
    add_style(line, layout->colour, NORMAL);
    text_release(&all);
    return columns;
}
