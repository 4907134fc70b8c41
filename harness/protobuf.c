#include "harness/protobuf.h"

#include <string.h>

enum { VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5 };

void text_add_little(Text *text, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        text_add_char(text, (char)(unsigned char)(value >> (8 * i)));
}

// Seven bits a byte, the low ones first; the eighth says that more follow.
static void add_varint(Text *text, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        text_add_char(text, (char)(unsigned char)(value | 0x80));
    text_add_char(text, (char)value);
}

static void add_key(Text *message, int field, int kind)
{
    add_varint(message, (uint64_t)field << 3 | (uint64_t)kind);
}

void protobuf_integer(Text *message, int field, int64_t value)
{
    add_key(message, field, VARINT);
    add_varint(message, (uint64_t)value);
}

void protobuf_float(Text *message, int field, float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    add_key(message, field, FIXED32);
    text_add_little(message, bits, sizeof bits);
}

void protobuf_double(Text *message, int field, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    add_key(message, field, FIXED64);
    text_add_little(message, bits, sizeof bits);
}

void protobuf_bytes(Text *message, int field, const void *bytes, size_t count)
{
    add_key(message, field, LENGTH);
    add_varint(message, count);
    text_add_part(message, bytes, count);
}

void protobuf_string(Text *message, int field, const char *string)
{
    protobuf_bytes(message, field, string, strlen(string));
}

void protobuf_message(Text *message, int field, Text *inner)
{
    protobuf_bytes(message, field, text_string(inner), inner->length);
    text_release(inner);
}
