// quadrille: an experiment-tracking research harness.
#include "harness/build_info.h"
#include "harness/command.h"
#include "harness/format.h"
#include "harness/nearest.h"
#include "harness/output.h"
#include "nets/cpu.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { COMMANDS_MAX = 64 };

static void print_usage(FILE *file)
{
    (void)fprintf(file, "usage: quadrille COMMAND [ARGUMENTS]\n\ncommands:\n");
    for (const Command *const *command = commands; *command; command++)
        if ((*command)->summary)
            (void)fprintf(file, "  %-11s %s\n", (*command)->name,
                          (*command)->summary);
    (void)fprintf(file, "\n'quadrille COMMAND --help' tells more.\n");
}

static const Command *find(const char *name, Error *err)
{
    const char *names[COMMANDS_MAX];
    size_t count = 0;
    const char *near;
    const Command *found = command_find(name);

    if (found)
        return found;
    for (const Command *const *command = commands; *command; command++)
        if ((*command)->summary && count < COMMANDS_MAX)
            names[count++] = (*command)->name;
    near = nearest(name, names, count);
    if (near)
        (void)fail_misuse(err, "unknown command '%s'; did you mean '%s'?", name,
                          near);
    else
        (void)fail_misuse(err, "unknown command '%s'; see 'quadrille --help'",
                          name);
    return NULL;
}

// It may name what others have named.
static void print_error(const Error *err)
{
    Text words = {0};

    text_add_plain(&words, err->message);
    (void)fprintf(stderr, "quadrille: %s", text_string(&words));
    text_release(&words);
}

static int run(int argc, char **argv, Error *err)
{
    const char **words = (const char **)(void *)argv;
    const Command *command;

    if (argc < 2) {
        print_usage(stderr);
        return EXIT_MISUSED;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_usage(stdout);
        return EXIT_WELL;
    }
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("quadrille %s (%s)\n", build_version, build_commit);
        return EXIT_WELL;
    }
    if (!cpu_simd_check(err))
        return EXIT_MISUSED;
    command = find(argv[1], err);
    return command ? command->run(argc - 2, words + 2, err) : EXIT_MISUSED;
}

int main(int argc, char **argv)
{
    Error err = {0};
    int status;

    cpu_start_again(argv);
    // A write beyond `ulimit -f` is to fail, as on a full disk.
    (void)signal(SIGXFSZ, SIG_IGN);
    status = run(argc, argv, &err);
    if (err.message[0] == '\0' && output_flush(&err))
        return status;
    print_error(&err);
    return err.exit_code;
}
