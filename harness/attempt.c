#include "harness/attempt.h"

#include "harness/clock.h"
#include "harness/shelf.h"
#include "nets/base/file.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

// Longer than any wait, in seconds.
static const double longest_wait = 3600;

// The worker cannot be trusted any more: its end is that of the trial, and of
// no other.
static bool damaged(Attempt *attempt)
{
    attempt->damaged = true;
    attempt_kill(attempt);
    return true;
}

static bool take_ready(Attempt *attempt, Message message, Error *err)
{
    const Scene *scene = attempt->scene;
    const Ready *ready = &attempt->ready;
    Ready told;
    char detail[64];

    if (!message_read_ready(message, &told)
        || told.epochs_done > attempt->epochs_recorded)
        return damaged(attempt);
    attempt->ready = told;
    attempt->beat = (Beat){.epoch = ready->epochs_done + 1,
                           .images_done = ready->images_done};
    if (attempt->epochs_recorded > ready->epochs_done
        && !store_truncate(scene->store, attempt->trial, ready->epochs_done,
                           err))
        return false;
    attempt->epochs_recorded = ready->epochs_done;
    if (ready->epochs_done == 0 && ready->images_done == 0)
        return true;
    (void)snprintf(detail, sizeof detail, "after epoch %d, %llu images",
                   ready->epochs_done, (unsigned long long)ready->images_done);
    if (!display_live(scene->display))
        display_note(scene->display, "%s: goes on %s", attempt->name, detail);
    return store_add_event(scene->store, attempt->trial, "resumed", detail,
                           err);
}

// "cnn, seed 3: epoch 2/10, loss 0.1234, accuracy 96.31 %, …"
static void tell_epoch(const Attempt *attempt, const EpochRecord *record)
{
    Text line = {0};

    if (display_live(attempt->scene->display))
        return;
    text_printf(&line, "%s: epoch %d/%d, loss %.4f, accuracy %.2f %%",
                attempt->name, record->epoch, attempt->ready.epochs,
                record->splits[SPLIT_TRAIN].loss,
                100 * record->splits[SPLIT_TRAIN].accuracy);
    for (int i = SPLIT_VALIDATION; i < SPLITS; i++)
        if (record->splits[i].present)
            text_printf(&line, ", %s %.2f %%", split_names[i],
                        100 * record->splits[i].accuracy);
    text_printf(&line, ", %.1f s", record->total_seconds);
    display_note(attempt->scene->display, "%s", text_string(&line));
    text_release(&line);
}

static void note_peak(Attempt *attempt, double bytes)
{
    if (bytes > attempt->peak_bytes)
        attempt->peak_bytes = bytes;
}

static bool take_epoch(Attempt *attempt, Message message, Error *err)
{
    const Scene *scene = attempt->scene;
    EpochRecord record;

    if (!message_read_epoch(message, &record)
        || record.epoch != attempt->epochs_recorded + 1)
        return damaged(attempt);
    if (!store_add_epoch(scene->store, attempt->trial, &record, err))
        return false;
    attempt->epochs_recorded = record.epoch;
    note_peak(attempt, record.peak_bytes);
    // Only now, with the newest in the record, may older ones go.
    shelf_prune(scene->root, attempt->folder, record.epoch, false);
    tell_epoch(attempt, &record);
    return true;
}

// Records the ending and lets the display and the runner know of it.
static bool end(Attempt *attempt, const TrialEnd *ending,
                const Predictions *predictions, size_t count, Error *err)
{
    const Scene *scene = attempt->scene;

    attempt->over = true;
    attempt->state = ending->state;
    if (ending->message != attempt->message)
        (void)snprintf(attempt->message, sizeof attempt->message, "%s",
                       ending->message ? ending->message : "");
    if (!store_end_trial(scene->store, attempt->trial, ending, predictions,
                         count, err))
        return false;
    if (ending->state == TRIAL_DONE || ending->state == TRIAL_DIVERGED
        || ending->state == TRIAL_PRUNED)
        shelf_prune(scene->root, attempt->folder, attempt->epochs_recorded,
                    true);
    return true;
}

// Whether it ends as it was answered; then the message says why.
static bool heeded(const Attempt *attempt, TrialState state)
{
    return (attempt->answer == MESSAGE_PARK && state == TRIAL_INTERRUPTED)
           || (attempt->answer == MESSAGE_PRUNE && state == TRIAL_PRUNED);
}

static bool take_ending(Attempt *attempt, Message message, Error *err)
{
    double before = clock_thread_seconds();
    Ending ending;
    bool ok;

    if (!message_read_ending(message, &ending))
        return damaged(attempt);
    attempt->environment_failed = ending.environment;
    attempt->skipped = ending.skipped;
    if (heeded(attempt, ending.end.state))
        ending.end.message = attempt->message;
    ending.end.tracking_seconds += attempt->tracking_seconds;
    attempt->tracking_seconds = ending.end.tracking_seconds;
    attempt->training_seconds = ending.training_seconds;
    ok = end(attempt, &ending.end, ending.predictions, ending.prediction_count,
             err);
    // What recording the ending itself took is in the run's sum only.
    attempt->tracking_seconds += clock_thread_seconds() - before;
    return ok;
}

static bool take_note(Attempt *attempt, Message message, Error *err)
{
    const Scene *scene = attempt->scene;
    const char *words;

    if (!message_read_note(message, &words))
        return damaged(attempt);
    display_note(scene->display, "%s: %s", attempt->name, words);
    return store_add_event(scene->store, attempt->trial, "told", words, err);
}

// Whether there is something to decide. A program of one's own waits after
// every epoch, to hear that it stands in the record.
static bool has_rung(const Attempt *attempt)
{
    return attempt->prune
           && prune_rungs_before(attempt->prune, attempt->epochs_recorded + 1)
                  > 0;
}

