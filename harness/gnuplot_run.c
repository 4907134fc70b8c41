// prctl, which ties the child's life to ours, is Linux'.
#undef _POSIX_C_SOURCE
#define _GNU_SOURCE

#include "harness/gnuplot_inside.h"

#include "harness/clock.h"
#include "harness/folder.h"
#include "harness/sandbox.h"
#include "nets/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined __linux__
#include <sys/prctl.h>
#endif

enum {
    PATH_SIZE = 4096,
    FIRST_OWN_DESCRIPTOR = 3,
    DESCRIPTORS = 256,
    LOG_MAX = 1 << 20
};

// Where the pictures of one call are made.
typedef struct {
    char program[PATH_SIZE];
    char folder[64];
    Allowance *allowance;
} Workshop;

static bool find_program(char *program, Error *err)
{
    const char *path = getenv("PATH");
    struct stat status;

    while (path && *path) {
        size_t length = strcspn(path, ":");

        (void)snprintf(program, PATH_SIZE, "%.*s/gnuplot", (int)length, path);
        if (length > 0 && access(program, X_OK) == 0
            && stat(program, &status) == 0 && S_ISREG(status.st_mode))
            return true;
        path += length + (path[length] == ':');
    }
    return fail(err, "gnuplot is not installed (Debian: gnuplot-nox)");
}

static void name_file(const Workshop *shop, const char *name, char *path)
{
    (void)snprintf(path, PATH_SIZE, "%s/%s", shop->folder, name);
}

static void output_name(size_t i, PictureFormat format, char *name, size_t size)
{
    (void)snprintf(name, size, "%zu.%s", i, picture_format_names[format]);
}

// What the child does after fork: only calls that are safe there.
static void become_gnuplot(const Workshop *shop)
{
    char *const arguments[] = {(char[]){"gnuplot"}, (char[]){"-d"},
                               (char[]){"script"}, NULL};
    char *const environment[] = {(char[]){"PATH=/usr/bin:/bin"},
                                 (char[]){"HOME=/nonexistent"},
                                 (char[]){"LC_ALL=C.UTF-8"}, NULL};
    const struct rlimit no_core = {0, 0};
    int input = open("/dev/null", O_RDONLY);
    int output;

    if (chdir(shop->folder) != 0)
        _exit(126);
    output = open("log", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (input < 0 || output < 0 || dup2(input, STDIN_FILENO) < 0
        || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        _exit(126);
    for (int i = FIRST_OWN_DESCRIPTOR; i < DESCRIPTORS; i++)
        (void)close(i);
    (void)setrlimit(RLIMIT_CORE, &no_core);
    (void)setpgid(0, 0);
    // On two cores, two of them weigh as much as we do, who have the next
    // figure to prepare.
    (void)nice(3);
#if defined __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    (void)sandbox_enter();
    (void)execve(shop->program, arguments, environment);
    _exit(127);
}

// Waits for the child; when its time is up, kills it and all it started.
static bool await(pid_t child, Allowance *allowance, int *status)
{
    const double deadline = clock_seconds() + allowance->left;
    const struct timespec pause = {0, 2000000};
    pid_t ended;

    while ((ended = waitpid(child, status, WNOHANG)) == 0) {
        if (clock_seconds() > deadline) {
            allowance->left = 0;
            (void)kill(-child, SIGKILL);
            (void)kill(child, SIGKILL);
            (void)waitpid(child, status, 0);
            return false;
        }
        (void)nanosleep(&pause, NULL);
    }
    allowance->left = deadline - clock_seconds();
    return ended == child;
}

// The last line that gnuplot said, which names what it stumbled on.
static void last_words(const Workshop *shop, char *words, size_t size)
{
    char path[PATH_SIZE];
    Buffer log = {0};
    const char *said;
    Error ignored;
    size_t end;
    size_t start;

    words[0] = '\0';
    name_file(shop, "log", path);
    if (file_read(path, LOG_MAX, &log, &ignored)) {
        said = (const char *)log.bytes;
        end = log.count;
        while (end > 0 && (said[end - 1] == ' ' || said[end - 1] == '\n'))
            end--;
        for (start = end; start > 0 && said[start - 1] != '\n'; start--)
            ;
        (void)snprintf(words, size, "%.*s", (int)(end - start), said + start);
    }
    buffer_release(&log);
}

static bool judge(const Workshop *shop, int status, Error *err)
{
    char words[300];

    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFSIGNALED(status))
        return fail(err, "gnuplot was ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) == 127)
        return fail(err, "'%s' cannot be run", shop->program);
    last_words(shop, words, sizeof words);
    return fail(err, "gnuplot failed: %s", words);
}

static bool run(const Workshop *shop, const Text *script, Error *err)
{
    char path[PATH_SIZE];
    int status = 0;
    pid_t child;

    name_file(shop, "script", path);
    if (!file_write(path, script->data, script->length, err))
        return false;
    child = fork();
    if (child < 0)
        return fail(err, "cannot start gnuplot: %s", strerror(errno));
    if (child == 0)
        become_gnuplot(shop);
    return await(child, shop->allowance, &status)
               ? judge(shop, status, err)
               : fail(err, "gnuplot did not finish within %g s and was stopped",
                      shop->allowance->seconds);
}

static void publish(const Workshop *shop, Picture *picture, size_t i)
{
    char name[32];
    char path[PATH_SIZE];

    output_name(i, picture->format, name, sizeof name);
    name_file(shop, name, path);
    picture->drawn =
        picture_publish(path, picture->path, picture->format, &picture->why);
    (void)unlink(path);
}

static bool has_time(const Workshop *shop)
{
    return shop->allowance->left > 0;
}

// Draws pictures first … first + count − 1 in one process.
static void draw(const Workshop *shop, Picture *pictures, size_t first,
                 size_t count)
{
    Text script = {0};
    Error err = {0};
    bool ok;

    text_add(&script, pictures[first].data);
    for (size_t i = first; i < first + count; i++) {
        char name[32];

        output_name(i, pictures[i].format, name, sizeof name);
        gnuplot_add_picture(&script, &pictures[i], name);
    }
    ok = run(shop, &script, &err);
    for (size_t i = first; i < first + count && (ok || has_time(shop)); i++)
        publish(shop, &pictures[i], i);
    for (size_t i = first; i < first + count && !ok; i++)
        if (!pictures[i].drawn)
            pictures[i].why = err;
    text_release(&script);
}

void gnuplot_run(Picture *pictures, size_t count, Allowance *allowance)
{
    Workshop shop = {.allowance = allowance};
    Error err = {0};
    bool ok = find_program(shop.program, &err)
              && folder_temporary(shop.folder, sizeof shop.folder, &err);

    for (size_t i = 0; i < count; i++) {
        pictures[i].drawn = false;
        pictures[i].why = err;
    }
    if (!ok)
        return;
    draw(&shop, pictures, 0, count);
    // A script ends at its first mistake: the others' pictures are drawn
    // alone, unless it hangs.
    for (size_t i = 0; i < count && count > 1; i++)
        if (!pictures[i].drawn && has_time(&shop))
            draw(&shop, pictures, i, 1);
    (void)folder_remove_all(shop.folder, &err);
}
