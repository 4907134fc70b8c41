#include "harness/shelf.h"

#include "harness/folder.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char epoch_prefix[] = "epoch-";
static const char partial_prefix[] = "partial-";
static const char suffix[] = ".safetensors";

enum { DECIMAL = 10, ID_DIGITS = 16 };

void shelf_place(const char *database, Text *root, Text *shelf)
{
    const char *slash = strrchr(database, '/');
    const char *name = slash ? slash + 1 : database;
    const char *dot = strrchr(name, '.');

    if (slash == database)
        text_add(root, "/");
    else if (slash)
        text_add_part(root, database, (size_t)(slash - database));
    else
        text_add(root, ".");
    text_add_part(shelf, name,
                  dot && dot > name ? (size_t)(dot - name) : strlen(name));
    text_add(shelf, ".checkpoints");
}

void shelf_folder(const char *shelf, const char *trial_id, char *folder,
                  size_t size)
{
    (void)snprintf(folder, size, "%s/%.*s", shelf, ID_DIGITS, trial_id);
}

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

// Takes a prefix off the front of a name, or returns false.
static bool skip(const char **name, const char *prefix)
{
    size_t length = strlen(prefix);

    if (strncmp(*name, prefix, length) != 0)
        return false;
    *name += length;
    return true;
}

// Takes a number off, which must begin with a digit.
static bool skip_number(const char **name, long *number)
{
    char *end;

    if (!isdigit((unsigned char)**name))
        return false;
    *number = strtol(*name, &end, DECIMAL);
    *name = end;
    return true;
}

static bool read_epoch(const char *name, long *epoch)
{
    return skip(&name, epoch_prefix) && skip_number(&name, epoch)
           && strcmp(name, suffix) == 0;
}

// Takes a partial checkpoint's name apart; digest is DIGEST_TEXT long.
static bool read_partial(const char *name, long *epoch, long *milliseconds,
                         char *digest)
{
    if (!skip(&name, partial_prefix) || !skip_number(&name, epoch)
        || !skip(&name, "-") || !skip_number(&name, milliseconds)
        || !skip(&name, "-") || strlen(name) != DIGEST_TEXT - 1 + strlen(suffix)
        || strcmp(name + DIGEST_TEXT - 1, suffix) != 0)
        return false;
    memcpy(digest, name, DIGEST_TEXT - 1);
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
    char digest[DIGEST_TEXT];
    long of;
    long milliseconds;
    long most = -1;

    while (shelf && (item = readdir(shelf)) != NULL) {
        if (!read_partial(item->d_name, &of, &milliseconds, digest)
            || of != epoch || milliseconds <= most
            || snprintf(found->path, sizeof found->path, "%s/%s", folder,
                        item->d_name)
                   >= (int)sizeof found->path)
            continue;
        memcpy(found->digest, digest, sizeof digest);
        most = milliseconds;
    }
    found->epoch = epoch;
    if (shelf)
        (void)closedir(shelf);
    return most >= 0;
}

static bool is_stale(const char *name, int epoch, bool all)
{
    char digest[DIGEST_TEXT];
    long of;
    long milliseconds;

    if (read_epoch(name, &of))
        return all ? of != epoch : of < epoch - 1;
    return read_partial(name, &of, &milliseconds, digest)
           && (all || of < epoch);
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

bool shelf_remove(const char *root, const char *folder, Error *err)
{
    char path[PATH_MAX];

    (void)snprintf(path, sizeof path, "%s/%s", root, folder);
    return folder_remove_all(path, err);
}