static bool take(Attempt *attempt, Message message, Error *err)
{
    double before = clock_thread_seconds();
    bool ok = true;

    switch (message.kind) {
    case MESSAGE_READY:
        ok = take_ready(attempt, message, err);
        break;
    case MESSAGE_BEAT:
        if (message_read_beat(message, &attempt->beat))
            note_peak(attempt, attempt->beat.peak_bytes);
        break;
    case MESSAGE_ASK:
        attempt->waits = true;
        if (!has_rung(attempt))
            attempt_answer(attempt, MESSAGE_GO, "");
        break;
    case MESSAGE_NOTE:
        ok = take_note(attempt, message, err);
        break;
    case MESSAGE_EPOCH:
        ok = take_epoch(attempt, message, err);
        break;
    case MESSAGE_END:
        return take_ending(attempt, message, err);
    default:
        return damaged(attempt);
    }
    attempt->tracking_seconds += clock_thread_seconds() - before;
    return ok;
}

// The last line of what a worker said on standard error.
static const char *last_words(Text *words)
{
    char *line;

    while (words->length > 0 && words->data[words->length - 1] == '\n')
        words->data[--words->length] = '\0';
    line = words->length ? strrchr(words->data, '\n') : NULL;
    return line ? line + 1 : text_string(words);
}

// The worker ended without saying how.
static bool end_silent(Attempt *attempt, int status, Error *err)
{
    int number =
        WIFSIGNALED(status) && !attempt->damaged ? WTERMSIG(status) : 0;
    TrialEnd ending = {
        .state = TRIAL_FAILED,
        .signal = number,
        .parameters = (size_t)attempt->ready.parameters,
        .multiply_adds = (size_t)attempt->ready.multiply_adds,
        .tracking_seconds = attempt->tracking_seconds,
    };
    const char *words = last_words(&attempt->child.words);
    char message[sizeof attempt->message];
    int length;

    if (attempt->damaged)
        length =
            snprintf(message, sizeof message, "a worker's message is damaged");
    else if (number)
        length = snprintf(message, sizeof message, "killed by signal %d (%s)",
                          number, strsignal(number));
    else
        length = snprintf(message, sizeof message, "exited with status %d",
                          WEXITSTATUS(status));
    if (words[0])
        (void)snprintf(message + length, sizeof message - (size_t)length,
                       ": %s", words);
    if (attempt->timed_out) {
        ending.state = TRIAL_TIMEOUT;
        (void)snprintf(message, sizeof message, "took longer than %.6g s",
                       attempt->timeout_seconds);
    } else if (attempt->asked && !attempt->damaged) {
        ending.state = TRIAL_INTERRUPTED;
        (void)snprintf(message, sizeof message, "stopped within an epoch");
    } else {
        attempt->crashed = true;
    }
    ending.message = message;
    return end(attempt, &ending, NULL, 0, err);
}

bool attempt_step(Attempt *attempt, Error *err)
{
    Child *child = &attempt->child;
    bool open = child_read(child);
    Message message;
    int status;

    while (!attempt->over && !attempt->damaged
           && wire_first(&child->inbox, &message)) {
        if (!take(attempt, message, err))
            return false;
        wire_drop(&child->inbox);
    }
    if (open)
        return true;
    status = child_finish(child);
    if (!attempt->over)
        return end_silent(attempt, status, err);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_SUCCESS)
        display_note(attempt->scene->display, "%s: after its end: %s",
                     attempt->name, text_string(&child->words));
    return true;
}

void attempt_answer(Attempt *attempt, int answer, const char *why)
{
    attempt->waits = false;
    attempt->answer = answer;
    (void)snprintf(attempt->message, sizeof attempt->message, "%s", why);
    child_tell(&attempt->child, answer);
}

void attempt_ask(Attempt *attempt, double grace)
{
    if (attempt->child.pid == 0)
        return;
    attempt->asked = true;
    attempt->kill_at = clock_seconds() + grace;
    child_tell(&attempt->child, MESSAGE_STOP);
}

void attempt_kill(Attempt *attempt)
{
    if (attempt->child.pid != 0)
        (void)kill(-attempt->child.pid, SIGKILL);
}

double attempt_watch(Attempt *attempt, double now, double timeout)
{
    double due = attempt->kill_at > 0 ? attempt->kill_at - now : longest_wait;

    if (timeout > 0 && attempt->started + timeout - now < due)
        due = attempt->started + timeout - now;
    if (due > 0)
        return due;
    attempt->timed_out = !attempt->asked;
    attempt->timeout_seconds = timeout;
    attempt_kill(attempt);
    return longest_wait;
}

static double seconds_left(const Attempt *attempt)
{
    const Ready *ready = &attempt->ready;
    const Beat *beat = &attempt->beat;
    double images =
        (double)(ready->epochs - beat->epoch + 1) * (double)ready->images
        - (double)beat->images_done;

    return beat->images_per_second > 0 ? images / beat->images_per_second : -1;
}

void attempt_line(const Attempt *attempt, TrialLine *line)
{
    const Beat *beat = &attempt->beat;

    *line = (TrialLine){
        .name = attempt->name,
        .epoch = attempt->ready.epochs ? beat->epoch : 0,
        .epochs = attempt->ready.epochs,
        .images_done = beat->images_done,
        .images = attempt->ready.images,
        .loss = beat->loss,
        .accuracy = beat->accuracy,
        .images_per_second = beat->images_per_second,
        .seconds_left = seconds_left(attempt),
    };
}

void attempt_release(Attempt *attempt)
{
    child_release(&attempt->child);
    free(attempt->name);
}
