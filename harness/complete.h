// What the last word of a command line may become: the scripts in completions/
// ask the program itself, so that they have nothing to list.
//
// Answers are a line each, "VALUE" or "VALUE\tWHAT IT IS". A line that begins
// with a colon asks the shell for files: ":files", ":files yaml" with that
// suffix, ":folders".
#pragma once

#include "harness/command.h"
#include "nets/base/text.h"

// Of the program's first word: all commands.
void complete_first(Text *out);

// Of the words behind a command's name, of which there is at least one, the
// last being "" where nothing of it is written. An option is completed to what
// its table says that it takes, anything else by command->arguments. Answers
// need not begin as the word does: shells look at that. Of --NAME=VALUE they
// are what VALUE may become.
void complete_words(const Command *command, const Option *options, int count,
                    const char **words, Text *out);
