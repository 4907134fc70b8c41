#include "harness/command.h"
#include "harness/manual.h"
#include "harness/output.h"

static int print(Error *err)
{
    Text page = {0};
    bool ok;

    manual_program(&page);
    ok = output_add(text_string(&page), err);
    text_release(&page);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

static int run(int argc, const char **argv, Error *err)
{
    const Option options[] = {{0}};
    const Command *command;

    if (!command_options(&man_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc == 0)
        return print(err);
    command = argc == 1 ? command_find(argv[0]) : NULL;
    if (!command || !command->summary) {
        (void)fail_misuse(err, "say the name of one command, or none");
        return EXIT_MISUSED;
    }
    argv[0] = command_manual;
    return command->run(1, argv, err);
}

const Command man_command = {
    .name = "man",
    .arguments = "[COMMAND]",
    .summary = "print the manual page of a command, or of all, for man",
    .example = "quadrille man run | man -l -",
    .run = run,
};
