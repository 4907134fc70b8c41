#include "harness/option.h"

#include "harness/nearest.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 32 };

static bool takes_value(const Option *option)
{
    return !option->flag;
}

static bool set_number(const Option *option, const char *text, Error *err)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < 1 || value > INT_MAX)
        return fail_misuse(err,
                           "--%s is '%s'; it must be a whole number from 1",
                           option->name, text);
    *option->number = (int)value;
    return true;
}

static bool set_text(const Option *option, const char *text, Error *err)
{
    Text known = {0};
    const char *const *choice = option->choices;

    *option->text = text;
    for (; choice && *choice && strcmp(*choice, text) != 0; choice++)
        text_printf(&known, "%s%s", known.length ? ", " : "", *choice);
    if (choice && !*choice)
        (void)fail_misuse(err, "unknown --%s '%s' (known: %s)", option->name,
                          text, text_string(&known));
    text_release(&known);
    return !choice || *choice;
}

static bool set(const Option *option, const char *value, Error *err)
{
    if (option->flag)
        *option->flag = true;
    else if (option->text)
        return set_text(option, value, err);
    else if (option->number)
        return set_number(option, value, err);
    else if (option->many->count == OPTION_MANY)
        return fail_misuse(err, "--%s is given more than %d times",
                           option->name, OPTION_MANY);
    else
        option->many->texts[option->many->count++] = value;
    return true;
}

// Several begin so, none is called so: what they are is told.
static bool refuse_ambiguous(const char *name, const char *const *names,
                             size_t count, Error *err)
{
    Text known = {0};

    for (size_t i = 0; i < count; i++)
        if (strncmp(names[i], name, strlen(name)) == 0)
            text_printf(&known, "%s--%s", known.length ? ", " : "", names[i]);
    (void)fail_misuse(err, "'--%s' may be one of %s", name,
                      text_string(&known));
    text_release(&known);
    return false;
}

// What getopt refuses: a name that is not known, or begins several, or is a
// flag's and comes with a value.
static bool refuse_long(const char *name, const char *const *names,
                        size_t count, Error *err)
{
    const char *near = nearest(name, names, count);
    const char *begun = NULL;
    size_t begun_count = 0;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return fail_misuse(err, "'--%s' takes no value", name);
        if (strncmp(names[i], name, strlen(name)) == 0) {
            begun = names[i];
            begun_count++;
        }
    }
    if (begun_count == 1)
        return fail_misuse(err, "'--%s' takes no value", begun);
    if (begun_count > 1)
        return refuse_ambiguous(name, names, count, err);
    if (near)
        return fail_misuse(err, "unknown option '--%s'; did you mean '--%s'?",
                           name, near);
    return fail_misuse(err, "unknown option '--%s'; see --help", name);
}

// `written`: the word, where it is a long option; else optopt is a letter.
static bool refuse(const Option *options, const char *written, Error *err)
{
    const char *names[OPTIONS_MAX + 1] = {"help"};
    size_t count = 1;
    char name[64];

    if (optopt < 0 || optopt > OPTIONS_MAX)
        return fail_misuse(err, "unknown option '-%c'; see --help", optopt);
    for (; options->name && count <= OPTIONS_MAX; options++)
        names[count++] = options->name;
    written += strlen("--");
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(written, "="),
                   written);
    return refuse_long(name, names, count, err);
}

static void list_options(const Option *options, struct option *list)
{
    int i = 0;

    for (; i < OPTIONS_MAX && options[i].name; i++)
        list[i] =
            (struct option){options[i].name, takes_value(&options[i]), NULL, i};
    list[i] = (struct option){"help", no_argument, NULL, OPTIONS_MAX};
    list[i + 1] = (struct option){0};
}

bool options_parse(const Option *options, int *argc, const char **argv,
                   bool *help, Error *err)
{
    struct option list[OPTIONS_MAX + 2];
    // getopt takes a main's arguments, and moves them about.
    char **words = (char **)(void *)(argv - 1);
    int which;

    *help = false;
    list_options(options, list);
    optind = 0;
    opterr = 0;
    while ((which = getopt_long(*argc + 1, words, ":", list, NULL)) != -1) {
        if (which == OPTIONS_MAX)
            return *help = true;
        if (which == ':')
            return fail_misuse(err, "'%s' needs a value", words[optind - 1]);
        if (which == '?')
            return refuse(options, words[optind - 1], err);
        if (!set(&options[which], optarg, err))
            return false;
    }
    *argc -= optind - 1;
    memmove(argv, argv + optind - 1, (size_t)*argc * sizeof *argv);
    return true;
}

void options_add(const Option *options, Text *out)
{
    for (; options->name; options++) {
        char left[48];

        (void)snprintf(left, sizeof left, "--%s%s%s", options->name,
                       takes_value(options) ? " " : "",
                       takes_value(options) ? options->argument : "");
        text_printf(out, "  %-22s %s\n", left, options->help);
    }
    text_printf(out, "  %-22s %s\n", "--help", "this text");
}
