// A folder of a test's own, under $TMPDIR or /tmp. Included once per test
// program, after tests/check.h.
#pragma once

#include "nets/base/error.h"
#include "nets/base/file.h"
#include "nets/base/text.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char path[200];
} Folder;

static inline Folder folder_new(void)
{
    Folder folder;
    const char *parent = getenv("TMPDIR");

    (void)snprintf(folder.path, sizeof folder.path, "%s/quadrille-test-XXXXXX",
                   parent ? parent : "/tmp");
    assert_non_null(mkdtemp(folder.path));
    return folder;
}

// Both return the same buffer's address, for use in an argument.
static inline const char *folder_path(const Folder *folder, const char *name,
                                      char path[500])
{
    (void)snprintf(path, 500, "%s/%s", folder->path, name);
    return path;
}

// Not by file_write, which waits for the disk.
static inline const char *folder_write(const Folder *folder, const char *name,
                                       const void *bytes, size_t count,
                                       char path[500])
{
    FILE *file = fopen(folder_path(folder, name, path), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
    return path;
}

// How many entries a folder has.
static inline int folder_count(const char *path)
{
    DIR *opened = opendir(path);
    int count = 0;
    const struct dirent *entry;

    assert_non_null(opened);
    while ((entry = readdir(opened)) != NULL)
        count += entry->d_name[0] != '.';
    (void)closedir(opened);
    return count;
}

static inline void folder_empty(const char *path)
{
    DIR *opened = opendir(path);
    const struct dirent *entry;
    Text inner = {0};

    assert_non_null(opened);
    while ((entry = readdir(opened)) != NULL) {
        struct stat status;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        text_clear(&inner);
        text_printf(&inner, "%s/%s", path, entry->d_name);
        if (lstat(inner.data, &status) == 0 && S_ISDIR(status.st_mode))
            folder_empty(inner.data);
        assert_int_equal(remove(inner.data), 0);
    }
    text_release(&inner);
    (void)closedir(opened);
}

static inline void folder_remove(const Folder *folder)
{
    folder_empty(folder->path);
    assert_int_equal(rmdir(folder->path), 0);
}
