#include "harness/command.h"

#include "harness/complete.h"
#include "harness/manual.h"
#include "harness/output.h"
#include "harness/wrap.h"

#include <stdlib.h>
#include <string.h>

const Command *const commands[] = {
#define COMMAND(name) &name##_command,
#include "harness/commands/table.h"
#undef COMMAND
    NULL,
};

const char command_manual[] = "--help=manual";
const char command_complete[] = "--help=complete";

const Command *command_find(const char *name)
{
    for (const Command *const *command = commands; *command; command++)
        if (strcmp((*command)->name, name) == 0)
            return *command;
    return NULL;
}

enum { WIDTH = 79 };

static void add_help(const Command *command, const Option *options, Text *out)
{
    text_printf(out, "usage: quadrille %s %s\n\n%s\n\n", command->name,
                command->arguments, command->summary);
    if (command->details) {
        text_add_wrapped(out, command->details, WIDTH);
        text_add_char(out, '\n');
    }
    options_add(options, out);
    text_printf(out, "\nexample:\n  %s\n", command->example);
}

bool command_options(const Command *command, const Option *options, int *argc,
                     const char **argv, Error *err)
{
    const char *first = *argc > 0 ? argv[0] : "";
    Text out = {0};
    bool help = true;
    bool ok;

    if (strcmp(first, command_manual) == 0)
        manual_command(command, options, &out);
    else if (strcmp(first, command_complete) == 0)
        complete_words(command, options, *argc - 1, argv + 1, &out);
    else if (!options_parse(options, argc, argv, &help, err))
        return false;
    else if (help)
        add_help(command, options, &out);
    if (!help)
        return true;
    ok = output_add(text_string(&out), err) && output_flush(err);
    text_release(&out);
    if (!ok)
        return false;
    exit(EXIT_WELL);
}
