#include "harness/trainer_inside.h"

#include "harness/bind.h"
#include "harness/clock.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// Between looks whether the program, or the runner, has ended.
enum { LOOK_MILLISECONDS = 20 };

// Seconds that a program has to end in, once nothing more is wanted of it.
static const double linger_seconds = 5;

void trainer_send(Trainer *t, Text *message)
{
    link_send(t->watch->link, message);
    text_release(message);
}

void trainer_note(Trainer *t, const char *words)
{
    Text message = {0};

    message_note(&message, words);
    trainer_send(t, &message);
}

void trainer_ready(Trainer *t)
{
    Text message = {0};

    message_ready(&message, &(Ready){.epochs = t->epochs,
                                     .epochs_done = (int)t->history->count,
                                     .images = t->model.images,
                                     .parameters = t->model.parameters,
                                     .multiply_adds = t->model.multiply_adds});
    trainer_send(t, &message);
}

static void send_ending(Trainer *t)
{
    Text message = {0};

    message_ending(
        &message,
        &(Ending){.end = {.state = t->state,
                          .message = t->message[0] ? t->message : NULL,
                          .parameters = (size_t)t->model.parameters,
                          .multiply_adds = (size_t)t->model.multiply_adds},
                  .training_seconds = t->training_seconds,
                  .skipped = t->skipped});
    trainer_send(t, &message);
}

// One that does not read its answers does not need them.
void trainer_answer(Trainer *t, const char *words)
{
    if (t->process.answers >= 0
        && write(t->process.answers, words, strlen(words)) < 0
        && errno != EAGAIN) {
        (void)close(t->process.answers);
        t->process.answers = -1;
    }
}

// Tells the program that this is all; `hurry` with a signal, too.
void trainer_dismiss(Trainer *t, bool hurry)
{
    trainer_answer(t, "stop\n");
    if (t->process.answers >= 0)
        (void)close(t->process.answers);
    t->process.answers = -1;
    // The whole group: this process has it blocked.
    if (hurry)
        (void)kill(0, SIGTERM);
    t->deadline = clock_seconds() + linger_seconds;
}

void trainer_end(Trainer *t, TrialState state, const char *message)
{
    t->ending = true;
    t->state = state;
    (void)snprintf(t->message, sizeof t->message, "%s", message);
}

static void stop(Trainer *t)
{
    t->stopping = true;
    trainer_dismiss(t, true);
}

void trainer_decide(Trainer *t, Decision decision)
{
    t->complete = decision == STOP_COMPLETE;
    if (decision == STOP_DIVERGED)
        trainer_end(t, TRIAL_DIVERGED, "the loss is no longer a finite number");
    else
        trainer_end(t, TRIAL_DONE, "");
    trainer_dismiss(t, !t->complete);
}

void trainer_heed(Trainer *t, int order)
{
    if (order == MESSAGE_STOP) {
        stop(t);
        return;
    }
    trainer_end(t, order == MESSAGE_PRUNE ? TRIAL_PRUNED : TRIAL_INTERRUPTED,
                "");
    trainer_dismiss(t, true);
}

Decision trainer_judge(const Trainer *t)
{
    return history_judge(t->history, t->epochs, &t->early_stop, t->validation);
}

// The program has said what it may not.
static void refuse(Trainer *t, const Error *err)
{
    char words[sizeof t->message];

    (void)snprintf(words, sizeof words, "line %zu of its report: %.500s",
                   t->lines, err->message);
    trainer_end(t, TRIAL_FAILED, words);
    t->deadline = clock_seconds();
}

// Takes the whole lines off the inbox.
static void take_lines(Trainer *t)
{
    size_t taken = 0;
    Error err;

    while (!t->ending) {
        const char *line = t->inbox.data + taken;
        size_t left = t->inbox.length - taken;
        const char *end = left > 0 ? memchr(line, '\n', left) : NULL;

        if (!end && left <= TRAINER_LINE_MAX)
            break;
        t->lines++;
        if (!end) {
            (void)fail(&err, "it is longer than %d bytes", TRAINER_LINE_MAX);
            refuse(t, &err);
            break;
        }
        taken += (size_t)(end - line) + 1;
        if (end > line
            && !trainer_take_line(t, line, (size_t)(end - line), &err))
            refuse(t, &err);
    }
    if (t->ending)
        taken = t->inbox.length;
    t->inbox.length -= taken;
    if (taken > 0 && t->inbox.length > 0)
        memmove(t->inbox.data, t->inbox.data + taken, t->inbox.length);
}

