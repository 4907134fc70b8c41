// The record asked at a prompt: statements over as many lines as they need,
// and commands that begin with a dot.
#pragma once

#include "harness/answer.h"

// Until Ctrl-D or .quit. What is wrong with a statement is told, and the next
// one awaited.
bool shell_run(const Answer *answer, Store *store, Error *err);
