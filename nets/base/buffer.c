#include "nets/base/buffer.h"

#include "nets/base/memory.h"

#include <stdlib.h>

void buffer_release(Buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (Buffer){0};
}

void buffer_resize(Buffer *buffer, size_t count)
{
    if (count > buffer->capacity || !buffer->bytes) {
        free(buffer->bytes);
        buffer->bytes = memory_new(count, 1);
        buffer->capacity = count;
    }
    buffer->count = count;
}
