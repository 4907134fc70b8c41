// A database that `report` is given. An input that begins as SQLite's files do
// is one; any other is damage to a whole one: three bytes of where, one of
// what.
#include "harness/report.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "tests/fuzz/fuzz.h"
#include "tests/synthetic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATABASE_MAX = 1 << 24 };

static const Synthetic tiny = {
    .study = "tiny",
    .configs = 2,
    .seeds = 2,
    .epochs = 2,
    .classes = 3,
    .images = 6,
    .matrices = true,
};

static void make_whole(Buffer *whole)
{
    const char *path = fuzz_file("whole.db", "", 0);
    Error err;

    synthetic_database(&tiny, path);
    MUST(file_read(path, DATABASE_MAX, whole, &err));
}

static void damage(Buffer *bytes, const uint8_t *data, size_t size)
{
    for (; size >= 4; data += 4, size -= 4) {
        size_t at = (size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2];

        bytes->bytes[at % bytes->count] = data[3];
    }
}

static void report(const char *path)
{
    char folder[300];
    Error err = {0};
    Store *store = store_open(path, STORE_READ, &err);

    (void)snprintf(folder, sizeof folder, "%s/report", fuzz_folder());
    if (store && report_write(store, "tiny", folder, &(DataPlaces){0}, &err))
        MUST(err.message[0] == '\0');
    else
        MUST(err.message[0] != '\0');
    store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char magic[] = "SQLite format 3";
    static Buffer whole;
    Buffer copy = {0};

    if (!whole.bytes) {
        (void)setenv("PATH", fuzz_folder(), 1);  // no gnuplot
        make_whole(&whole);
    }
    if (size >= sizeof magic && memcmp(data, magic, sizeof magic) == 0) {
        report(fuzz_file("given.db", data, size));
        return 0;
    }
    buffer_resize(&copy, whole.count);
    memcpy(copy.bytes, whole.bytes, whole.count);
    damage(&copy, data, size);
    report(fuzz_file("given.db", copy.bytes, copy.count));
    buffer_release(&copy);
    return 0;
}
