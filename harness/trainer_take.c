#include "harness/trainer_inside.h"

#include "harness/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double beat_seconds = 0.1;

// Whether `epoch` may come now. The first one says where the program goes on:
// what is recorded from there on is forgotten.
static bool follows(Trainer *t, int epoch, Error *err)
{
    int next = (int)t->history->count + 1;
    char words[100];

    if (epoch > t->epochs)
        return fail(err, "it is epoch %d of %d", epoch, t->epochs);
    if (!t->begun && epoch <= next) {
        t->begun = true;
        if (epoch == next)
            return true;
        (void)snprintf(words, sizeof words,
                       "begins with epoch %d, though %d are recorded", epoch,
                       next - 1);
        trainer_note(t, words);
        t->history->count = (size_t)epoch - 1;
        trainer_ready(t);
        return true;
    }
    return epoch == next
           || fail(err, "it is epoch %d, but %d comes next", epoch, next);
}

// Bytes, of the program itself; 0 where that cannot be told.
static double peak_bytes(const Trainer *t)
{
    char path[64];
    char line[128];
    double kibibytes = 0;
    FILE *file;

    (void)snprintf(path, sizeof path, "/proc/%ld/status", (long)t->process.pid);
    file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %lf", &kibibytes) == 1)
            break;
    if (file)
        (void)fclose(file);
    return kibibytes * 1024;
}

static bool check_epoch(Trainer *t, EpochRecord *record, Error *err)
{
    SplitScore *validation = &record->splits[SPLIT_VALIDATION];
    SplitScore *test = &record->splits[SPLIT_TEST];

    if (record->classes && t->classes && record->classes != t->classes)
        return fail(err, "its matrices have %d classes, those before had %d",
                    record->classes, t->classes);
    if (record->classes)
        t->classes = record->classes;
    // Where the test set serves for validation, it has one name.
    if (t->validation == SPLIT_TEST && validation->present) {
        if (!test->present)
            *test = *validation;
        else
            free(validation->confusion);
        *validation = (SplitScore){0};
    }
    return t->early_stop.patience == 0
           || strncmp(early_stop_metrics[t->early_stop.metric], "train", 5) == 0
           || record->splits[t->validation].present
           || fail(err, "early_stop goes by '%s', so an epoch needs '%s'",
                   early_stop_metrics[t->early_stop.metric],
                   split_names[t->validation]);
}

static void add_history(Trainer *t, const EpochRecord *record)
{
    EpochScores scores;

    for (int i = 0; i < SPLITS; i++) {
        const SplitScore *split = &record->splits[i];

        scores.loss[i] = split->present ? split->loss : (double)NAN;
        scores.accuracy[i] = split->present ? split->accuracy : (double)NAN;
    }
    history_add(t->history, &scores);
}

// What the program did not measure itself.
static void add_measures(Trainer *t, EpochRecord *record)
{
    double now = clock_seconds();
    double peak = peak_bytes(t);

    record->total_seconds = now - t->epoch_started;
    if (isnan(record->seconds))
        record->seconds = record->total_seconds;
    if (record->total_seconds < record->seconds)
        record->total_seconds = record->seconds;
    if (record->images == 0)
        record->images = t->model.images;
    if (record->peak_bytes < peak)
        record->peak_bytes = peak;
    t->epoch_started = now;
    t->training_seconds += record->seconds;
}

static bool take_epoch(Trainer *t, EpochRecord *record, Error *err)
{
    int order = MESSAGE_GO;
    char words[32];
    Text message = {0};

    if (!follows(t, record->epoch, err) || !check_epoch(t, record, err))
        return false;
    add_measures(t, record);
    add_history(t, record);
    message_epoch(&message, record);
    trainer_send(t, &message);
    if (trainer_judge(t) != GO_ON) {
        trainer_decide(t, trainer_judge(t));
        return true;
    }
    if (t->stopping)
        return true;
    // The answer says that the epoch stands in the record, too.
    order = watch_ask(t->watch, record->epoch);
    (void)snprintf(words, sizeof words, "go %d\n", record->epoch);
    if (order == MESSAGE_GO)
        trainer_answer(t, words);
    else
        trainer_heed(t, order);
    t->epoch_started = clock_seconds();
    return true;
}

static bool take_progress(Trainer *t, const TrainerLine *line, Error *err)
{
    double now = clock_seconds();
    double images = line->progress * (double)t->model.images;
    double seconds = now - t->epoch_started;
    Text message = {0};

    if (!follows(t, line->record.epoch, err))
        return false;
    if (now - t->beaten < beat_seconds)
        return true;
    t->beaten = now;
    message_beat(&message,
                 &(Beat){
                     .epoch = line->record.epoch,
                     .images_done = (uint64_t)images,
                     .loss = isnan(line->loss) ? 0 : line->loss,
                     .accuracy = isnan(line->accuracy) ? 0 : line->accuracy,
                     .images_per_second = seconds > 0 ? images / seconds : 0,
                     .peak_bytes = peak_bytes(t),
                 });
    trainer_send(t, &message);
    return true;
}

static void take_model(Trainer *t, const TrainerLine *line)
{
    if (line->parameters)
        t->model.parameters = line->parameters;
    if (line->multiply_adds)
        t->model.multiply_adds = line->multiply_adds;
    if (line->images)
        t->model.images = line->images;
}

static void take_skip(Trainer *t, const TrainerLine *line)
{
    char words[sizeof t->message];

    (void)snprintf(words, sizeof words, "skipped: %s",
                   text_string(&line->words));
    t->skipped = true;
    trainer_end(t, TRIAL_INTERRUPTED, words);
    trainer_dismiss(t, true);
}

static void tell_unknown(Trainer *t, const TrainerLine *line)
{
    Text words = {0};

    if (t->told_unknown || line->unknown.length == 0)
        return;
    t->told_unknown = true;
    text_printf(&words, "its reports have names that nobody knows: %s",
                line->unknown.data);
    trainer_note(t, words.data);
    text_release(&words);
}

bool trainer_take_line(Trainer *t, const char *bytes, size_t length, Error *err)
{
    TrainerLine line;
    bool ok = trainer_line_read(bytes, length, &line, err);

    if (ok) {
        tell_unknown(t, &line);
        switch (line.kind) {
        case TRAINER_EPOCH:
            ok = take_epoch(t, &line.record, err);
            break;
        case TRAINER_PROGRESS:
            ok = take_progress(t, &line, err);
            break;
        case TRAINER_MODEL:
            take_model(t, &line);
            break;
        case TRAINER_SKIP:
            take_skip(t, &line);
            break;
        }
    }
    trainer_line_release(&line);
    return ok;
}
