// Numbers for eyes: 0.9900 above 0.9886, not 0.99.
#pragma once

#include "harness/store.h"

// Gives all numbers of each column as many decimals as one of them has, but
// where something else is among them. Returns the texts that cells became, to
// be freed when the result is.
char **even_numbers(Result *result);
void even_free(char **texts, const Result *result);
