// Gives a target all files of the folders that are named, so that the corpus is
// tested with any compiler.
#include "nets/base/file.h"
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { INPUT_MAX = 1 << 24, PATH_SIZE = 4096 };

static size_t replay(const char *folder)
{
    DIR *opened = opendir(folder);
    const struct dirent *item;
    size_t count = 0;

    while (opened && (item = readdir(opened)) != NULL) {
        char path[PATH_SIZE];
        Buffer input = {0};
        Error err = {0};

        if (item->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, item->d_name);
        MUST(file_read(path, INPUT_MAX, &input, &err));
        (void)LLVMFuzzerTestOneInput(input.bytes, input.count);
        buffer_release(&input);
        count++;
    }
    if (opened)
        (void)closedir(opened);
    return count;
}

int main(int argc, char **argv)
{
    size_t count = 0;

    (void)LLVMFuzzerTestOneInput(NULL, 0);
    for (int i = 1; i < argc; i++)
        count += replay(argv[i]);
    (void)printf("%zu inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
