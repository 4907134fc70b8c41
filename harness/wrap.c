#include "harness/wrap.h"

#include <string.h>

void text_add_wrapped(Text *text, const char *words, size_t width)
{
    size_t column = 0;

    while (*words) {
        size_t length = strcspn(words, " \n");

        if (column > 0 && column + 1 + length > width) {
            text_add_char(text, '\n');
            column = 0;
        }
        text_add(text, column > 0 ? " " : "");
        text_add_part(text, words, length);
        column += (column > 0) + length;
        words += length;
        if (*words == '\n') {
            text_add_char(text, '\n');
            column = 0;
        }
        words += *words != '\0';
    }
    text_add_char(text, '\n');
}
