#include "harness/export_event.h"

#include "harness/protobuf.h"

enum { EVENT_TIME = 1, EVENT_STEP, EVENT_VERSION, EVENT_SUMMARY = 5 };
enum { SUMMARY_VALUE = 1 };
enum { VALUE_TAG = 1, VALUE_SCALAR, VALUE_TENSOR = 8, VALUE_METADATA };
enum { METADATA_PLUGIN = 1, PLUGIN_NAME = 1, PLUGIN_CONTENT };
enum { TENSOR_TYPE = 1, TENSOR_SHAPE, TENSOR_FLOATS = 5, TYPE_FLOAT = 1 };

uint32_t crc32c(const void *bytes, size_t count)
{
    const unsigned char *next = bytes;
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < count; i++) {
        crc ^= next[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78 : 0);
    }
    return ~crc;
}

// A checksum of bytes that hold their own would be of no use: so it is turned
// and shifted.
static void add_checksum(Text *file, const void *bytes, size_t count)
{
    uint32_t crc = crc32c(bytes, count);

    crc = (crc >> 15 | crc << 17) + 0xA282EAD8;
    text_add_little(file, crc, sizeof crc);
}

void event_add_record(Text *file, const void *bytes, size_t count)
{
    Text length = {0};

    text_add_little(&length, count, sizeof(uint64_t));
    text_add_part(file, length.data, length.length);
    add_checksum(file, length.data, length.length);
    text_add_part(file, bytes, count);
    add_checksum(file, bytes, count);
    text_release(&length);
}

static void add_event(Text *file, Text *event)
{
    event_add_record(file, text_string(event), event->length);
    text_release(event);
}

void event_add_version(Text *file, double seconds)
{
    Text event = {0};

    protobuf_double(&event, EVENT_TIME, seconds);
    protobuf_string(&event, EVENT_VERSION, "brain.Event:2");
    add_event(file, &event);
}

void event_add_summary(Text *file, double seconds, int64_t step, Text *summary)
{
    Text event = {0};

    protobuf_double(&event, EVENT_TIME, seconds);
    protobuf_integer(&event, EVENT_STEP, step);
    protobuf_message(&event, EVENT_SUMMARY, summary);
    add_event(file, &event);
}

void summary_add_scalar(Text *summary, const char *tag, double number)
{
    Text value = {0};

    protobuf_string(&value, VALUE_TAG, tag);
    protobuf_float(&value, VALUE_SCALAR, (float)number);
    protobuf_message(summary, SUMMARY_VALUE, &value);
}

// Readers want a tensor in every summary that is no scalar: a single 0.
static void add_null_tensor(Text *value)
{
    Text tensor = {0};

    protobuf_integer(&tensor, TENSOR_TYPE, TYPE_FLOAT);
    protobuf_string(&tensor, TENSOR_SHAPE, "");
    protobuf_float(&tensor, TENSOR_FLOATS, 0);
    protobuf_message(value, VALUE_TENSOR, &tensor);
}

void summary_add_plugin(Text *summary, const char *tag, const char *plugin,
                        Text *content)
{
    Text value = {0};
    Text metadata = {0};
    Text data = {0};

    protobuf_string(&data, PLUGIN_NAME, plugin);
    protobuf_message(&data, PLUGIN_CONTENT, content);
    protobuf_message(&metadata, METADATA_PLUGIN, &data);
    protobuf_string(&value, VALUE_TAG, tag);
    add_null_tensor(&value);
    protobuf_message(&value, VALUE_METADATA, &metadata);
    protobuf_message(summary, SUMMARY_VALUE, &value);
}
