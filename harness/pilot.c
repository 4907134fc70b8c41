#include "harness/pilot.h"

#include "harness/clock.h"
#include "harness/setup.h"
#include "nets/checkpoint.h"

// The first batches fill caches, and are not counted.
static const double warm_seconds = 0.1;
static const double train_seconds = 0.6;
static const double evaluate_seconds = 0.3;

static bool is_time(void *context, const Progress *progress)
{
    const double *until = context;

    return progress->done > 0 && clock_seconds() >= *until;
}

// Seconds per image. A small set's epoch ends before, and begins again.
static double train_for(const Training *training, double seconds)
{
    double start = clock_seconds();
    double until = start + seconds;
    double spent = 0;
    uint64_t images = 0;

    while (images == 0 || spent < seconds) {
        Progress progress = {0};

        (void)train_epoch(training, 0, &progress, is_time, &until);
        images += progress.done;
        spent = clock_seconds() - start;
    }
    return spent / (double)images;
}

// Seconds per image.
static double evaluate_for(const Training *training, const ImageSet *images,
                           double seconds)
{
    enum { BATCHES = 4 };
    double start = clock_seconds();
    double spent = 0;
    double count = 0;
    ImageSet part = *images;

    if (part.count > BATCHES * (size_t)training->batch_size)
        part.count = BATCHES * (size_t)training->batch_size;
    while (count == 0 || spent < seconds) {
        Score score;

        evaluate(training, &part, &score);
        score_release(&score);
        count += (double)part.count;
        spent = clock_seconds() - start;
    }
    return spent / count;
}

static double checkpoint_bytes(Setup *setup)
{
    const Checkpoint checkpoint = {.network = setup->network,
                                   .optimizer = &setup->optimizer};
    Buffer encoded = {0};
    double bytes;

    checkpoint_encode(&checkpoint, &encoded);
    bytes = (double)encoded.count;
    buffer_release(&encoded);
    return bytes;
}

// The test set is evaluated once, unless it serves for validation.
static void measure(Setup *setup, Cost *cost)
{
    const Training *training = &setup->training;
    const ImageSet *scored =
        setup->validates_on_test ? &setup->test : &setup->validation;
    double last = setup->validates_on_test ? 0 : (double)setup->test.count;

    (void)train_for(training, warm_seconds);
    cost->epoch_seconds =
        train_for(training, train_seconds) * (double)training->set->count;
    if (setup->test.count > 0)
        cost->epoch_seconds +=
            evaluate_for(training, &setup->test, evaluate_seconds)
            * ((double)scored->count + last / training->epochs);
    cost->checkpoint_bytes = checkpoint_bytes(setup);
    cost->predictions = (double)scored->count + last;
}

bool pilot_run(const Config *config, uint64_t seed, const DataPlaces *places,
               Cost *cost, Error *err)
{
    Setup setup;
    bool ok = setup_trial(&setup, config, seed, 1, places, err);

    *cost = (Cost){0};
    if (ok)
        measure(&setup, cost);
    setup_release(&setup);
    return ok;
}
