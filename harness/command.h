// What a subcommand is. To add one: write harness/commands/NAME.c, ending in
// `const Command NAME_command`, and add its row to harness/commands/table.h.
#pragma once

#include "harness/option.h"

typedef struct {
    const char *name;
    const char *arguments;  // "FILE.yaml... [--jobs P]"
    const char *summary;    // a line, lower case
    // Paragraphs, a line each, for what the options do not say; NULL: nothing.
    const char *details;
    const char *example;  // "quadrille run experiments/paper.yaml"
    // argv[0] is the first argument after the name, argv[-1] the name itself.
    // Returns the exit status; when *err is filled, main prints it and uses
    // its exit_code instead.
    int (*run)(int argc, const char **argv, Error *err);
} Command;

#define COMMAND(name) extern const Command name##_command;
#include "harness/commands/table.h"
#undef COMMAND
extern const Command *const commands[];  // ends in NULL

// Instead of arguments: asks a command for its manual page, or, before the
// words of a command line, for what its last word may become.
extern const char command_manual[];
extern const char command_complete[];

// NULL when there is none of that name.
const Command *command_find(const char *name);

// options_parse for a command. For --help prints its usage, its options and
// its example, and for the two words above what they ask for; then it ends the
// process.
bool command_options(const Command *command, const Option *options, int *argc,
                     const char **argv, Error *err);
