// Characters that show nothing themselves, but turn the direction in which the
// text around them is read: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to
// U+2069. In a name they could turn a sentence of ours round.
#pragma once

#include "nets/base/text.h"

// How many bytes the one at `string` has; 0: it is another character.
size_t bidi_bytes(const char *string);

enum { BIDI_WIDTH = 8 };
// Adds it as it may be shown, "<U+202E>": BIDI_WIDTH characters.
void bidi_add(Text *text, const char *string);