// Reads what there is: false when there was nothing.
static bool listen_to(Trainer *t)
{
    size_t before = t->inbox.length;
    bool more;

    if (t->process.report < 0)
        return false;
    if (!wire_read(t->process.report, &t->inbox)) {
        (void)close(t->process.report);
        t->process.report = -1;
    }
    more = t->inbox.length > before;
    take_lines(t);
    return more;
}

// Waits for something to read, not long. Without a runner nobody wants this
// trial: the whole group goes, this process with it.
static void wait_for_news(const Trainer *t)
{
    struct pollfd news[] = {
        {.fd = t->watch->control, .events = POLLIN},
        {.fd = t->process.report, .events = POLLIN},
    };
    // Until it is heeded, an order would wake this up again and again.
    int first = t->stopping || t->ending ? 1 : 0;

    (void)poll(news + first, (nfds_t)(2 - first), LOOK_MILLISECONDS);
    (void)poll(news, 1, 0);
    if (news[0].revents & (POLLHUP | POLLERR))
        (void)kill(0, SIGKILL);
}

// Ends this process as that one ended, so that the runner learns of it.
static _Noreturn void end_alike(int status)
{
    sigset_t all;

    if (WIFEXITED(status))
        _exit(WEXITSTATUS(status));
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0});
    (void)signal(WTERMSIG(status), SIG_DFL);
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_UNBLOCK, &all, NULL);
    (void)kill(getpid(), WTERMSIG(status));
    _exit(EXIT_FAILURE);
}

// The program has ended; what it reported has all been read.
static void end_with(Trainer *t, int status)
{
    bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    char words[sizeof t->message];

    if (t->ending && (well || !t->complete))
        return;
    if (t->stopping) {
        trainer_end(t, TRIAL_INTERRUPTED, "");
        return;
    }
    if (!well)
        end_alike(status);
    (void)snprintf(words, sizeof words, "it ended after epoch %zu of %d%s",
                   t->history->count, t->epochs,
                   t->inbox.length > 0 ? ", within a line" : "");
    trainer_end(t, TRIAL_FAILED, words);
}

// Until the program has ended, or its time for that is over.
static void attend(Trainer *t)
{
    int status = 0;
    pid_t ended = 0;

    while (ended == 0) {
        wait_for_news(t);
        if (!t->stopping && !t->ending && watch_stopped(t->watch))
            stop(t);
        (void)listen_to(t);
        if (t->ending && clock_seconds() >= t->deadline) {
            if (t->complete)
                trainer_note(t, "did not end after its last epoch");
            return;
        }
        ended = waitpid(t->process.pid, &status, WNOHANG);
    }
    // Others may hold its descriptor, and write for ever.
    t->deadline = clock_seconds() + linger_seconds;
    while (listen_to(t) && clock_seconds() < t->deadline)
        ;
    end_with(t, status);
}

static bool prepare(Trainer *t, const Config *config, Error *err)
{
    t->epochs = (int)config_number(config, "epochs", 0);
    t->validation =
        strcmp(config_text(config, "validation.name", ""), "test") == 0
            ? SPLIT_TEST
            : SPLIT_VALIDATION;
    params_fill(early_stop_params, &t->early_stop);
    return bind_settings(config, "early_stop", early_stop_params,
                         &t->early_stop, err)
           && (t->epochs > 0 || fail(err, "'epochs' must be at least 1"));
}

// A trial that begins after a rung of its pruning asks at once, as others do.
static int ask_first(Trainer *t)
{
    int epoch = (int)t->history->count;

    return prune_rungs_before(&t->job->prune, epoch + 1) > 0
               ? watch_ask(t->watch, epoch)
               : MESSAGE_GO;
}

static void run(Trainer *t, const Config *config)
{
    int order = ask_first(t);
    Error err;

    if (order != MESSAGE_GO) {
        trainer_end(
            t, order == MESSAGE_PRUNE ? TRIAL_PRUNED : TRIAL_INTERRUPTED, "");
        return;
    }
    t->epoch_started = clock_seconds();
    if (trainer_start(&t->process, t->job, config, (int)t->history->count,
                      &err))
        attend(t);
    else
        trainer_end(t, TRIAL_FAILED, err.message);
}

void trainer_work(const Job *job, const Config *config, History *history,
                  Watch *watch)
{
    Trainer t = {.job = job,
                 .history = history,
                 .watch = watch,
                 .process = {.report = -1, .answers = -1}};
    Error err;

    if (!prepare(&t, config, &err)) {
        trainer_end(&t, TRIAL_FAILED, err.message);
    } else {
        trainer_ready(&t);
        // All was recorded, but not the ending.
        if (trainer_judge(&t) != GO_ON)
            trainer_decide(&t, trainer_judge(&t));
        else
            run(&t, config);
    }
    send_ending(&t);
    text_release(&t.inbox);
}
