// Loaded before the program (LD_PRELOAD), it kills the program, and the runner
// of a worker with it, right before or after a call that the record's safety
// stands on: a sync, a rename, a truncation, a COMMIT. So it is the very binary
// that people run that is tested, SQLite's own calls included.
//
//   QUADRILLE_CRASH_LOG=FILE   a line for each point that is passed
//   QUADRILLE_CRASH_AT=POINT   where to die, as the log names it
//   QUADRILLE_CRASH_COUNT=N    when it is passed for the N-th time (1)
//   QUADRILLE_CRASH_ALONE=1    a worker leaves its runner alive
//
// A point is PROCESS:CALL:FILE:MOMENT, such as runner:sync:journal:before.
#undef _POSIX_C_SOURCE
#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int SyncFunction(int descriptor);
typedef int TruncateFunction(int descriptor, off_t length);
typedef int RenameFunction(const char *from, const char *to);
typedef int StepFunction(void *statement);
typedef const char *SqlFunction(void *statement);

SyncFunction fsync;
SyncFunction fdatasync;
TruncateFunction ftruncate64;
RenameFunction rename;
StepFunction sqlite3_step;

// The next definition of a function: the real one. ISO C has no way to make a
// function pointer of an object pointer but to copy it.
static void find(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (!found)
        abort();
    memcpy(function, &found, sizeof found);
}

static const char *process_name(void)
{
    char line[256] = {0};
    int descriptor = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t length =
        descriptor < 0 ? -1 : read(descriptor, line, sizeof line - 1);

    if (descriptor >= 0)
        (void)close(descriptor);
    if (length <= 0 || strlen(line) + 1 >= (size_t)length)
        return "none";
    return strcmp(line + strlen(line) + 1, "worker") == 0 ? "worker" : "runner";
}

static const char *kind_of(const char *path)
{
    static const char *const kinds[][2] = {
        {".safetensors", "checkpoint"},
        {".db-journal", "journal"},
        {".db", "database"},
        {"/index.html", "page"},
        {".svg", "figure"},
        {".png", "figure"},
        {".pdf", "figure"},
        {"/script", "script"},
        {".csv", "table"},
        {".tsv", "table"},
        {".json", "table"},
        {".md", "table"},
        {".tex", "table"},
        {".sql", "query"},
    };
    struct stat status;

    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return "folder";
    // What is not finished is called NAME.PID.part.
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *found = strstr(path, kinds[i][0]);
        size_t length = strlen(kinds[i][0]);

        if (found && (found[length] == '\0' || found[length] == '.'))
            return kinds[i][1];
    }
    return "other";
}

static void log_point(const char *point)
{
    const char *path = getenv("QUADRILLE_CRASH_LOG");
    char line[128];
    int length = snprintf(line, sizeof line, "%s\n", point);
    int descriptor;

    if (!path)
        return;
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0 || write(descriptor, line, (size_t)length) != length)
        abort();
    (void)close(descriptor);
}

static _Noreturn void die(const char *process)
{
    if (strcmp(process, "worker") == 0 && !getenv("QUADRILLE_CRASH_ALONE"))
        (void)kill(getppid(), SIGKILL);
    (void)raise(SIGKILL);
    abort();
}

static void pass(const char *call, const char *kind, const char *moment)
{
    static atomic_int passed;
    const char *at = getenv("QUADRILLE_CRASH_AT");
    const char *count = getenv("QUADRILLE_CRASH_COUNT");
    const char *process = process_name();
    char point[96];

    (void)snprintf(point, sizeof point, "%s:%s:%s:%s", process, call, kind,
                   moment);
    log_point(point);
    if (at && strcmp(at, point) == 0
        && atomic_fetch_add(&passed, 1) + 1 == (count ? atoi(count) : 1))
        die(process);
}

static const char *kind_of_descriptor(int descriptor)
{
    char link[64];
    char path[PATH_MAX] = {0};

    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    return readlink(link, path, sizeof path - 1) > 0 ? kind_of(path) : "other";
}

static int sync_with(const char *name, int descriptor)
{
    const char *kind = kind_of_descriptor(descriptor);
    SyncFunction *real;
    int result;

    find(name, &real);
    pass("sync", kind, "before");
    result = real(descriptor);
    pass("sync", kind, "after");
    return result;
}

int fsync(int descriptor)
{
    return sync_with("fsync", descriptor);
}

int fdatasync(int descriptor)
{
    return sync_with("fdatasync", descriptor);
}

int ftruncate64(int descriptor, off_t length)
{
    const char *kind = kind_of_descriptor(descriptor);
    TruncateFunction *real;
    int result;

    find("ftruncate64", &real);
    pass("truncate", kind, "before");
    result = real(descriptor, length);
    pass("truncate", kind, "after");
    return result;
}

int rename(const char *from, const char *to)
{
    RenameFunction *real;
    int result;

    find("rename", &real);
    pass("rename", kind_of(to), "before");
    result = real(from, to);
    pass("rename", kind_of(to), "after");
    return result;
}

int sqlite3_step(void *statement)
{
    StepFunction *real;
    SqlFunction *sql;
    const char *text;
    bool commits;
    int result;

    find("sqlite3_step", &real);
    find("sqlite3_sql", &sql);
    text = sql(statement);
    commits = text && strcmp(text, "COMMIT") == 0;
    if (commits)
        pass("commit", "database", "before");
    result = real(statement);
    if (commits)
        pass("commit", "database", "after");
    return result;
}
