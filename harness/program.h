// The program of a trial that is not trained by nets/: the words of its
// `command:`. It is started in the folder of the experiment's file, so that
// relative paths in its words are against that; a program named without a
// slash is looked for on PATH.
#pragma once

#include "harness/config.h"
#include "nets/base/digest.h"

// NULL where the trial is trained by nets/.
const char *program_command(const Config *config);
// The words: an array that ends in NULL, and free() on it frees all. NULL when
// `command` is not a list of texts.
char **program_words(const char *command);
// What the trial's model is called in tables: the model that it names, or the
// program: "train.py" of python3 train.py.
void program_model(const Config *config, Text *name);
// The folder of an experiment's file: "experiments", ".".
void program_folder(const char *file, Text *folder);

// The words last looked at, and what came of that: {NULL} in the beginning,
// free() the command.
typedef struct {
    char *command;
    char digest[DIGEST_TEXT];
} ProgramDigest;

// Adds the setting command_digest: the SHA-256 of the files among the words,
// so that a changed program has new trials. Without files there is none. Fails
// when there is no such program.
bool program_add_digest(ProgramDigest *known, Config *config, const char *file,
                        Error *err);
