#include "harness/watch.h"

#include "harness/clock.h"
#include "harness/ram.h"

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Between looks for a signal while an answer is waited for.
enum { WAIT_MILLISECONDS = 50 };

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

static bool readable(int control, int milliseconds)
{
    struct pollfd pipe = {.fd = control, .events = POLLIN};

    return poll(&pipe, 1, milliseconds) > 0;
}

// Anything that comes unasked, even the end of the stream, means stop.
static bool told(const Watch *watch)
{
    return watch->inbox.length > 0 || readable(watch->control, 0);
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
            .peak_bytes = ram_peak_bytes(),
        });
    link_send(watch->link, &message);
    text_release(&message);
}

// Whether the test's words are about this worker and epoch, and of what kind.
static bool is_meant(const Watch *watch, const char *how, int epoch,
                     char kind[16])
{
    int wanted;
    uint64_t seed = watch->seed;

    return how && sscanf(how, "%15s %d %" SCNu64, kind, &wanted, &seed) >= 2
           && wanted == epoch && seed == watch->seed;
}

// Says that an epoch has ended, and no word of it.
static void garble(const Watch *watch)
{
    Text message = {0};

    message_order(&message, MESSAGE_EPOCH);
    link_send(watch->link, &message);
    text_release(&message);
}

static void misbehave(Watch *watch, const char *how)
{
    char kind[16];

    if (!is_meant(watch, how, watch->epoch + 1, kind))
        return;
    if (strcmp(kind, "abort") == 0)
        abort();
    if (strcmp(kind, "exit") == 0)
        _exit(EXIT_FAILURE);
    while (strcmp(kind, "hang") == 0)
        (void)pause();
    if (strcmp(kind, "stop") == 0)
        watch->stopping = true;
    if (strcmp(kind, "garble") == 0)
        garble(watch);
    if (strcmp(kind, "slow") == 0)
        (void)nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

bool watch_stopped(Watch *watch)
{
    watch->stopping = watch->stopping || told(watch) || signalled();
    return watch->stopping;
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
    (void)watch_stopped(watch);
    if (now - watch->beaten >= beat_seconds)
        beat(watch, now, progress);
    return watch->stopping;
}

static void send_ask(Watch *watch)
{
    Text message = {0};

    message_ask(&message);
    link_send(watch->link, &message);
    text_release(&message);
}

int watch_ask(Watch *watch, int epoch)
{
    const char *how = getenv("QUADRILLE_TEST_WORKER");
    char kind[16];
    Message answer;
    int order;

    while (is_meant(watch, how, epoch, kind) && strcmp(kind, "mute") == 0)
        (void)pause();
    send_ask(watch);
    while (!wire_first(&watch->inbox, &answer)) {
        if (signalled())
            return MESSAGE_STOP;
        if (readable(watch->control, WAIT_MILLISECONDS)
            && !wire_read(watch->control, &watch->inbox))
            return MESSAGE_STOP;
    }
    order = answer.kind;
    wire_drop(&watch->inbox);
    return order;
}
