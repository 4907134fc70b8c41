// A string that grows.
#pragma once

#include <stddef.h>

// {0} is an empty Text. data is NULL or ends in NUL; release frees it.
typedef struct {
    char *data;
    size_t length;
    size_t capacity;
} Text;

void text_release(Text *text);
// Empties it, keeping the memory.
void text_clear(Text *text);
void text_add(Text *text, const char *string);
void text_add_part(Text *text, const char *bytes, size_t length);
void text_add_char(Text *text, char c);
void text_printf(Text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// The shortest decimal that reads back as the same double ("0.001", "1e-07",
// "64"), whatever the locale; "nan", "inf" and "-inf" where it is none.
void text_add_number(Text *text, double value);
// The string as JSON, in quotes.
void text_add_json(Text *text, const char *string);
// The string, "" for an empty Text; valid until the next change.
const char *text_string(const Text *text);
