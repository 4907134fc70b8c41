#include "tests/fuzz/fuzz.h"

#include "nets/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 4, PATH_SIZE = 300 };

static char folder[200];

void fuzz_must(_Bool holds, const char *words, const char *file, int line)
{
    if (holds)
        return;
    (void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, words);
    abort();
}

static void remove_folder(void)
{
    char command[PATH_SIZE];

    (void)snprintf(command, sizeof command, "/bin/rm -rf '%s'", folder);
    if (system(command) != 0)
        (void)fprintf(stderr, "cannot remove '%s'\n", folder);
}

const char *fuzz_folder(void)
{
    struct stat status;

    if (folder[0])
        return folder;
    (void)snprintf(folder, sizeof folder, "%s/quadrille-fuzz-XXXXXX",
                   stat("/dev/shm", &status) == 0 ? "/dev/shm" : "/tmp");
    MUST(mkdtemp(folder) != NULL);
    (void)atexit(remove_folder);
    return folder;
}

const char *fuzz_file(const char *name, const void *bytes, size_t count)
{
    static char paths[FILES][PATH_SIZE];
    static unsigned given;
    char *path = paths[given++ % FILES];
    FILE *file;

    (void)snprintf(path, PATH_SIZE, "%s/%s", fuzz_folder(), name);
    file = fopen(path, "wb");
    MUST(file != NULL);
    MUST(count == 0 || fwrite(bytes, 1, count, file) == count);
    MUST(fclose(file) == 0);
    return path;
}

char *fuzz_string(const uint8_t *data, size_t size)
{
    return size ? memory_text_part((const char *)data, size) : memory_text("");
}
