#include "harness/saver.h"

#include "harness/clock.h"
#include "nets/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

struct Saver {
    Link *link;
    const char *root;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool full;  // there is an epoch to save
    bool ending;
    bool failed;
    Error err;
    Buffer encoded;
    EpochRecord record;
    double seconds;
};

void link_send(Link *link, const Text *message)
{
    Error ignored;

    (void)pthread_mutex_lock(&link->mutex);
    (void)wire_send(link->descriptor, message, &ignored);
    (void)pthread_mutex_unlock(&link->mutex);
}

static void release_record(EpochRecord *record)
{
    for (int i = 0; i < SPLITS; i++)
        free(record->splits[i].confusion);
    *record = (EpochRecord){0};
}

// Runs without the mutex: while `full` is set, the rest is this thread's.
static bool save(Saver *saver, Error *err)
{
    EpochRecord *record = &saver->record;
    char path[PATH_MAX + sizeof record->checkpoint];
    Text message = {0};

    (void)snprintf(path, sizeof path, "%s/%s", saver->root, record->checkpoint);
    if (!checkpoint_write(path, &saver->encoded, record->checkpoint_digest,
                          err))
        return false;
    record->checkpoint_bytes = saver->encoded.count;
    message_epoch(&message, record);
    link_send(saver->link, &message);
    text_release(&message);
    return true;
}

static void save_one(Saver *saver)
{
    double before = clock_thread_seconds();
    Error err;
    bool ok;

    (void)pthread_mutex_unlock(&saver->mutex);
    ok = save(saver, &err);
    release_record(&saver->record);
    (void)pthread_mutex_lock(&saver->mutex);
    saver->seconds += clock_thread_seconds() - before;
    if (!ok && !saver->failed) {
        saver->failed = true;
        saver->err = err;
    }
    saver->full = false;
    (void)pthread_cond_broadcast(&saver->changed);
}

static void *serve(void *argument)
{
    Saver *saver = argument;

    (void)pthread_mutex_lock(&saver->mutex);
    while (saver->full || !saver->ending) {
        if (saver->full)
            save_one(saver);
        else
            (void)pthread_cond_wait(&saver->changed, &saver->mutex);
    }
    (void)pthread_mutex_unlock(&saver->mutex);
    return NULL;
}

Saver *saver_new(Link *link, const char *root)
{
    Saver *saver = memory_new(1, sizeof *saver);

    saver->link = link;
    saver->root = root;
    (void)pthread_mutex_init(&saver->mutex, NULL);
    (void)pthread_cond_init(&saver->changed, NULL);
    if (pthread_create(&saver->thread, NULL, serve, saver) != 0) {
        free(saver);
        return NULL;
    }
    return saver;
}

void saver_free(Saver *saver)
{
    if (!saver)
        return;
    (void)pthread_mutex_lock(&saver->mutex);
    saver->ending = true;
    (void)pthread_cond_broadcast(&saver->changed);
    (void)pthread_mutex_unlock(&saver->mutex);
    (void)pthread_join(saver->thread, NULL);
    (void)pthread_cond_destroy(&saver->changed);
    (void)pthread_mutex_destroy(&saver->mutex);
    buffer_release(&saver->encoded);
    free(saver);
}

// Holds the mutex before and after.
static bool await_empty(Saver *saver, Error *err)
{
    while (saver->full)
        (void)pthread_cond_wait(&saver->changed, &saver->mutex);
    if (saver->failed)
        *err = saver->err;
    return !saver->failed;
}

bool saver_add(Saver *saver, const Checkpoint *checkpoint,
               const EpochRecord *record, Error *err)
{
    double before = clock_seconds();
    EpochRecord taken = *record;
    bool ok;

    (void)pthread_mutex_lock(&saver->mutex);
    ok = await_empty(saver, err);
    if (ok) {
        checkpoint_encode(checkpoint, &saver->encoded);
        saver->record = taken;
        saver->full = true;
        (void)pthread_cond_broadcast(&saver->changed);
    } else {
        release_record(&taken);
    }
    saver->seconds += clock_seconds() - before;
    (void)pthread_mutex_unlock(&saver->mutex);
    return ok;
}

bool saver_wait(Saver *saver, Error *err)
{
    double before = clock_seconds();
    bool ok;

    (void)pthread_mutex_lock(&saver->mutex);
    ok = await_empty(saver, err);
    saver->seconds += clock_seconds() - before;
    (void)pthread_mutex_unlock(&saver->mutex);
    return ok;
}

double saver_seconds(Saver *saver)
{
    double seconds;

    (void)pthread_mutex_lock(&saver->mutex);
    seconds = saver->seconds;
    (void)pthread_mutex_unlock(&saver->mutex);
    return seconds;
}
