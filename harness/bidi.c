#include "harness/bidi.h"

static unsigned long two(const unsigned char *at)
{
    return (at[0] & 0x1FUL) << 6 | (at[1] & 0x3FUL);
}

static unsigned long three(const unsigned char *at)
{
    return (at[0] & 0x0FUL) << 12 | (at[1] & 0x3FUL) << 6 | (at[2] & 0x3FUL);
}

// The character's number. All of them are D8 9C, E2 80 xx or E2 81 xx.
static unsigned long number_at(const char *string)
{
    const unsigned char *at = (const unsigned char *)string;

    if (at[0] == 0xD8 && (at[1] & 0xC0) == 0x80)
        return two(at);
    if (at[0] == 0xE2 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80)
        return three(at);
    return 0;
}

size_t bidi_bytes(const char *string)
{
    unsigned long number = number_at(string);

    if (number == 0x061C)
        return 2;
    if (number == 0x200E || number == 0x200F
        || (number >= 0x202A && number <= 0x202E)
        || (number >= 0x2066 && number <= 0x2069))
        return 3;
    return 0;
}

void bidi_add(Text *text, const char *string)
{
    text_printf(text, "<U+%04lX>", number_at(string));
}
