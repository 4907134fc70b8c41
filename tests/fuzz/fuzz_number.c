// Numbers as people write them, against the C library's reading; and every
// double printed reads back as itself.
#include "harness/number.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Whether all of it is a decimal number of strtod's, and nothing else of what
// strtod takes: spaces, hexadecimal, words.
static bool strtod_takes(const char *text, double *value)
{
    char *end;

    *value = strtod(text, &end);
    return *text && end > text && *end == '\0'
           && strspn(text, "0123456789+-.eE") == strlen(text)
           && isfinite(*value);
}

static bool has_leading_zero(const char *text)
{
    text += *text == '+' || *text == '-';
    return text[0] == '0' && isdigit((unsigned char)text[1]);
}

static void check_text(const char *text)
{
    double value = 0;
    double expected;
    bool taken = strtod_takes(text, &expected);

    if (number_parse(text, &value)) {
        MUST(taken);
        MUST(value == expected && !signbit(value) == !signbit(expected));
    } else {
        MUST(!taken || has_leading_zero(text) || strlen(text) >= 390);
    }
    if (number_is_integer(text))
        MUST(taken && expected == floor(expected) && fabs(expected) <= 0x1p53);
}

static void check_double(double value)
{
    Text text = {0};
    double back;

    text_add_number(&text, value);
    if (isfinite(value)) {
        MUST(number_parse(text_string(&text), &back));
        MUST(memcmp(&value, &back, sizeof value) == 0);
    } else {
        MUST(!number_parse(text_string(&text), &back));
    }
    text_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);
    double value;

    check_text(text);
    free(text);
    if (size >= sizeof value) {
        memcpy(&value, data, sizeof value);
        check_double(value);
    }
    return 0;
}
