#include "nets/base/scanner.h"

#include <stdlib.h>
#include <string.h>

static bool wrong(Scanner *scanner, const char *problem)
{
    scanner->problem = problem;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_spaces(Scanner *scanner)
{
    while (scanner->next < scanner->end && is_space(*scanner->next))
        scanner->next++;
}

bool scanner_take(Scanner *scanner, char c)
{
    skip_spaces(scanner);
    if (scanner->next == scanner->end || *scanner->next != c)
        return false;
    scanner->next++;
    return true;
}

bool scanner_expect(Scanner *scanner, char c)
{
    return scanner_take(scanner, c)
           || wrong(scanner, "not the JSON that it must be");
}

bool scanner_at_end(Scanner *scanner)
{
    skip_spaces(scanner);
    return scanner->next == scanner->end;
}

static void add_utf8(Text *text, unsigned long code)
{
    if (code < 0x80) {
        text_add_char(text, (char)code);
        return;
    }
    if (code < 0x800) {
        text_add_char(text, (char)(0xc0 | code >> 6));
    } else {
        if (code < 0x10000) {
            text_add_char(text, (char)(0xe0 | code >> 12));
        } else {
            text_add_char(text, (char)(0xf0 | code >> 18));
            text_add_char(text, (char)(0x80 | (code >> 12 & 0x3f)));
        }
        text_add_char(text, (char)(0x80 | (code >> 6 & 0x3f)));
    }
    text_add_char(text, (char)(0x80 | (code & 0x3f)));
}

// The four digits of \uXXXX.
static bool read_digits(Scanner *scanner, unsigned long *code)
{
    char digits[5] = {0};

    if (scanner->end - scanner->next < 4)
        return wrong(scanner, "a string does not end");
    memcpy(digits, scanner->next, 4);
    if (strspn(digits, "0123456789abcdefABCDEF") != 4)
        return wrong(scanner, "a string has a bad escape");
    *code = strtoul(digits, NULL, 16);
    scanner->next += 4;
    return true;
}

static bool is_high(unsigned long code)
{
    return code >= 0xd800 && code < 0xdc00;
}

static bool is_low(unsigned long code)
{
    return code >= 0xdc00 && code < 0xe000;
}

// What follows \u. Beyond 16 bits a character is two of them, a high and a low
// surrogate, with ten bits each.
static bool read_code(Scanner *scanner, Text *text)
{
    unsigned long code;
    unsigned long low;

    if (!read_digits(scanner, &code))
        return false;
    if (is_high(code) && scanner->end - scanner->next >= 2
        && memcmp(scanner->next, "\\u", 2) == 0) {
        scanner->next += 2;
        if (!read_digits(scanner, &low))
            return false;
        if (is_low(low))
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code == 0 || is_high(code) || is_low(code))
        return wrong(scanner, "a string has a bad escape");
    add_utf8(text, code);
    return true;
}

static bool read_escape(Scanner *scanner, Text *text)
{
    static const char written[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const char *which;
    char c = '\0';

    if (scanner->next < scanner->end)
        c = *scanner->next++;
    if (c == 'u')
        return read_code(scanner, text);
    which = c ? strchr(written, c) : NULL;
    if (!which)
        return wrong(scanner, "a string has a bad escape");
    text_add_char(text, meant[which - written]);
    return true;
}

bool scanner_string(Scanner *scanner, Text *text)
{
    text_clear(text);
    if (!scanner_expect(scanner, '"'))
        return false;
    while (scanner->next < scanner->end) {
        char c = *scanner->next++;

        if (c == '"')
            return true;
        if ((unsigned char)c < 0x20)
            return wrong(scanner, "a string has a control character");
        if (c != '\\')
            text_add_char(text, c);
        else if (!read_escape(scanner, text))
            return false;
    }
    return wrong(scanner, "a string does not end");
}

bool scanner_number(Scanner *scanner, uint64_t *number)
{
    const char *first;

    skip_spaces(scanner);
    first = scanner->next;
    *number = 0;
    for (; scanner->next < scanner->end && *scanner->next >= '0'
           && *scanner->next <= '9';
         scanner->next++) {
        uint64_t digit = (uint64_t)(*scanner->next - '0');

        if (*number > (UINT64_MAX - digit) / 10)
            return wrong(scanner, "a number is too large");
        *number = *number * 10 + digit;
    }
    return scanner->next > first || wrong(scanner, "a number is missing");
}

bool scanner_numbers(Scanner *scanner, int most, uint64_t *numbers, int *count)
{
    *count = 0;
    if (!scanner_expect(scanner, '['))
        return false;
    if (scanner_take(scanner, ']'))
        return true;
    do {
        if (*count == most)
            return wrong(scanner, "a list of numbers is too long");
        if (!scanner_number(scanner, &numbers[(*count)++]))
            return false;
    } while (scanner_take(scanner, ','));
    return scanner_expect(scanner, ']');
}
