// A line editor on a terminal, with a history in a file and completion of
// words. Alone knows libedit.
#pragma once

#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stddef.h>

typedef struct Prompt Prompt;

// `words` are what may be completed to, in order and in lower case; borrowed.
// The history is read from the file at `path` and written to it after each
// line, for its owner alone; NULL: it is forgotten.
Prompt *prompt_open(const char *path, const char *const *words, size_t count,
                    Error *err);
void prompt_close(Prompt *prompt);

typedef enum {
    PROMPT_LINE,
    PROMPT_DROPPED,  // Ctrl-C
    PROMPT_END,      // Ctrl-D, or the terminal is gone
} PromptAnswer;

// Asks for a line, which becomes *line with its line end.
PromptAnswer prompt_read(Prompt *prompt, const char *question, Text *line);
