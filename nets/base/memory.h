// Memory that is always there: running out ends the process, so no caller has
// to think about it. A trial is a process, so that costs one trial.
#pragma once

#include <stddef.h>

// count × size zeroed bytes, aligned to 64; never NULL, overflow is checked.
// Free with free().
void *memory_new(size_t count, size_t size);

// Ends the process as memory_new does: for what libraries could not get.
_Noreturn void memory_end(void);

// Makes room for `count` elements in an array that holds *capacity, growing
// by half at least; the new part is zeroed. Returns the array's new address.
void *memory_grow(void *array, size_t *capacity, size_t count, size_t size);

// A copy of a string, or of its first `length` bytes. Free with free().
char *memory_text(const char *text);
char *memory_text_part(const char *text, size_t length);

// free() for what is owned but, once it was made, only read.
void memory_free(const void *memory);
