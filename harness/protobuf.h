// Protocol buffers (protobuf.dev/programming-guides/encoding), as far as files
// of other programs need them: a message is a Text, to which fields are added
// one after the other. A message within another is made first.
#pragma once

#include "nets/base/text.h"

#include <stdint.h>

void protobuf_integer(Text *message, int field, int64_t value);
void protobuf_float(Text *message, int field, float value);
void protobuf_double(Text *message, int field, double value);
void protobuf_bytes(Text *message, int field, const void *bytes, size_t count);
void protobuf_string(Text *message, int field, const char *string);
// Releases `inner`, which is in the message now.
void protobuf_message(Text *message, int field, Text *inner);

// Little-endian, as all numbers of fixed size are.
void text_add_little(Text *text, uint64_t value, int bytes);
