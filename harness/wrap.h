// Prose for terminals and for roff.
#pragma once

#include "nets/base/text.h"

// Adds the words in lines of at most `width` bytes, but for longer words; each
// line of `words` is a paragraph and begins a new one. It ends in a line end.
void text_add_wrapped(Text *text, const char *words, size_t width);
