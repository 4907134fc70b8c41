// Asking somebody before something large, or something for ever.
#pragma once

#include <stdbool.h>

// Whether there is somebody to ask: standard input and error are a terminal.
bool agree_can_ask(void);
// Prints the question, "Go on?", to standard error, and reads a line; true when
// it begins with y.
bool agree_ask(const char *question);
