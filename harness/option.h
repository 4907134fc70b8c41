// The command line: a table of options, read by getopt_long.
#pragma once

#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>

enum { OPTION_MANY = 64 };

// Texts given by an option that may be repeated.
typedef struct {
    const char *texts[OPTION_MANY];
    int count;
} Texts;

// Exactly one target is set. A table ends in {0}.
typedef struct {
    const char *name;  // without the dashes
    bool *flag;
    const char **text;
    int *number;  // at least 1
    Texts *many;
    const char *argument;  // "FILE": what help calls the value
    const char *help;
    const char *const *choices;  // of a text, ending in NULL; NULL: any
} Option;

// Takes the options out of argv, wherever they stand, leaving *argc arguments
// in argv[0] …. argv[-1] must exist: getopt wants a program's name. --help
// sets *help, and then nothing else is checked. Fails as misuse on what is
// unknown, naming the nearest option, and on values of the wrong kind.
bool options_parse(const Option *options, int *argc, const char **argv,
                   bool *help, Error *err);

// "  --jobs P   how many trials at a time", a line each.
void options_add(const Option *options, Text *out);
