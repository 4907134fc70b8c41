#include "harness/worker.h"

#include "harness/program.h"
#include "harness/session.h"
#include "harness/shelf.h"
#include "harness/trainer.h"
#include "harness/watch.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    Job job;
    Session session;
    Link link;
    Watch watch;
    Saver *saver;
} Worker;

static void send_ready(Worker *w)
{
    const Session *session = &w->session;
    Text message = {0};

    message_ready(
        &message,
        &(Ready){.epochs = session->setup.training.epochs,
                 .epochs_done = session->epoch,
                 .images = session->setup.train.count,
                 .images_done = session->progress.done,
                 .parameters = session->setup.network->parameters,
                 .multiply_adds = session->setup.network->multiply_adds});
    link_send(&w->link, &message);
    text_release(&message);
}

static void send_ending(Worker *w, Ending *ending)
{
    Text message = {0};

    if (w->saver)
        ending->end.tracking_seconds = saver_seconds(w->saver);
    ending->training_seconds = w->session.training_seconds;
    message_ending(&message, ending);
    link_send(&w->link, &message);
    text_release(&message);
}

// Saves what there is of an unfinished epoch. It may be lost without harm.
static void save_partial(Worker *w)
{
    Checkpoint checkpoint = session_checkpoint(&w->session);
    char name[sizeof w->job.points[0].path];
    char path[PATH_MAX + sizeof name];
    char digest[DIGEST_TEXT];
    Buffer encoded = {0};
    Error ignored;

    if (checkpoint.progress.done == 0)
        return;
    checkpoint_encode(&checkpoint, &encoded);
    digest_of(encoded.bytes, encoded.count, digest);
    shelf_partial_path(w->job.folder, checkpoint.epoch,
                       w->session.earlier_seconds, digest, name, sizeof name);
    (void)snprintf(path, sizeof path, "%s/%s", w->job.root, name);
    (void)checkpoint_write(path, &encoded, digest, &ignored);
    buffer_release(&encoded);
}

// Hands the epoch that has just ended to the saver.
static bool save_epoch(Worker *w, EpochRecord *record, Error *err)
{
    Checkpoint checkpoint = session_checkpoint(&w->session);

    shelf_epoch_path(w->job.folder, record->epoch, record->checkpoint,
                     sizeof record->checkpoint);
    return saver_add(w->saver, &checkpoint, record, err);
}

// A trial that begins after a rung asks at once: that rung may not have been
// decided.
static bool must_ask(const Worker *w, bool beginning)
{
    const Prune *prune = &w->job.prune;
    int epoch = w->session.epoch;

    return prune_rung(prune, epoch) >= 0
           || (beginning && prune_rungs_before(prune, epoch + 1) > 0);
}

// Trains until there is a decision (MESSAGE_GO), or until *order is something
// else. Fails when an epoch cannot be saved.
static bool train(Worker *w, int *order, Error *err)
{
    bool beginning = true;

    *order = MESSAGE_GO;
    while (session_judge(&w->session) == GO_ON) {
        EpochRecord record;

        if (must_ask(w, beginning)) {
            if (!saver_wait(w->saver, err))
                return false;
            *order = watch_ask(&w->watch, w->session.epoch);
            if (*order != MESSAGE_GO)
                return true;
        }
        beginning = false;
        watch_epoch(&w->watch, w->session.epoch, &w->session.progress);
        if (!session_train(&w->session, watch_between_batches, &w->watch,
                           &record)) {
            *order = MESSAGE_STOP;
            break;
        }
        if (!save_epoch(w, &record, err))
            return false;
    }
    return saver_wait(w->saver, err);
}

static bool prepare(Worker *w, const Config *config, Error *err)
{
    const Job *job = &w->job;
    const DataPlaces places = job_places(job);

    if (!setup_trial(&w->session.setup, config, job->seed, job->threads,
                     &places, err))
        return false;
    session_resume(&w->session, job->root, job->points, job->point_count);
    return true;
}

// Saving is no trial's fault: see Ending.
static void report_unsaved(Worker *w, const Error *err)
{
    send_ending(w, &(Ending){.end = {.state = TRIAL_INTERRUPTED,
                                     .message = err->message},
                             .environment = true});
}

static void work(Worker *w)
{
    int order;
    Ending ending = {.end = {.state = TRIAL_INTERRUPTED}};
    Error err;

    send_ready(w);
    if (!train(w, &order, &err)) {
        report_unsaved(w, &err);
        return;
    }
    if (order == MESSAGE_GO)
        session_ending(&w->session, &ending);
    else
        save_partial(w);
    if (order == MESSAGE_PARK)
        session_leaving(&w->session, TRIAL_INTERRUPTED, &ending);
    if (order == MESSAGE_PRUNE)
        session_leaving(&w->session, TRIAL_PRUNED, &ending);
    send_ending(w, &ending);
}

static void report_failed(Worker *w, const Error *err)
{
    send_ending(
        w, &(Ending){.end = {.state = TRIAL_FAILED, .message = err->message}});
}

static void train_trial(Worker *w, const Config *config)
{
    char folder[PATH_MAX + sizeof w->job.folder];
    Error err;

    if (!prepare(w, config, &err)) {
        report_failed(w, &err);
        return;
    }
    (void)snprintf(folder, sizeof folder, "%s/%s", w->job.root, w->job.folder);
    w->saver = saver_new(&w->link, w->job.root);
    if (!w->saver)
        (void)fail(&err, "cannot start a thread");
    if (w->saver && file_make_folder(folder, &err))
        work(w);
    else
        report_unsaved(w, &err);
}

static void start(Worker *w, const char *json)
{
    Config config = {0};
    Error err;

    if (!config_parse(&config, json, &err))
        report_failed(w, &err);
    else if (program_command(&config))
        trainer_work(&w->job, &config, &w->session.history, &w->watch);
    else
        train_trial(w, &config);
    config_release(&config);
}

// A program that a trial starts is not to hold the pipes.
static void keep_pipes(int in, int out)
{
    (void)fcntl(in, F_SETFD, FD_CLOEXEC);
    (void)fcntl(out, F_SETFD, FD_CLOEXEC);
}

int worker_run(int in, int out)
{
    Worker w = {.link = {out, PTHREAD_MUTEX_INITIALIZER}};
    Watch *watch = &w.watch;
    Message message;
    const char *json;
    char *config = NULL;
    bool ok = true;

    keep_pipes(in, out);
    *watch = (Watch){.link = &w.link, .control = in};
    while (ok && !wire_first(&watch->inbox, &message))
        ok = wire_read(in, &watch->inbox);
    ok = ok && message.kind == MESSAGE_JOB
         && message_read_job(message, &w.job, &w.session.history, &json);
    if (ok) {
        config = memory_text(json);
        wire_drop(&watch->inbox);
        watch->seed = w.job.seed;
        start(&w, config);
    }
    saver_free(w.saver);
    session_release(&w.session);
    text_release(&watch->inbox);
    free(config);
    return ok ? EXIT_WELL : EXIT_FAILED;
}
