#include "nets/base/utf8.h"

#include <inttypes.h>

size_t utf8_length(const char *at, size_t left)
{
    const unsigned char *byte = (const unsigned char *)at;
    size_t length = byte[0] < 0x80   ? 1
                    : byte[0] < 0xE0 ? 2
                    : byte[0] < 0xF0 ? 3
                                     : 4;

    if (length == 1)
        return 1;
    if (byte[0] < 0xC2 || byte[0] > 0xF4 || left < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if (utf8_begins(at[i]))
            return 0;
    if ((byte[0] == 0xE0 && byte[1] < 0xA0)
        || (byte[0] == 0xED && byte[1] > 0x9F)
        || (byte[0] == 0xF0 && byte[1] < 0x90)
        || (byte[0] == 0xF4 && byte[1] > 0x8F))
        return 0;
    return length;
}

// The first byte has seven bits of it, or 7 less its length; all others six.
static uint32_t code_of(const char *at, size_t length)
{
    uint32_t code = (unsigned char)at[0];

    if (length > 1)
        code &= (1U << (7 - length)) - 1;
    for (size_t i = 1; i < length; i++)
        code = code << 6 | ((unsigned char)at[i] & 0x3FU);
    return code;
}

bool utf8_is_control(const char *at, size_t length)
{
    uint32_t code = code_of(at, length);

    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

bool utf8_turns(const char *at, size_t length)
{
    uint32_t code = code_of(at, length);

    return code == 0x061C || code == 0x200E || code == 0x200F
           || (code >= 0x202A && code <= 0x202E)
           || (code >= 0x2066 && code <= 0x2069);
}

void utf8_add_turn(Text *text, const char *at, size_t length)
{
    text_printf(text, "<U+%04" PRIX32 ">", code_of(at, length));
}

size_t utf8_count(const char *bytes, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += utf8_begins(bytes[i]);
    return count;
}
