#include "harness/rerun.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 12, WORD_MAX = 72 };

// A line of a dump, word by word.
typedef struct {
    char words[WORDS_MAX][WORD_MAX];
    size_t count;
} Line;

// What follows "epoch N".
static const char *const score_names[] = {
    "train loss", "train accuracy", "validation loss", "validation accuracy",
    "test loss",  "test accuracy",  "learning rate",   "number of images",
};
enum { EPOCH_WORDS = 2 + sizeof score_names / sizeof *score_names };
// "confusion EPOCH SPLIT TRUTH PREDICTED COUNT"
enum { EPOCH = 1, SPLIT, TRUTH, PREDICTED, COUNT, CONFUSION_WORDS };

// Takes the next line off; a text at its end gives one without words.
static Line next_line(const char **text)
{
    Line line = {.count = 0};

    while (**text && **text != '\n' && line.count < WORDS_MAX) {
        size_t length = strcspn(*text, " \n");

        (void)snprintf(line.words[line.count++], WORD_MAX, "%.*s", (int)length,
                       *text);
        *text += length;
        *text += strspn(*text, " ");
    }
    *text += **text == '\n';
    return line;
}

static bool is(const Line *line, const char *kind, size_t words)
{
    return line->count == words && strcmp(line->words[0], kind) == 0;
}

static bool same(const Line *a, const Line *b, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (strcmp(a->words[i], b->words[i]) != 0)
            return false;
    return true;
}

// Numbers are hexadecimal in a dump; "-" is one that there is not.
static void add_number(Text *text, const char *word)
{
    if (strcmp(word, "-") == 0)
        text_add(text, "missing");
    else
        text_add_number(text, strtod(word, NULL));
}

static void tell_score(const Line *was, const Line *is_now, Text *difference)
{
    size_t i = 2;

    while (i + 1 < EPOCH_WORDS && strcmp(was->words[i], is_now->words[i]) == 0)
        i++;
    text_printf(difference, "epoch %s: the %s was ", was->words[EPOCH],
                score_names[i - 2]);
    add_number(difference, was->words[i]);
    text_add(difference, ", is now ");
    add_number(difference, is_now->words[i]);
}

// Cells that are 0 have no line: a cell that only one side has, is 0 on the
// other. Lines are in the order of the cells.
static void tell_cell(const Line *was, const Line *is_now, Text *difference)
{
    bool both = same(was, is_now, COUNT);
    const Line *cell = was;
    const char *before = was->words[COUNT];
    const char *after = both ? is_now->words[COUNT] : "0";

    // Of two different cells the first is the one that the other side lacks.
    for (size_t i = EPOCH; !both && i < COUNT; i++) {
        int order = i == SPLIT ? strcmp(was->words[i], is_now->words[i])
                               : atoi(was->words[i]) - atoi(is_now->words[i]);

        if (order == 0)
            continue;
        if (order > 0) {
            cell = is_now;
            before = "0";
            after = is_now->words[COUNT];
        }
        break;
    }
    text_printf(difference,
                "epoch %s: of class %s, %s %s images were taken for class %s, "
                "now %s",
                cell->words[EPOCH], cell->words[TRUTH], before,
                cell->words[SPLIT], cell->words[PREDICTED], after);
}

static void tell(const Line *was, const Line *is_now, Text *difference)
{
    bool was_epoch = is(was, "epoch", EPOCH_WORDS);
    bool is_epoch = is(is_now, "epoch", EPOCH_WORDS);
    bool was_cell = is(was, "confusion", CONFUSION_WORDS);
    bool is_cell = is(is_now, "confusion", CONFUSION_WORDS);

    if (was_epoch && is_epoch)
        tell_score(was, is_now, difference);
    else if (was_epoch || is_epoch)
        text_printf(difference, "epoch %s is there %s only",
                    (was_epoch ? was : is_now)->words[EPOCH],
                    was_epoch ? "in the record" : "now");
    else if (was_cell && is_cell)
        tell_cell(was, is_now, difference);
    else if (was_cell || is_cell)
        text_printf(difference,
                    "epoch %s: the %s set's confusion matrix has images of "
                    "class %s taken for class %s %s only",
                    (was_cell ? was : is_now)->words[EPOCH],
                    (was_cell ? was : is_now)->words[SPLIT],
                    (was_cell ? was : is_now)->words[TRUTH],
                    (was_cell ? was : is_now)->words[PREDICTED],
                    was_cell ? "in the record" : "now");
    else
        text_printf(difference, "the weights' SHA-256 was %s, is now %s",
                    was->words[1], is_now->words[1]);
}

Likeness rerun_compare(const char *recorded, const char *now, Text *difference)
{
    Likeness likeness = {.identical = strcmp(recorded, now) == 0};
    Line last = {.count = 0};

    while (*recorded || *now) {
        Line was = next_line(&recorded);
        Line is_now = next_line(&now);

        if (was.count != is_now.count || !same(&was, &is_now, was.count)) {
            tell(&was, &is_now, difference);
            break;
        }
        likeness.epochs += is(&was, "epoch", EPOCH_WORDS);
        if (is(&was, "confusion", CONFUSION_WORDS)) {
            likeness.matrices += !same(&was, &last, TRUTH);
            last = was;
        }
    }
    return likeness;
}
