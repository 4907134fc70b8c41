// For pipe2.
#define _GNU_SOURCE
#include "harness/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_KEPT = 4096, EXEC_FAILED = 127 };

// The ends of the three pipes: [0] is read, [1] written.
typedef struct {
    int control[2];
    int records[2];
    int complaints[2];
} Pipes;

static void close_all(const Pipes *pipes)
{
    const int *ends = (const int *)pipes;

    for (size_t i = 0; i < sizeof *pipes / sizeof *ends; i++)
        if (ends[i] >= 0)
            (void)close(ends[i]);
}

static bool open_pipes(Pipes *pipes, Error *err)
{
    *pipes = (Pipes){{-1, -1}, {-1, -1}, {-1, -1}};
    if (pipe2(pipes->control, O_CLOEXEC) == 0
        && pipe2(pipes->records, O_CLOEXEC) == 0
        && pipe2(pipes->complaints, O_CLOEXEC) == 0
        && fcntl(pipes->records[0], F_SETFL, O_NONBLOCK) == 0
        && fcntl(pipes->complaints[0], F_SETFL, O_NONBLOCK) == 0)
        return true;
    (void)fail(err, "cannot make a pipe: %s", strerror(errno));
    close_all(pipes);
    return false;
}

bool child_has_room(void)
{
    Pipes own;
    Pipes spare;
    Error ignored;
    bool room = open_pipes(&own, &ignored);

    if (!room)
        return false;
    room = open_pipes(&spare, &ignored);
    if (room)
        close_all(&spare);
    close_all(&own);
    return room;
}

// Runs in the new process, between fork and exec: only what is safe there.
static _Noreturn void become_worker(const Pipes *pipes, int data, pid_t parent,
                                    char *const words[])
{
    int nothing = open("/dev/null", O_RDWR);

    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have died before that took effect.
    if (getppid() != parent || nothing < 0 || dup2(nothing, 0) < 0
        || dup2(nothing, 1) < 0 || dup2(pipes->complaints[1], 2) < 0
        || fcntl(pipes->control[0], F_SETFD, 0) < 0
        || fcntl(pipes->records[1], F_SETFD, 0) < 0
        || (data > 0 && fcntl(data, F_SETFD, 0) < 0))
        _exit(EXEC_FAILED);
    (void)execv("/proc/self/exe", words);
    _exit(EXEC_FAILED);
}

static bool start(Child *child, const Pipes *pipes, int data, Error *err)
{
    char name[] = "quadrille";
    char command[] = "worker";
    char in[16];
    char out[16];
    char *const words[] = {name, command, in, out, NULL};
    pid_t parent = getpid();

    (void)snprintf(in, sizeof in, "%d", pipes->control[0]);
    (void)snprintf(out, sizeof out, "%d", pipes->records[1]);
    child->pid = fork();
    if (child->pid == 0)
        become_worker(pipes, data, parent, words);
    if (child->pid < 0) {
        child->pid = 0;
        return fail(err, "cannot start a process: %s", strerror(errno));
    }
    // Both sides do this, so that it is done whoever comes first.
    (void)setpgid(child->pid, child->pid);
    return true;
}

bool child_start(Child *child, const Job *job, const EpochScores *scores,
                 const char *config, Error *err)
{
    Text message = {0};
    Error ignored;
    Pipes pipes;

    *child = (Child){0};
    if (!open_pipes(&pipes, err))
        return false;
    if (!start(child, &pipes, job->data_shared, err)) {
        close_all(&pipes);
        return false;
    }
    (void)close(pipes.control[0]);
    (void)close(pipes.records[1]);
    (void)close(pipes.complaints[1]);
    child->control = pipes.control[1];
    child->records = pipes.records[0];
    child->complaints = pipes.complaints[0];
    message_job(&message, job, scores, config);
    // One that is dead already is seen by its closed pipe.
    (void)wire_send(child->control, &message, &ignored);
    text_release(&message);
    return true;
}

void child_tell(Child *child, int order)
{
    Text message = {0};
    Error ignored;

    message_order(&message, order);
    (void)wire_send(child->control, &message, &ignored);
    text_release(&message);
}

// Keeps the end of what it said, for the record of its failure.
static void listen_to(Child *child)
{
    size_t extra;

    (void)wire_read(child->complaints, &child->words);
    if (child->words.length <= WORDS_KEPT)
        return;
    extra = child->words.length - WORDS_KEPT;
    child->words.length = WORDS_KEPT;
    memmove(child->words.data, child->words.data + extra, WORDS_KEPT + 1);
}

bool child_read(Child *child)
{
    listen_to(child);
    return wire_read(child->records, &child->inbox);
}

int child_finish(Child *child)
{
    int status = 0;

    (void)kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    listen_to(child);
    (void)close(child->control);
    (void)close(child->records);
    (void)close(child->complaints);
    text_release(&child->inbox);
    child->pid = 0;
    return status;
}

void child_release(Child *child)
{
    if (child->pid != 0)
        (void)child_finish(child);
    text_release(&child->words);
}
