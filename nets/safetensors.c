#include "nets/safetensors.h"

#include "nets/base/memory.h"
#include "nets/base/scanner.h"
#include "nets/base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

// The format's own limit.
enum { LENGTH_BYTES = 8, HEADER_MOST = 100000000 };

static const char metadata_name[] = "__metadata__";

static const struct {
    const char *name;
    size_t bytes;
} types[] = {
    {"F64", 8}, {"F32", 4}, {"F16", 2},  {"BF16", 2}, {"I64", 8},
    {"I32", 4}, {"I16", 2}, {"I8", 1},   {"U64", 8},  {"U32", 4},
    {"U16", 2}, {"U8", 1},  {"BOOL", 1},
};

// 0 for a type that there is not.
static size_t type_bytes(const char *type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, type) == 0)
            return types[i].bytes;
    return 0;
}

void tensors_release(Tensors *tensors)
{
    for (size_t i = 0; i < tensors->count; i++)
        free(tensors->tensors[i].name);
    free(tensors->tensors);
    *tensors = (Tensors){0};
}

void tensors_add(Tensors *tensors, const char *name, const NamedTensor *tensor)
{
    NamedTensor copy = *tensor;

    assert(type_bytes(tensor->type) > 0);
    copy.name = memory_text(name);
    tensors->tensors = memory_grow(tensors->tensors, &tensors->capacity,
                                   tensors->count + 1, sizeof copy);
    tensors->tensors[tensors->count++] = copy;
}

const NamedTensor *tensors_find(const Tensors *tensors, const char *name)
{
    for (size_t i = 0; i < tensors->count; i++)
        if (strcmp(tensors->tensors[i].name, name) == 0)
            return &tensors->tensors[i];
    return NULL;
}

static void add_entry(Text *header, const NamedTensor *tensor, size_t offset)
{
    text_add_json(header, tensor->name);
    text_printf(header, ":{\"dtype\":\"%s\",\"shape\":[", tensor->type);
    for (int i = 0; i < tensor->rank; i++)
        text_printf(header, "%s%" PRIu64, i ? "," : "", tensor->sizes[i]);
    text_printf(header, "],\"data_offsets\":[%zu,%zu]}", offset,
                offset + tensor->bytes);
}

// Padded with spaces so that the data begin at a multiple of 8; returns how
// many bytes they are.
static size_t write_header(const Tensors *tensors, Text *header)
{
    size_t offset = 0;

    text_add_char(header, '{');
    if (tensors->metadata)
        text_printf(header, "\"%s\":%s", metadata_name, tensors->metadata);
    for (size_t i = 0; i < tensors->count; i++) {
        if (i > 0 || tensors->metadata)
            text_add_char(header, ',');
        add_entry(header, &tensors->tensors[i], offset);
        offset += tensors->tensors[i].bytes;
    }
    text_add_char(header, '}');
    while (header->length % LENGTH_BYTES != 0)
        text_add_char(header, ' ');
    return offset;
}

void safetensors_encode(const Tensors *tensors, Buffer *out)
{
    Text header = {0};
    size_t data = write_header(tensors, &header);
    uint8_t *next;

    buffer_resize(out, LENGTH_BYTES + header.length + data);
    for (int i = 0; i < LENGTH_BYTES; i++)
        out->bytes[i] = (uint8_t)((uint64_t)header.length >> (8 * i));
    next = out->bytes + LENGTH_BYTES;
    memcpy(next, header.data, header.length);
    next += header.length;
    for (size_t i = 0; i < tensors->count; i++) {
        if (tensors->tensors[i].bytes > 0)
            memcpy(next, tensors->tensors[i].data, tensors->tensors[i].bytes);
        next += tensors->tensors[i].bytes;
    }
    text_release(&header);
}

// A header being read, and the data behind it.
typedef struct {
    Scanner scanner;
    uint8_t *data;
    size_t bytes;  // of data
} Reader;

static bool wrong(Reader *reader, const char *problem)
{
    reader->scanner.problem = problem;
    return false;
}

static bool read_type(Reader *reader, NamedTensor *tensor, Text *text)
{
    if (!scanner_string(&reader->scanner, text))
        return false;
    if (type_bytes(text_string(text)) == 0)
        return wrong(reader, "a tensor is of an unknown type");
    memcpy(tensor->type, text_string(text), text->length + 1);
    return true;
}

static bool read_offsets(Reader *reader, NamedTensor *tensor)
{
    uint64_t offsets[2];
    int count;

    if (!scanner_numbers(&reader->scanner, 2, offsets, &count))
        return false;
    if (count != 2 || offsets[0] > offsets[1] || offsets[1] > reader->bytes)
        return wrong(reader, "a tensor lies outside the file");
    tensor->data = reader->data + offsets[0];
    tensor->bytes = (size_t)(offsets[1] - offsets[0]);
    return true;
}

// One of a tensor's three members, whichever comes; *seen has a bit for each.
static bool read_member(Reader *reader, NamedTensor *tensor, Text *text,
                        unsigned *seen)
{
    static const char *const names[] = {"dtype", "shape", "data_offsets"};
    int which = 0;

    if (!scanner_string(&reader->scanner, text)
        || !scanner_expect(&reader->scanner, ':'))
        return false;
    while (which < 3 && strcmp(names[which], text_string(text)) != 0)
        which++;
    if (which == 3 || (*seen & (1U << which)))
        return wrong(reader, "a tensor has a member too many");
    *seen |= 1U << which;
    if (which == 0)
        return read_type(reader, tensor, text);
    if (which == 1)
        return scanner_numbers(&reader->scanner, TENSOR_RANK, tensor->sizes,
                               &tensor->rank);
    return read_offsets(reader, tensor);
}

