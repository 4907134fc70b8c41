#include "nets/base/file.h"

#include "nets/base/memory.h"
#include "nets/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char unfinished[] = ".part";

static bool fail_with_reason(Error *err, const char *verb, const char *path)
{
    return fail(err, "cannot %s '%s': %s", verb, path, strerror(errno));
}

// read(2) may give less than was asked for, and nothing only at the end.
static bool read_all(int descriptor, const char *path, Buffer *out, Error *err)
{
    size_t done = 0;

    while (done < out->count) {
        ssize_t got = read(descriptor, out->bytes + done, out->count - done);

        if (got < 0 && errno != EINTR)
            return fail_with_reason(err, "read", path);
        if (got == 0)
            return fail(err, "cannot read '%s': it shrank while being read",
                        path);
        if (got > 0)
            done += (size_t)got;
    }
    return true;
}

// At most `first` bytes, of a file of at most `most`.
static bool read_open(int descriptor, const char *path, size_t most,
                      size_t first, Buffer *out, Error *err)
{
    struct stat status;
    size_t bytes;

    if (fstat(descriptor, &status) != 0)
        return fail_with_reason(err, "read", path);
    if (!S_ISREG(status.st_mode))
        return fail(err, "cannot read '%s': not a regular file", path);
    if ((uintmax_t)status.st_size > most)
        return fail(err, "'%s' has %jd bytes; at most %zu are allowed", path,
                    (intmax_t)status.st_size, most);
    bytes = (size_t)status.st_size;
    buffer_resize(out, bytes < first ? bytes : first);
    return read_all(descriptor, path, out, err);
}

static bool read_part(const char *path, size_t most, size_t first, Buffer *out,
                      Error *err)
{
    // Opening a pipe would wait for its other end.
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok;

    if (descriptor < 0)
        return fail_with_reason(err, "open", path);
    ok = read_open(descriptor, path, most, first, out, err);
    (void)close(descriptor);
    return ok;
}

bool file_read(const char *path, size_t most, Buffer *out, Error *err)
{
    return read_part(path, most, most, out, err);
}

bool file_read_first(const char *path, size_t bytes, Buffer *out, Error *err)
{
    return read_part(path, SIZE_MAX, bytes, out, err);
}

bool file_exists(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

bool file_remove(const char *path, Error *err)
{
    return unlink(path) == 0 || fail_with_reason(err, "remove", path);
}

// Of a name such as writer_open makes, "path.PID.part": the process; else 0.
static pid_t writer_of(const char *name)
{
    size_t length = strlen(name);
    size_t first =
        length < strlen(unfinished) ? 0 : length - strlen(unfinished);
    char *end;
    long process;

    if (first == 0 || strcmp(name + first, unfinished) != 0)
        return 0;
    while (first > 0 && name[first - 1] != '.')
        first--;
    process = strtol(name + first, &end, 10);
    return strcmp(end, unfinished) == 0 && process > 0 ? (pid_t)process : 0;
}

void file_sweep(const char *folder, bool alone)
{
    DIR *opened = opendir(folder);
    const struct dirent *item;

    while (opened && (item = readdir(opened)) != NULL) {
        pid_t process = writer_of(item->d_name);

        if (process != 0
            && (alone || (kill(process, 0) != 0 && errno == ESRCH)))
            (void)unlinkat(dirfd(opened), item->d_name, 0);
    }
    if (opened)
        (void)closedir(opened);
}

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool make_one_folder(const char *path, Error *err)
{
    if (is_folder(path) || mkdir(path, 0777) == 0)
        return true;
    // Another process may have made it meanwhile.
    if (errno == EEXIST && is_folder(path))
        return true;
    return fail_with_reason(err, "make the folder", path);
}

bool file_make_folder(const char *path, Error *err)
{
    char *part = memory_text(path);
    bool ok = true;

    for (char *slash = strchr(part + (*part == '/'), '/'); slash && ok;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        ok = make_one_folder(part, err);
        *slash = '/';
    }
    ok = ok && make_one_folder(part, err);
    free(part);
    return ok;
}

bool writer_open(Writer *writer, const char *path, Error *err)
{
    Text beside = {0};
    struct stat status;
    int flags = O_WRONLY | O_CLOEXEC;

    *writer = (Writer){.path = memory_text(path)};
    writer->renames = stat(path, &status) != 0 || S_ISREG(status.st_mode);
    text_add(&beside, path);
    if (writer->renames) {
        text_printf(&beside, ".%ld%s", (long)getpid(), unfinished);
        flags |= O_CREAT | O_TRUNC | O_NOFOLLOW;
    }
    writer->beside = beside.data;
    writer->descriptor = open(writer->beside, flags, 0666);
    writer->open = writer->descriptor >= 0;
    return writer->open || fail_with_reason(err, "write", path);
}

bool writer_add(Writer *writer, const void *bytes, size_t count, Error *err)
{
    const char *next = bytes;

    while (count > 0) {
        ssize_t written = write(writer->descriptor, next, count);

        if (written < 0 && errno != EINTR)
            return fail_with_reason(err, "write", writer->path);
        if (written > 0) {
            next += written;
            count -= (size_t)written;
        }
    }
    return true;
}

// A name is on the disk when its folder is. Some file systems cannot sync
// folders and need not: they say EINVAL.
static bool sync_folder(const char *path, Error *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = !slash ? memory_text(".")
                   : slash == path
                       ? memory_text("/")
                       : memory_text_part(path, (size_t)(slash - path));
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);

    if (!ok)
        (void)fail_with_reason(err, "sync the folder", folder);
    if (descriptor >= 0)
        (void)close(descriptor);
    free(folder);
    return ok;
}

static bool close_descriptor(Writer *writer, Error *err)
{
    writer->open = false;
    return close(writer->descriptor) == 0
           || fail_with_reason(err, "write", writer->path);
}

bool writer_close(Writer *writer, Error *err)
{
    if (!writer->renames)
        return close_descriptor(writer, err);
    if (!writer->fleeting && fsync(writer->descriptor) != 0)
        return fail_with_reason(err, "write", writer->path);
    if (!close_descriptor(writer, err))
        return false;
    if (rename(writer->beside, writer->path) != 0)
        return fail_with_reason(err, "write", writer->path);
    writer->renames = false;
    return writer->fleeting || sync_folder(writer->path, err);
}

void writer_abandon(Writer *writer)
{
    if (writer->open)
        (void)close(writer->descriptor);
    if (writer->renames && writer->beside)
        (void)unlink(writer->beside);
    free(writer->path);
    free(writer->beside);
    *writer = (Writer){0};
}

bool file_write(const char *path, const void *bytes, size_t count, Error *err)
{
    Writer writer;
    bool ok = writer_open(&writer, path, err)
              && writer_add(&writer, bytes, count, err)
              && writer_close(&writer, err);

    writer_abandon(&writer);
    return ok;
}
