#include "harness/messages.h"

#include "nets/loss.h"

#include <math.h>
#include <string.h>

static void add(Text *out, const void *bytes, size_t size)
{
    text_add_part(out, bytes, size);
}

// One struct is the whole message.
static void plain(Text *out, int kind, const void *bytes, size_t size)
{
    wire_begin(out, kind);
    add(out, bytes, size);
    wire_end(out);
}

static const char *given(const char *path)
{
    return path[0] ? path : NULL;
}

DataPlaces job_places(const Job *job)
{
    return (DataPlaces){
        .folder = given(job->data_folder),
        .cache = given(job->data_cache),
        .download = job->download,
        .mirror = given(job->data_mirror),
        .shared = job->data_shared,
    };
}

void message_job(Text *out, const Job *job, const EpochScores *scores,
                 const char *config)
{
    wire_begin(out, MESSAGE_JOB);
    add(out, job, sizeof *job);
    add(out, scores, job->epochs_done * sizeof *scores);
    add(out, config, strlen(config) + 1);
    wire_end(out);
}

bool message_read_job(Message message, Job *job, History *history,
                      const char **config)
{
    EpochScores scores;

    if (!wire_take(&message, job, sizeof *job))
        return false;
    for (size_t i = 0; i < job->epochs_done; i++) {
        if (!wire_take(&message, &scores, sizeof scores))
            return false;
        history_add(history, &scores);
    }
    if (message.length == 0 || message.bytes[message.length - 1] != '\0')
        return false;
    *config = message.bytes;
    return true;
}

void message_order(Text *out, int kind)
{
    plain(out, kind, "", 0);
}

void message_ask(Text *out)
{
    plain(out, MESSAGE_ASK, "", 0);
}

void message_note(Text *out, const char *words)
{
    plain(out, MESSAGE_NOTE, words, strlen(words) + 1);
}

bool message_read_note(Message message, const char **words)
{
    *words = message.bytes;
    return message.length > 0 && message.bytes[message.length - 1] == '\0';
}

void message_ready(Text *out, const Ready *ready)
{
    plain(out, MESSAGE_READY, ready, sizeof *ready);
}

bool message_read_ready(Message message, Ready *ready)
{
    return wire_take(&message, ready, sizeof *ready) && ready->epochs_done >= 0
           && ready->epochs_done <= ready->epochs;
}

void message_beat(Text *out, const Beat *beat)
{
    plain(out, MESSAGE_BEAT, beat, sizeof *beat);
}

bool message_read_beat(Message message, Beat *beat)
{
    return wire_take(&message, beat, sizeof *beat);
}

static size_t confusion_bytes(const EpochRecord *record)
{
    return (size_t)record->classes * (size_t)record->classes
           * sizeof *record->splits[0].confusion;
}

void message_epoch(Text *out, const EpochRecord *record)
{
    wire_begin(out, MESSAGE_EPOCH);
    add(out, record, sizeof *record);
    for (int i = 0; i < SPLITS; i++)
        if (record->splits[i].confusion)
            add(out, record->splits[i].confusion, confusion_bytes(record));
    wire_end(out);
}

// The next array of a message, in place.
static bool array(Message *message, size_t size, const void **bytes)
{
    if (message->length < size)
        return false;
    *bytes = message->bytes;
    message->bytes += size;
    message->length -= size;
    return true;
}

// Whether it may be looked at as one.
static bool is_bool(const bool *value)
{
    unsigned char byte;

    memcpy(&byte, value, sizeof byte);
    return byte <= 1;
}

// Whether the record will take it: what it refuses ends the run. Written so
// that NaN is refused too.
static bool can_be_recorded(const EpochRecord *record)
{
    for (int i = 0; i < SPLITS; i++)
        if (!is_bool(&record->splits[i].present)
            || (record->splits[i].present
                && !(record->splits[i].accuracy >= 0
                     && record->splits[i].accuracy <= 1)))
            return false;
    return record->epoch >= 1 && record->classes >= 0
           && record->classes <= CLASSES_MAX && !isnan(record->lr);
}

bool message_read_epoch(Message message, EpochRecord *record)
{
    if (!wire_take(&message, record, sizeof *record)
        || !can_be_recorded(record))
        return false;
    record->checkpoint[sizeof record->checkpoint - 1] = '\0';
    record->checkpoint_digest[DIGEST_TEXT - 1] = '\0';
    for (int i = 0; i < SPLITS; i++) {
        const void *bytes = NULL;

        // A pointer that was set at the other end says that one follows.
        if (record->splits[i].confusion
            && !array(&message, confusion_bytes(record), &bytes))
            return false;
        memcpy(&record->splits[i].confusion, &bytes, sizeof bytes);
    }
    return true;
}

void message_ending(Text *out, const Ending *ending)
{
    const char *words = ending->end.message;

    wire_begin(out, MESSAGE_END);
    add(out, ending, sizeof *ending);
    for (size_t i = 0; i < ending->prediction_count; i++) {
        const Predictions *of = &ending->predictions[i];

        add(out, of->confidence, of->count * sizeof *of->confidence);
        add(out, of->truth_probability,
            of->count * sizeof *of->truth_probability);
    }
    // Bytes after floats, so that all floats are aligned.
    for (size_t i = 0; i < ending->prediction_count; i++) {
        add(out, ending->predictions[i].truth, ending->predictions[i].count);
        add(out, ending->predictions[i].predicted,
            ending->predictions[i].count);
        add(out, ending->predictions[i].second, ending->predictions[i].count);
    }
    if (words)
        add(out, words, strlen(words) + 1);
    wire_end(out);
}

static bool read_floats(Message *message, Predictions *of)
{
    const void *confidence;
    const void *truth;
    size_t size = of->count * sizeof *of->confidence;

    if (!array(message, size, &confidence) || !array(message, size, &truth))
        return false;
    of->confidence = confidence;
    of->truth_probability = truth;
    return true;
}

static bool read_labels(Message *message, Predictions *of)
{
    const void *truth;
    const void *predicted;
    const void *second;

    if (!array(message, of->count, &truth)
        || !array(message, of->count, &predicted)
        || !array(message, of->count, &second))
        return false;
    of->truth = truth;
    of->predicted = predicted;
    of->second = second;
    return true;
}

// How a worker may say that its trial ended, and that each split comes once.
static bool is_ending(const Ending *ending)
{
    bool seen[SPLITS] = {false};

    if (ending->end.state < TRIAL_DONE || ending->end.state > TRIAL_INTERRUPTED
        || ending->prediction_count > SPLITS || !is_bool(&ending->environment)
        || !is_bool(&ending->skipped))
        return false;
    for (size_t i = 0; i < ending->prediction_count; i++) {
        int split = ending->predictions[i].split;

        if (split < 0 || split >= SPLITS || seen[split])
            return false;
        seen[split] = true;
    }
    return true;
}

bool message_read_ending(Message message, Ending *ending)
{
    if (!wire_take(&message, ending, sizeof *ending) || !is_ending(ending))
        return false;
    ending->end.weights_digest[DIGEST_TEXT - 1] = '\0';
    for (size_t i = 0; i < ending->prediction_count; i++)
        if (!read_floats(&message, &ending->predictions[i]))
            return false;
    for (size_t i = 0; i < ending->prediction_count; i++)
        if (!read_labels(&message, &ending->predictions[i]))
            return false;
    if (!ending->end.message)
        return true;
    ending->end.message = message.bytes;
    return message.length > 0 && message.bytes[message.length - 1] == '\0';
}
