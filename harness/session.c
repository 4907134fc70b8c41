#include "harness/session.h"

#include "harness/clock.h"
#include "harness/ram.h"
#include "harness/shelf.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void session_release(Session *session)
{
    for (int i = 0; i < SPLITS; i++)
        score_release(&session->scores[i]);
    setup_release(&session->setup);
    history_release(&session->history);
}

Checkpoint session_checkpoint(Session *session)
{
    return (Checkpoint){
        .network = session->setup.network,
        .optimizer = &session->setup.optimizer,
        .epoch = session->epoch,
        .progress = session->progress,
    };
}

static bool resume_from(Session *session, const char *root,
                        const CheckpointRecord *point)
{
    Checkpoint checkpoint = session_checkpoint(session);
    char path[PATH_MAX + sizeof point->path];
    Error ignored;

    (void)snprintf(path, sizeof path, "%s/%s", root, point->path);
    if (point->epoch < 0 || (size_t)point->epoch > session->history.count
        || !checkpoint_read(path, point->digest, point->epoch, &checkpoint,
                            &ignored))
        return false;
    session->epoch = checkpoint.epoch;
    session->progress = checkpoint.progress;
    session->earlier_seconds = shelf_seconds(point->path);
    return true;
}

void session_resume(Session *session, const char *root,
                    const CheckpointRecord *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (resume_from(session, root, &points[i]))
            break;
    session->history.count = (size_t)session->epoch;
}

// The split that serves for validation.
static int validation_split(const Session *session)
{
    return session->setup.validates_on_test ? SPLIT_TEST : SPLIT_VALIDATION;
}

Decision session_judge(const Session *session)
{
    return history_judge(&session->history, session->setup.training.epochs,
                         &session->setup.early_stop, validation_split(session));
}

static const ImageSet *images_of(const Session *session, int split)
{
    return split == SPLIT_TEST ? &session->setup.test
                               : &session->setup.validation;
}

// Scores a split, unless it is empty or has been scored since the last epoch.
static void score(Session *session, int split)
{
    const ImageSet *images = images_of(session, split);

    if (session->scores[split].count == 0 && images->count > 0)
        evaluate(&session->setup.training, images, &session->scores[split]);
}

static SplitScore split_score(const Score *score)
{
    size_t cells = (size_t)score->classes * (size_t)score->classes;
    SplitScore result = {score->count > 0, score->loss, score->accuracy, NULL};

    if (!result.present)
        return result;
    result.confusion = memory_new(cells, sizeof *result.confusion);
    memcpy(result.confusion, score->confusion,
           cells * sizeof *result.confusion);
    return result;
}

static SplitScore training_score(const Progress *progress)
{
    double done = (double)progress->done;

    return (SplitScore){true, progress->loss_sum / done,
                        (double)progress->correct / done, NULL};
}

// Validation after every epoch; the test set, unless it serves for that,
// after the last only.
static void score_epoch(Session *session, EpochRecord *record)
{
    int validation = validation_split(session);
    EpochScores scores;

    record->splits[SPLIT_TRAIN] = training_score(&session->progress);
    for (int i = 0; i < SPLITS; i++)
        score_release(&session->scores[i]);
    score(session, validation);
    record->splits[validation] = split_score(&session->scores[validation]);
    for (int i = 0; i < SPLITS; i++) {
        const SplitScore *of = &record->splits[i];

        scores.loss[i] = of->present ? of->loss : (double)NAN;
        scores.accuracy[i] = of->present ? of->accuracy : (double)NAN;
    }
    history_add(&session->history, &scores);
    if (validation == SPLIT_TEST || session_judge(session) == GO_ON)
        return;
    score(session, SPLIT_TEST);
    record->splits[SPLIT_TEST] = split_score(&session->scores[SPLIT_TEST]);
}

// The learning rate of the last step.
static double last_rate(const Training *t)
{
    uint64_t batches =
        (t->set->count + (size_t)t->batch_size - 1) / (size_t)t->batch_size;

    return t->lr
           * schedule_factor(t->schedule, t->schedule_settings,
                             t->optimizer->t - 1, batches, t->epochs);
}

bool session_train(Session *session, StopTest *stop, void *context,
                   EpochRecord *record)
{
    double started = clock_seconds();
    bool ended = train_epoch(&session->setup.training, session->epoch,
                             &session->progress, stop, context);
    double seconds = clock_seconds() - started;

    session->training_seconds += seconds;
    session->earlier_seconds += seconds;
    if (!ended)
        return false;
    *record = (EpochRecord){
        .epoch = session->epoch + 1,
        .classes = session->setup.training.classes,
        .images = session->progress.done,
        .seconds = session->earlier_seconds,
        .lr = last_rate(&session->setup.training),
    };
    score_epoch(session, record);
    record->total_seconds =
        record->seconds + clock_seconds() - started - seconds;
    record->peak_bytes = ram_peak_bytes();
    session->epoch++;
    session->progress = (Progress){0};
    session->earlier_seconds = 0;
    return true;
}

static void add_predictions(const Session *session, int split, Ending *ending)
{
    const Score *of = &session->scores[split];

    if (of->count > 0)
        ending->predictions[ending->prediction_count++] = (Predictions){
            .split = split,
            .count = of->count,
            .truth = images_of(session, split)->labels,
            .predicted = of->predicted,
            .second = of->second,
            .confidence = of->confidence,
            .truth_probability = of->truth_probability,
        };
}

void session_leaving(Session *session, TrialState state, Ending *ending)
{
    const Network *network = session->setup.network;

    *ending = (Ending){
        .end = {.state = state,
                .parameters = network->parameters,
                .multiply_adds = network->multiply_adds},
        .training_seconds = session->training_seconds,
    };
    if (session->progress.done == 0)
        weights_digest(network, ending->end.weights_digest);
}

void session_ending(Session *session, Ending *ending)
{
    session_leaving(session, TRIAL_DONE, ending);
    if (session_judge(session) == STOP_DIVERGED) {
        ending->end.state = TRIAL_DIVERGED;
        ending->end.message = "the loss is no longer a finite number";
        return;
    }
    score(session, SPLIT_VALIDATION);
    score(session, SPLIT_TEST);
    if (!session->setup.validates_on_test)
        add_predictions(session, SPLIT_VALIDATION, ending);
    add_predictions(session, SPLIT_TEST, ending);
}
