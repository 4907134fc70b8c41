// Open file description locks, which belong to an open file rather than to a
// process, are Linux's own (in POSIX only since 2024).
#define _GNU_SOURCE

#include "harness/lock.h"

#include "nets/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void lock_init(LockFile *lock, const char *path)
{
    lock->path = memory_text(path);
    lock->file = -1;
}

void lock_release(LockFile *lock)
{
    if (lock->file >= 0)
        (void)close(lock->file);
    free(lock->path);
    *lock = (LockFile){NULL, -1};
}

static struct flock byte(int64_t number, short type)
{
    return (struct flock){.l_type = type,
                          .l_whence = SEEK_SET,
                          .l_start = (off_t)number,
                          .l_len = 1};
}

bool lock_take(LockFile *lock, int64_t number, bool *taken, Error *err)
{
    struct flock range = byte(number, F_WRLCK);

    *taken = false;
    if (lock->file < 0)
        lock->file = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock->file < 0)
        return fail(err, "cannot open '%s': %s", lock->path, strerror(errno));
    if (fcntl(lock->file, F_OFD_SETLK, &range) == 0)
        return *taken = true;
    if (errno == EAGAIN || errno == EACCES)
        return true;
    return fail(err, "cannot lock '%s': %s", lock->path, strerror(errno));
}

void lock_drop(LockFile *lock, int64_t number)
{
    struct flock range = byte(number, F_UNLCK);

    if (lock->file >= 0)
        (void)fcntl(lock->file, F_OFD_SETLK, &range);
}

bool lock_is_held(LockFile *lock, int64_t number)
{
    struct flock range = byte(number, F_WRLCK);
    int file =
        lock->file >= 0 ? lock->file : open(lock->path, O_RDONLY | O_CLOEXEC);
    bool held = file >= 0 && fcntl(file, F_OFD_GETLK, &range) == 0
                && range.l_type != F_UNLCK;

    if (file >= 0 && file != lock->file)
        (void)close(file);
    return held;
}
