#include "harness/even.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// Digits behind the point; -1: it is no number that is written with one.
static int decimals(const char *cell, char type)
{
    const char *point = strchr(cell, '.');

    if (type != 'f' || cell[strspn(cell, "-.0123456789")])
        return -1;
    return point ? (int)strlen(point + 1) : 0;
}

// The most that a column has; 0 where something in it is no such number.
static int most_decimals(const Result *result, size_t column)
{
    int most = 0;

    for (size_t row = 0; row < result->rows; row++) {
        size_t i = row * result->columns + column;
        int count;

        if (!result->cells[i])
            continue;
        count = decimals(result->cells[i], result->types[i]);
        if (count < 0)
            return 0;
        most = count > most ? count : most;
    }
    return most;
}

char **even_numbers(Result *result)
{
    char **texts = memory_new(result->rows * result->columns, sizeof *texts);

    for (size_t column = 0; column < result->columns; column++) {
        int most = most_decimals(result, column);

        for (size_t row = 0; most > 0 && row < result->rows; row++) {
            size_t i = row * result->columns + column;
            Text text = {0};

            if (!result->cells[i])
                continue;
            text_printf(&text, "%.*f", most, strtod(result->cells[i], NULL));
            texts[i] = text.data;
            result->cells[i] = text.data;
        }
    }
    return texts;
}

void even_free(char **texts, const Result *result)
{
    for (size_t i = 0; texts && i < result->rows * result->columns; i++)
        free(texts[i]);
    free(texts);
}
