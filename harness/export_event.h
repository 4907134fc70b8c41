// TensorBoard's event files: events (event.proto, summary.proto) in records
// that are framed and checked as TensorFlow's are.
#pragma once

#include "nets/base/text.h"

#include <stddef.h>
#include <stdint.h>

// CRC-32C, Castagnoli's polynomial, reflected.
uint32_t crc32c(const void *bytes, size_t count);
// Length, its checksum, the bytes, theirs.
void event_add_record(Text *file, const void *bytes, size_t count);

// What every file begins with.
void event_add_version(Text *file, double seconds);
// Summaries of one moment, each a field of `summary`; released.
void event_add_summary(Text *file, double seconds, int64_t step, Text *summary);
void summary_add_scalar(Text *summary, const char *tag, double number);
// What a plugin keeps under a tag; `content` is released.
void summary_add_plugin(Text *summary, const char *tag, const char *plugin,
                        Text *content);