static bool check_bytes(Reader *reader, const NamedTensor *tensor)
{
    uint64_t bytes = type_bytes(tensor->type);

    for (int i = 0; i < tensor->rank; i++) {
        uint64_t size = tensor->sizes[i];

        if (size > 0 && bytes > UINT64_MAX / size)
            return wrong(reader, "a tensor's shape is too large");
        bytes *= size;
    }
    return bytes == tensor->bytes
           || wrong(reader, "a tensor's bytes do not fit its shape");
}

static bool read_tensor(Reader *reader, const char *name, Tensors *tensors)
{
    NamedTensor tensor = {0};
    Text text = {0};
    unsigned seen = 0;
    bool ok = scanner_expect(&reader->scanner, '{');

    while (ok && (ok = read_member(reader, &tensor, &text, &seen))
           && scanner_take(&reader->scanner, ','))
        continue;
    ok = ok && scanner_expect(&reader->scanner, '}')
         && (seen == 7 || wrong(reader, "a tensor lacks a member"))
         && check_bytes(reader, &tensor);
    if (ok)
        tensors_add(tensors, name, &tensor);
    text_release(&text);
    return ok;
}

// Texts by name, which nobody asks us for.
static bool skip_metadata(Reader *reader)
{
    Text text = {0};
    bool ok = scanner_expect(&reader->scanner, '{');

    if (ok && scanner_take(&reader->scanner, '}'))
        return true;
    while (ok
           && (ok = scanner_string(&reader->scanner, &text)
                    && scanner_expect(&reader->scanner, ':')
                    && scanner_string(&reader->scanner, &text))
           && scanner_take(&reader->scanner, ','))
        continue;
    ok = ok && scanner_expect(&reader->scanner, '}');
    text_release(&text);
    return ok;
}

static bool read_entry(Reader *reader, Text *name, Tensors *tensors)
{
    if (!scanner_string(&reader->scanner, name)
        || !scanner_expect(&reader->scanner, ':'))
        return false;
    if (strcmp(text_string(name), metadata_name) == 0)
        return skip_metadata(reader);
    return read_tensor(reader, text_string(name), tensors);
}

static bool read_header(Reader *reader, Tensors *tensors)
{
    Text name = {0};
    bool ok = scanner_expect(&reader->scanner, '{');
    bool empty = ok && scanner_take(&reader->scanner, '}');

    while (ok && !empty && (ok = read_entry(reader, &name, tensors))
           && scanner_take(&reader->scanner, ','))
        continue;
    text_release(&name);
    if (!ok || (!empty && !scanner_expect(&reader->scanner, '}')))
        return false;
    return scanner_at_end(&reader->scanner)
           || wrong(reader, "its header goes on after its end");
}

static int compare_places(const void *a, const void *b)
{
    const NamedTensor *first = *(const NamedTensor *const *)a;
    const NamedTensor *second = *(const NamedTensor *const *)b;
    const char *begin = first->data;
    const char *other = second->data;

    if (begin != other)
        return begin < other ? -1 : 1;
    return (first->bytes > second->bytes) - (first->bytes < second->bytes);
}

static int compare_names(const void *a, const void *b)
{
    const NamedTensor *first = *(const NamedTensor *const *)a;
    const NamedTensor *second = *(const NamedTensor *const *)b;

    return strcmp(first->name, second->name);
}

// No gaps, no overlaps, no name twice. `sorted` is room for all of them.
static bool check_layout(Reader *reader, const Tensors *tensors,
                         const NamedTensor **sorted)
{
    const uint8_t *next = reader->data;

    for (size_t i = 0; i < tensors->count; i++)
        sorted[i] = &tensors->tensors[i];
    qsort(sorted, tensors->count, sizeof(void *), compare_names);
    for (size_t i = 1; i < tensors->count; i++)
        if (strcmp(sorted[i]->name, sorted[i - 1]->name) == 0)
            return wrong(reader, "it has a tensor twice");
    qsort(sorted, tensors->count, sizeof(void *), compare_places);
    for (size_t i = 0; i < tensors->count; i++) {
        if (sorted[i]->data != next)
            return wrong(reader, "its tensors overlap or leave gaps");
        next += sorted[i]->bytes;
    }
    return next == reader->data + reader->bytes
           || wrong(reader, "it is longer or shorter than its tensors");
}

static uint64_t header_length(const Buffer *file)
{
    uint64_t length = 0;

    for (int i = LENGTH_BYTES - 1; i >= 0; i--)
        length = length << 8 | file->bytes[i];
    return length;
}

static bool decode(Reader *reader, const Buffer *file, Tensors *tensors)
{
    const NamedTensor **sorted;
    uint64_t length;
    bool ok;

    if (file->count < LENGTH_BYTES)
        return wrong(reader, "it is too short");
    length = header_length(file);
    if (length > HEADER_MOST || length > file->count - LENGTH_BYTES)
        return wrong(reader, "its header is longer than it may be");
    reader->data = file->bytes + LENGTH_BYTES + length;
    reader->bytes = file->count - LENGTH_BYTES - (size_t)length;
    reader->scanner.next = (const char *)file->bytes + LENGTH_BYTES;
    reader->scanner.end = reader->scanner.next + length;
    if (!read_header(reader, tensors))
        return false;
    sorted = memory_new(tensors->count, sizeof(void *));
    ok = check_layout(reader, tensors, sorted);
    free(sorted);
    return ok;
}

bool safetensors_decode(const char *path, const Buffer *file, Tensors *tensors,
                        Error *err)
{
    Reader reader = {0};

    return decode(&reader, file, tensors)
           || fail(err, "'%s' is not a safetensors file: %s", path,
                   reader.scanner.problem);
}
