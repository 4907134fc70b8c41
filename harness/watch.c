#include "harness/watch.h"

#include "harness/clock.h"

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Seconds between looks, and between signs of life.
static const double look_seconds = 0.01;
static const double beat_seconds = 0.1;

void watch_epoch(Watch *watch, int epoch, const Progress *progress)
{
    watch->epoch = epoch;
    watch->started = clock_seconds();
    watch->started_with = progress->done;
}

static bool signalled(void)
{
    sigset_t pending;

    return sigpending(&pending) == 0
           && (sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM)
               || sigismember(&pending, SIGHUP));
}

// Anything that can be read, even the end of the stream, means stop.
static bool told(int control)
{
    struct pollfd pipe = {.fd = control, .events = POLLIN};

    return poll(&pipe, 1, 0) > 0;
}

static void beat(Watch *watch, double now, const Progress *progress)
{
    double seconds = now - watch->started;
    double done = (double)progress->done;
    Text message = {0};

    watch->beaten = now;
    message_beat(
        &message,
        &(Beat){
            .epoch = watch->epoch + 1,
            .images_done = progress->done,
            .loss = progress->done ? progress->loss_sum / done : 0,
            .accuracy = progress->done ? (double)progress->correct / done : 0,
            .images_per_second =
                seconds > 0 ? (done - (double)watch->started_with) / seconds
                            : 0,
        });
    link_send(watch->link, &message);
    text_release(&message);
}

static void misbehave(Watch *watch, const char *how)
{
    char kind[16];
    int epoch;
    uint64_t seed = watch->seed;

    if (sscanf(how, "%15s %d %" SCNu64, kind, &epoch, &seed) < 2
        || epoch != watch->epoch + 1 || seed != watch->seed)
        return;
    if (strcmp(kind, "abort") == 0)
        abort();
    if (strcmp(kind, "exit") == 0)
        _exit(EXIT_FAILURE);
    while (strcmp(kind, "hang") == 0)
        (void)pause();
    if (strcmp(kind, "stop") == 0)
        watch->stopping = true;
    if (strcmp(kind, "slow") == 0)
        (void)nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

bool watch_between_batches(void *context, const Progress *progress)
{
    Watch *watch = context;
    const char *how = getenv("QUADRILLE_TEST_WORKER");
    double now = clock_seconds();

    if (how && progress->done > watch->started_with)
        misbehave(watch, how);
    if (now - watch->looked < look_seconds)
        return watch->stopping;
    watch->looked = now;
    watch->stopping = watch->stopping || told(watch->control) || signalled();
    if (now - watch->beaten >= beat_seconds)
        beat(watch, now, progress);
    return watch->stopping;
}
