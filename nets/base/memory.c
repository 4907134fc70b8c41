#include "nets/base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

static void end_without_memory(size_t count, size_t size)
{
    (void)fprintf(stderr, "quadrille: out of memory (%zu x %zu bytes)\n", count,
                  size);
    exit(EXIT_FAILURE);
}

void memory_end(void)
{
    (void)fprintf(stderr, "quadrille: out of memory\n");
    exit(EXIT_FAILURE);
}

void *memory_new(size_t count, size_t size)
{
    size_t bytes;
    void *memory;

    if (size != 0 && count > (SIZE_MAX - ALIGNMENT) / size)
        end_without_memory(count, size);
    bytes = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    memory = aligned_alloc(ALIGNMENT, bytes ? bytes : ALIGNMENT);
    if (!memory)
        end_without_memory(count, size);
    memset(memory, 0, bytes);
    return memory;
}

void *memory_grow(void *array, size_t *capacity, size_t count, size_t size)
{
    size_t larger = *capacity + *capacity / 2;
    char *grown;

    if (count <= *capacity)
        return array;
    if (larger < count)
        larger = count;
    if (larger < 8)
        larger = 8;
    grown = memory_new(larger, size);
    if (array)
        memcpy(grown, array, *capacity * size);
    free(array);
    *capacity = larger;
    return grown;
}

char *memory_text_part(const char *text, size_t length)
{
    // Plain malloc: aligned for vectors, short texts would take three times
    // the memory, and a plan has a hundred thousand of them.
    char *copy = malloc(length + 1);

    if (!copy)
        end_without_memory(length + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *memory_text(const char *text)
{
    return memory_text_part(text, strlen(text));
}

void memory_free(const void *memory)
{
    void *owned;

    memcpy(&owned, &memory, sizeof owned);
    free(owned);
}
