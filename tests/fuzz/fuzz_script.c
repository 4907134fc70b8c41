// Any texts in a gnuplot script: read by gnuplot's rules for single quotes, and
// by its lines, what a user chose is never more than a string.
#include "harness/script.h"
#include "nets/base/memory.h"
#include "tests/fuzz/fuzz.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// Reads 'it'."'".'s', and returns what follows.
static const char *read_string(const char *at)
{
    for (;;) {
        if (strncmp(at, "\"'\"", 3) == 0) {
            at += 3;
        } else {
            MUST(*at == '\'');
            for (at++; *at != '\''; at++)
                MUST((unsigned char)*at >= ' ' && *at != 127);
            at++;
        }
        if (*at != '.')
            return at;
        at++;
    }
}

static void check_string(const char *string)
{
    Text text = {0};

    script_add_string(&text, string);
    MUST(*read_string(text_string(&text)) == '\0');
    MUST(!strchr(text_string(&text), '`') || text.data[0] == '\'');
    text_release(&text);
}

static bool is_word(const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)at[i]) && !strchr("_.+- ", at[i]))
            return false;
    return true;
}

// Every line is of words and numbers, but for the texts of arrays.
static void check_line(const char *line, size_t length)
{
    const char *equals = memchr(line, '=', length);
    const char *begins = memchr(line, '<', length);

    if (strncmp(line, "text_", 5) == 0 && equals && equals[2] == '\'') {
        MUST(read_string(equals + 2) == line + length);
        MUST(strspn(line,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    "0123456789_[]")
             == (size_t)(equals - line) - 1);
    } else if (*line == '$') {
        MUST(begins != NULL && strncmp(begins, "<< ", 3) == 0);
        MUST(is_word(line + 1, (size_t)(begins - line) - 1));
        MUST(is_word(begins + 3, length - (size_t)(begins + 3 - line)));
    } else {
        for (size_t i = 0; i < length; i++)
            MUST(isalnum((unsigned char)line[i])
                 || strchr("_.+- =[]'", line[i]));
    }
}

static void check_result(char *name, char *first, char *second)
{
    char *names[] = {(char[]){"x"}, name};
    char *cells[] = {first, second, (char[]){"0.5"}, NULL};
    char types[] = "tttn";
    Result result = {2, 2, names, cells, types, NULL};
    Script script = {0};

    script_add_result(&script, "data", &result);
    script_finish(&script);
    for (const char *line = text_string(&script.text); *line;) {
        size_t length = strcspn(line, "\n");

        check_line(line, length);
        line += length + (line[length] == '\n');
    }
    script_release(&script);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);
    char *second = memory_text(text + strlen(text) / 2);

    check_string(text);
    check_result(second, text, second);
    free(second);
    free(text);
    return 0;
}
