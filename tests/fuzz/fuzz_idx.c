// IDX files, as they are and packed: read as images and as labels, or refused.
#include "nets/base/gzip.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"
#include "nets/idx.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { STORED_MAX = 65535, CLASSES = 10 };

static void check_file(const char *path)
{
    ImageSet set = {0};
    Error err = {0};
    Idx idx;

    if (!idx_read(path, &idx, &err)) {
        MUST(strstr(err.message, path) != NULL);
        return;
    }
    if (idx_take_images(&idx, path, &set, &err)) {
        size_t pixels = set.count * shape_size(set.shape);

        for (size_t i = 0; i < pixels; i += 1 + pixels / 64)
            MUST(set.images[i] <= 255);
    } else if (idx_take_labels(&idx, path, 0, CLASSES, &set, &err)) {
        for (size_t i = 0; i < set.count; i++)
            MUST(set.labels[i] < CLASSES);
    } else {
        MUST(err.message[0]);
    }
    idx_release(&idx);
    free(set.images);
    free(set.labels);
}

static void add_number(Text *bytes, uint32_t number, int count)
{
    for (int i = 0; i < count; i++)
        text_add_char(bytes, (char)(number >> (8 * i)));
}

// A whole gzip file with the input in it, so that what is inside is reached.
static void check_packed(const uint8_t *data, size_t size)
{
    static const char header[] = {0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1};
    Text bytes = {0};

    text_add_part(&bytes, header, sizeof header);
    add_number(&bytes, (uint32_t)size, 2);
    add_number(&bytes, ~(uint32_t)size, 2);
    text_add_part(&bytes, (const char *)data, size);
    add_number(&bytes, gzip_crc32(data, size), 4);
    add_number(&bytes, (uint32_t)size, 4);
    check_file(fuzz_file("packed", bytes.data, bytes.length));
    text_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_file(fuzz_file("raw", data, size));
    if (size > 0 && size <= STORED_MAX)
        check_packed(data, size);
    return 0;
}
