// Characters in UTF-8: how long each is, and which of them a terminal or a
// reader of bare text would obey instead of showing them.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_BYTES_MAX = 4 };  // of a character

// The length of the character at `at`, at most `left` bytes, or 0 where there
// is none: no surrogates, nothing over U+10FFFF, nothing written longer than
// needed. In a string, which ends in NUL, `left` may be UTF8_BYTES_MAX.
size_t utf8_length(const char *at, size_t left);

// Whether a character that is so long is a control character: C0 with NUL,
// tab and line end, DEL, and C1 (U+0080 to U+009F).
bool utf8_is_control(const char *at, size_t length);

// Whether it shows nothing itself, but turns the direction in which the text
// around it is read (Unicode's Bidi_Control): U+061C, U+200E, U+200F, U+202A to
// U+202E, U+2066 to U+2069. In a name it could turn a sentence of ours round.
bool utf8_turns(const char *at, size_t length);
enum { UTF8_TURN_WIDTH = 8 };
// Adds it as it may be shown, "<U+202E>": UTF8_TURN_WIDTH characters.
void utf8_add_turn(Text *text, const char *at, size_t length);

// Whether a character begins with this byte, and does not go on with it.
static inline bool utf8_begins(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

// How many characters begin in so many bytes.
size_t utf8_count(const char *bytes, size_t length);
