#include "harness/number.h"

#include <locale.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX = 400 };

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

// Finds the decimal point, or where it would be; false when the text is not
// shaped like a number.
static bool shape(const char *text, const char **point)
{
    size_t whole;
    size_t fraction = 0;

    text += *text == '+' || *text == '-';
    whole = digits(text);
    if (whole > 1 && *text == '0')
        return false;
    text += whole;
    *point = text;
    if (*text == '.') {
        fraction = digits(text + 1);
        text += 1 + fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '+' || *text == '-';
        if (digits(text) == 0)
            return false;
        text += digits(text);
    }
    return *text == '\0';
}

// strtod reads the locale's decimal point, so it is given that one.
bool number_parse(const char *text, double *value)
{
    const char *local = localeconv()->decimal_point;
    const char *point;
    size_t length;
    char number[NUMBER_MAX];

    if (strlen(text) + strlen(local) >= sizeof number || !shape(text, &point))
        return false;
    length = (size_t)(point - text);
    memcpy(number, text, length);
    for (; *point == '.' && *local; local++)
        number[length++] = *local;
    for (point += *point == '.'; *point; point++)
        number[length++] = *point;
    number[length] = '\0';
    *value = strtod(number, NULL);
    return isfinite(*value);
}

bool number_is_integer(const char *text)
{
    double value;

    if (!number_parse(text, &value) || fabs(value) > 0x1p53)
        return false;
    text += *text == '+' || *text == '-';
    return text[digits(text)] == '\0';
}
