#include "harness/command.h"

#include "harness/output.h"

#include <stdio.h>
#include <stdlib.h>

const Command *const commands[] = {
#define COMMAND(name) &name##_command,
#include "harness/commands/table.h"
#undef COMMAND
    NULL,
};

bool command_options(const Command *command, const Option *options, int *argc,
                     const char **argv, Error *err)
{
    bool help;

    if (!options_parse(options, argc, argv, &help, err))
        return false;
    if (!help)
        return true;
    (void)printf("usage: quadrille %s %s\n\n%s\n\n", command->name,
                 command->arguments, command->summary);
    options_print(options);
    (void)printf("\nexample:\n  %s\n", command->example);
    if (!output_flush(err))
        return false;
    exit(EXIT_WELL);
}
