#include "harness/wire.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// 16 bytes: what follows it is as aligned as the buffer.
typedef struct {
    int32_t kind;
    int32_t unused;
    uint64_t length;
} Header;

void wire_begin(Text *out, int kind)
{
    const Header header = {.kind = kind};

    text_clear(out);
    text_add_part(out, (const char *)&header, sizeof header);
}

void wire_end(Text *out)
{
    uint64_t length = out->length - sizeof(Header);

    memcpy(out->data + offsetof(Header, length), &length, sizeof length);
}

bool wire_send(int fd, const Text *message, Error *err)
{
    size_t sent = 0;

    while (sent < message->length) {
        ssize_t part = write(fd, message->data + sent, message->length - sent);

        if (part < 0 && errno != EINTR)
            return fail(err, "cannot write to a pipe: %s", strerror(errno));
        if (part > 0)
            sent += (size_t)part;
    }
    return true;
}

bool wire_first(const Text *inbox, Message *message)
{
    Header header;

    if (inbox->length < sizeof header)
        return false;
    memcpy(&header, inbox->data, sizeof header);
    if (inbox->length - sizeof header < header.length)
        return false;
    *message = (Message){header.kind, inbox->data + sizeof header,
                         (size_t)header.length};
    return true;
}

void wire_drop(Text *inbox)
{
    Message message;
    size_t size;

    if (!wire_first(inbox, &message))
        return;
    size = sizeof(Header) + message.length;
    inbox->length -= size;
    memmove(inbox->data, inbox->data + size, inbox->length);
}

bool wire_read(int fd, Text *inbox)
{
    char bytes[1 << 16];
    ssize_t count;

    do
        count = read(fd, bytes, sizeof bytes);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return errno == EAGAIN;
    text_add_part(inbox, bytes, (size_t)count);
    return count > 0;
}

bool wire_take(Message *message, void *bytes, size_t size)
{
    if (message->length < size)
        return false;
    memcpy(bytes, message->bytes, size);
    message->bytes += size;
    message->length -= size;
    return true;
}
