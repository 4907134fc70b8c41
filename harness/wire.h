// Messages over a pipe: a header, then bytes. Runner and worker are the same
// binary, so structs travel as they stand in memory. A Text serves as the
// buffer; a message at its front is aligned for any struct.
#pragma once

#include "nets/base/error.h"
#include "nets/base/text.h"

#include <stdbool.h>

typedef struct {
    int kind;
    const char *bytes;
    size_t length;
} Message;

// Starts a message of `kind` in an empty `out`; then its bytes are added, then
// wire_end completes the header.
void wire_begin(Text *out, int kind);
void wire_end(Text *out);

// Writes it all, waiting as long as that takes.
bool wire_send(int fd, const Text *message, Error *err);

// Whether a whole message has arrived; it stays valid until wire_drop.
bool wire_first(const Text *inbox, Message *message);
// Forgets the first message.
void wire_drop(Text *inbox);
// Reads what there is, or waits for something: false at the end of the stream
// or when nobody can write any more. On a descriptor that does not block,
// nothing to read is true.
bool wire_read(int fd, Text *inbox);

// Takes `size` bytes off the front of a message, or returns false.
bool wire_take(Message *message, void *bytes, size_t size);
