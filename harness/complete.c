#include "harness/complete.h"

#include "harness/complete_value.h"
#include "harness/store.h"
#include "nets/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES_MAX = 64 };

void complete_first(Text *out)
{
    complete_value("COMMAND", "", "", out);
    text_add(out, "--help\tthe commands\n--version\tthe version\n");
}

// The option that a word begins with, "--NAME" or "--NAME=…"; NULL for other
// words.
static const Option *find_option(const Option *options, const char *word)
{
    if (strncmp(word, "--", 2) != 0)
        return NULL;
    word += 2;
    for (; options->name; options++)
        if (strncmp(word, options->name, strcspn(word, "=")) == 0
            && options->name[strcspn(word, "=")] == '\0')
            return options;
    return NULL;
}

// What is written so far, as bash splits it: "--db", "=", "file".
typedef struct {
    const char *current;
    const Option *option;  // that the current word is the value of; or NULL
    const char *database;
    const char *places[PLACES_MAX];  // words that are no options
    size_t count;
} Line;

static void read_words(Line *line, const Option *options, int count,
                       const char **words)
{
    *line = (Line){.current = words[count - 1], .database = store_path(NULL)};
    for (int i = 0; i < count - 1; i++) {
        const Option *option = find_option(options, words[i]);
        const char *value = option ? strchr(words[i], '=') : NULL;

        if (!option) {
            if (line->count < PLACES_MAX)
                line->places[line->count++] = words[i];
            continue;
        }
        if (option->flag)
            continue;
        if (!value && i + 1 < count && strcmp(words[i + 1], "=") == 0)
            i++;
        if (!value && i + 1 >= count - 1) {
            line->option = option;
            line->current = i + 1 == count ? "" : line->current;
        } else if (strcmp(option->name, "db") == 0) {
            line->database = value ? value + 1 : words[i + 1];
        }
        i += !value;
    }
}

static void add_options(const Option *options, Text *out)
{
    for (; options->name; options++)
        text_printf(out, "--%s\t%s\n", options->name, options->help);
    text_add(out, "--help\tthis text\n");
}

static void add_values(const Line *line, const Option *option,
                       const char *prefix, Text *out)
{
    const char *const *choice = option->choices;

    for (; choice && *choice; choice++)
        text_printf(out, "%s\n", *choice);
    if (!option->choices && option->argument)
        complete_value(option->argument, line->database, prefix, out);
}

// One of the ways to call a command, its options left out: "fetch NAME".
typedef struct {
    char *words[PLACES_MAX];
    size_t count;
    bool more;  // the last may be repeated
} Usage;

// Takes the usage's next word; a group in brackets that begins with an option
// is passed over, as is an option with its value. False at a | or the end.
static bool next_word(const char **rest, char **word)
{
    const char *start = *rest + strspn(*rest, " ");
    size_t length;

    while (strncmp(start, "--", 2) == 0 || strncmp(start, "[--", 3) == 0) {
        if (*start == '[') {
            start += strcspn(start, "]");
            start += *start == ']';
        } else {
            start += strcspn(start, " ");
            start += strspn(start, " ");
            start += isupper((unsigned char)*start) ? strcspn(start, " ") : 0;
        }
        start += strspn(start, " ");
    }
    *rest = start;
    if (*start == '\0' || *start == '|')
        return false;
    length = strcspn(start, " ");
    *word = memory_text_part(start, length);
    *rest = start + length;
    return true;
}

static const char *read_usage(const char *rest, Usage *usage)
{
    char *word;

    *usage = (Usage){0};
    while (usage->count < PLACES_MAX && next_word(&rest, &word)) {
        char *dots = strstr(word, "...");
        char *start = word + (*word == '[');

        usage->more = dots != NULL;
        if (dots)
            *dots = '\0';
        start[strcspn(start, "]")] = '\0';
        memmove(word, start, strlen(start) + 1);
        usage->words[usage->count++] = word;
    }
    return rest + (*rest == '|');
}

// Whether what stands before the last word fits: words in lower case are meant
// as they are.
static bool fits(const Usage *usage, const Line *line)
{
    for (size_t i = 0; i < line->count && i < usage->count; i++)
        if (islower((unsigned char)usage->words[i][0])
            && strcmp(usage->words[i], line->places[i]) != 0)
            return false;
    return line->count < usage->count || (usage->count > 0 && usage->more);
}

static void add_usage(const Usage *usage, const Line *line, Text *out)
{
    const char *word;

    if (!fits(usage, line))
        return;
    word = usage->words[line->count < usage->count ? line->count
                                                   : usage->count - 1];
    if (islower((unsigned char)*word))
        text_printf(out, "%s\n", word);
    else
        complete_value(word, line->database, line->current, out);
}

void complete_words(const Command *command, const Option *options, int count,
                    const char **words, Text *out)
{
    const Option *option;
    const char *value;
    const char *rest = command->arguments;
    Line line;

    if (count < 1)
        return;
    read_words(&line, options, count, words);
    option = find_option(options, line.current);
    value = strchr(line.current, '=');
    if (line.option) {
        add_values(&line, line.option, line.current, out);
    } else if (option && value && !option->flag) {
        add_values(&line, option, value + 1, out);
    } else if (line.current[0] == '-') {
        add_options(options, out);
    } else {
        while (*rest) {
            Usage usage;

            rest = read_usage(rest, &usage);
            add_usage(&usage, &line, out);
            for (size_t i = 0; i < usage.count; i++)
                free(usage.words[i]);
        }
    }
}
