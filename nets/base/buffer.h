// Bytes that are read or written as a whole.
#pragma once

#include <stddef.h>
#include <stdint.h>

// {0} is empty; release frees it.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} Buffer;

void buffer_release(Buffer *buffer);
// Makes it `count` bytes long. What they hold is undefined; memory that is
// large enough is used again.
void buffer_resize(Buffer *buffer, size_t count);
