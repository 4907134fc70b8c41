// prctl, which ties the child's life to ours, is Linux'.
#undef _POSIX_C_SOURCE
#define _GNU_SOURCE

#include "harness/gnuplot.h"

#include "harness/clock.h"
#include "harness/folder.h"
#include "harness/sandbox.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
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
    LOG_MAX = 1 << 20,
    MANY = 12  // pictures that are drawn by two processes
};

// Where the pictures of one call are made.
typedef struct {
    char program[PATH_SIZE];
    char folder[64];
    double seconds;
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

const char *const style_names[STYLES] = {"paper", "web", "slide"};

// What a figure and its lines grow by.
static const struct {
    double size;
    double lines;
} styles[STYLES] = {{1, 1}, {4.0 / 3, 1.5}, {2, 2.5}};

static void add_terminal(Text *script, const Picture *picture)
{
    double size = styles[picture->style].size;
    double lines = styles[picture->style].lines;

    switch (picture->format) {
    // A unit of SVG is a point, so that all formats show the same figure.
    case PICTURE_SVG:
        text_printf(script,
                    "svg noenhanced size %g*width,%g*height dynamic"
                    " fontscale %g linewidth %g font ''sans-serif,8''"
                    " background ''#ffffff''",
                    72 * size, 72 * size, size, lines);
        break;
    case PICTURE_PNG:
        text_printf(script,
                    "pngcairo noenhanced size %g*width,%g*height fontscale %g"
                    " linewidth %g pointscale %g font ''sans-serif,8''"
                    " background ''#ffffff''",
                    288 * size, 288 * size, 3 * size, 4 * lines, 4 * size);
        break;
    case PICTURE_PDF:
        text_printf(script,
                    "pdfcairo noenhanced size %g*width,%g*height fontscale %g"
                    " font ''sans-serif,8'' linewidth %g"
                    " background ''#ffffff''",
                    size, size, size, lines);
        break;
    case PICTURE_TEX:
        text_printf(script,
                    "cairolatex pdf input colortext size %g*width,%g*height"
                    " font '',%g'' linewidth %g background ''#ffffff''",
                    size, size, 8 * size, lines);
        break;
    case PICTURE_TERM:
    case PICTURE_KINDS:
        text_printf(script, "dumb noenhanced %s size %d,%d",
                    picture->colour ? "ansi256" : "mono", picture->columns,
                    picture->lines);
        break;
    }
}

void gnuplot_add_begin(Text *script, const Picture *picture, const char *output)
{
    // What LaTeX is told of letters' sizes, which gnuplot does not tell it.
    text_printf(script, "begin = 'letter = %g; set terminal ",
                picture->format == PICTURE_TEX ? styles[picture->style].size
                                               : 0.0);
    add_terminal(script, picture);
    text_printf(script, "; set output ''%s'''\n", output);
}

static void add_picture(Text *script, const Picture *picture, size_t i,
                        bool new_data)
{
    char name[32];

    if (new_data)
        text_printf(script, "reset session\n%s\n", picture->data);
    else
        text_add(script, "reset\n");
    output_name(i, picture->format, name, sizeof name);
    gnuplot_add_begin(script, picture, name);
    text_printf(script,
                "%s\nif (GPVAL_MULTIPLOT) { unset multiplot }\n"
                "unset output\n",
                picture->body);
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
#if defined __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    (void)sandbox_enter();
    (void)execve(shop->program, arguments, environment);
    _exit(127);
}

// Waits for the child; when its time is up, kills it and all it started.
static bool await(pid_t child, double seconds, int *status)
{
    const double deadline = clock_seconds() + seconds;
    const struct timespec pause = {0, 2000000};
    pid_t ended;

    while ((ended = waitpid(child, status, WNOHANG)) == 0) {
        if (clock_seconds() > deadline) {
            (void)kill(-child, SIGKILL);
            (void)kill(child, SIGKILL);
            (void)waitpid(child, status, 0);
            return false;
        }
        (void)nanosleep(&pause, NULL);
    }
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

// *hung: it had to be stopped, so it is no use to try again.
static bool run(const Workshop *shop, const Text *script, bool *hung,
                Error *err)
{
    char path[PATH_SIZE];
    int status = 0;
    pid_t child;

    name_file(shop, "script", path);
    if (!file_write(path, script->data, script->length, err))
        return false;
    (void)fflush(NULL);
    child = fork();
    if (child < 0)
        return fail(err, "cannot start gnuplot: %s", strerror(errno));
    if (child == 0)
        become_gnuplot(shop);
    *hung = !await(child, shop->seconds, &status);
    if (*hung)
        return fail(err, "gnuplot did not finish within %g s and was stopped",
                    shop->seconds);
    return judge(shop, status, err);
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

// Draws pictures first … first + count − 1 in one process.
static bool draw(const Workshop *shop, Picture *pictures, size_t first,
                 size_t count, Error *err)
{
    Text script = {0};
    bool hung = false;
    bool ok;

    for (size_t i = first; i < first + count; i++)
        add_picture(&script, &pictures[i], i,
                    i == first || pictures[i].data != pictures[i - 1].data);
    ok = run(shop, &script, &hung, err);
    for (size_t i = first; i < first + count && !hung; i++)
        publish(shop, &pictures[i], i);
    for (size_t i = first; i < first + count && !ok; i++)
        if (!pictures[i].drawn)
            pictures[i].why = *err;
    text_release(&script);
    return ok || !hung;
}

static void close_folder(const Workshop *shop)
{
    char path[PATH_SIZE];

    name_file(shop, "script", path);
    (void)unlink(path);
    name_file(shop, "log", path);
    (void)unlink(path);
    (void)rmdir(shop->folder);
}

typedef struct {
    Picture *pictures;
    size_t count;
    double seconds;
} Part;

static void draw_part(const Part *part)
{
    Workshop shop = {.seconds = part->seconds};
    Picture *pictures = part->pictures;
    Error err = {0};
    bool ok;

    if (part->count == 0)
        return;
    ok = find_program(shop.program, &err)
         && folder_temporary(shop.folder, sizeof shop.folder, &err);
    for (size_t i = 0; i < part->count; i++) {
        pictures[i].drawn = false;
        pictures[i].why = err;
    }
    if (!ok)
        return;
    ok = draw(&shop, pictures, 0, part->count, &err);
    // A script ends at its first mistake: the others' pictures are drawn
    // alone, unless it hangs.
    for (size_t i = 0; i < part->count && ok && part->count > 1; i++)
        if (!pictures[i].drawn)
            ok = draw(&shop, pictures, i, 1, &err);
    close_folder(&shop);
}

static void *draw_in_thread(void *part)
{
    draw_part(part);
    return NULL;
}

// Where the second of two processes begins: between figures, or nowhere when
// there are few of them.
static size_t halve(const Picture *pictures, size_t count)
{
    size_t half = count < MANY ? count : count / 2;

    while (half < count && pictures[half].data == pictures[half - 1].data)
        half++;
    return half;
}

struct Drawing {
    Part parts[2];
    pthread_t threads[2];
    bool started[2];  // else it is drawn at the end
};

Drawing *gnuplot_begin(Picture *pictures, size_t count, double seconds)
{
    Drawing *drawing = memory_new(1, sizeof *drawing);
    size_t half = halve(pictures, count);

    drawing->parts[0] = (Part){pictures, half, seconds};
    drawing->parts[1] = (Part){pictures + half, count - half, seconds};
    for (int i = 0; i < 2; i++)
        drawing->started[i] =
            drawing->parts[i].count > 0
            && pthread_create(&drawing->threads[i], NULL, draw_in_thread,
                              &drawing->parts[i])
                   == 0;
    return drawing;
}

void gnuplot_end(Drawing *drawing)
{
    for (int i = 0; i < 2; i++)
        if (drawing->started[i])
            (void)pthread_join(drawing->threads[i], NULL);
        else
            draw_part(&drawing->parts[i]);
    free(drawing);
}

void gnuplot_draw(Picture *pictures, size_t count, double seconds)
{
    gnuplot_end(gnuplot_begin(pictures, count, seconds));
}
