#include "harness/shelf.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char epoch_prefix[] = "epoch-";
static const char partial_prefix[] = "partial-";
static const char suffix[] = ".safetensors";

enum { DECIMAL = 10 };

void shelf_epoch_path(const char *folder, int epoch, char *path, size_t size)
{
    (void)snprintf(path, size, "%s/%s%04d%s", folder, epoch_prefix, epoch,
                   suffix);
}

void shelf_partial_path(const char *folder, int epoch, double seconds,
                        const char *digest, char *path, size_t size)
{
    (void)snprintf(path, size, "%s/%s%d-%.0f-%s%s", folder, partial_prefix,
                   epoch, seconds * 1000, digest, suffix);
}

// The number after a prefix, or -1 where the name does not begin with that.
static long number_after(const char *name, const char *prefix, char **end)
{
    size_t length = strlen(prefix);

    if (strncmp(name, prefix, length) != 0)
        return -1;
    return strtol(name + length, end, DECIMAL);
}

// Takes a partial checkpoint's name apart; digest is DIGEST_TEXT long.
static bool read_partial(const char *name, long *epoch, long *milliseconds,
                         char *digest)
{
    char *end = NULL;

    *epoch = number_after(name, partial_prefix, &end);
    if (*epoch < 0 || *end != '-')
        return false;
    *milliseconds = strtol(end + 1, &end, DECIMAL);
    if (*end != '-' || strlen(end + 1) != DIGEST_TEXT - 1 + strlen(suffix)
        || strcmp(end + DIGEST_TEXT, suffix) != 0)
        return false;
    memcpy(digest, end + 1, DIGEST_TEXT - 1);
    digest[DIGEST_TEXT - 1] = '\0';
    return true;
}

double shelf_seconds(const char *path)
{
    const char *slash = strrchr(path, '/');
    char digest[DIGEST_TEXT];
    long epoch;
    long milliseconds;

    if (!read_partial(slash ? slash + 1 : path, &epoch, &milliseconds, digest))
        return 0;
    return (double)milliseconds / 1000;
}

static DIR *open_folder(const char *root, const char *folder)
{
    char path[PATH_MAX];

    (void)snprintf(path, sizeof path, "%s/%s", root, folder);
    return opendir(path);
}

bool shelf_find_partial(const char *root, const char *folder, int epoch,
                        CheckpointRecord *found)
{
    DIR *shelf = open_folder(root, folder);
    const struct dirent *item;
    long of;
    long milliseconds;
    bool any = false;

    while (shelf && !any && (item = readdir(shelf)) != NULL) {
        any = read_partial(item->d_name, &of, &milliseconds, found->digest)
              && of == epoch;
        if (any)
            any = snprintf(found->path, sizeof found->path, "%s/%s", folder,
                           item->d_name)
                  < (int)sizeof found->path;
    }
    found->epoch = epoch;
    if (shelf)
        (void)closedir(shelf);
    return any;
}

static bool is_stale(const char *name, int epoch, bool all)
{
    char *end;
    long saved = number_after(name, epoch_prefix, &end);
    long partial = number_after(name, partial_prefix, &end);

    if (saved >= 0)
        return all ? saved != epoch : saved < epoch - 1;
    return partial >= 0 && (all || partial < epoch);
}

void shelf_prune(const char *root, const char *folder, int epoch, bool all)
{
    DIR *shelf = open_folder(root, folder);
    const struct dirent *item;

    while (shelf && (item = readdir(shelf)) != NULL)
        if (is_stale(item->d_name, epoch, all))
            (void)unlinkat(dirfd(shelf), item->d_name, 0);
    if (shelf)
        (void)closedir(shelf);
}
