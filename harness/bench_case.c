#include "harness/bench_case.h"

#include "harness/bench_machine.h"
#include "harness/clock.h"
#include "harness/ram.h"
#include "nets/base/memory.h"
#include "nets/train.h"

#include <stdlib.h>

// Evaluation goes through so many batches of images at a time.
enum { CLASSES = 10, INFER_BATCHES = 4 };

// Of the time that a turn takes.
static const double train_part = 0.65;

struct BenchWork {
    Machine *machine;  // or, with all that follows:
    Training training;
    Optimizer optimizer;
    void *loss_settings;
    void *schedule_settings;
    Progress progress;
    int epoch;

    // The training that is being measured.
    double until;
    double since;  // the phase began
    Phase phase;
    double seconds[PHASES + 1];
};

static const Augmentation paper = {10, 0.1, 0.1, 0.1, 0.1};

static void *defaults(const Entry *entry)
{
    void *settings = memory_new(1, entry->size);

    params_fill(entry->params, settings);
    return settings;
}

static void on_phase(void *context, Phase phase)
{
    BenchWork *work = context;
    double now = clock_seconds();

    work->seconds[work->phase] += now - work->since;
    work->since = now;
    work->phase = phase;
}

static bool is_over(void *context, const Progress *progress)
{
    const BenchWork *work = context;

    return progress->done > 0 && work->since >= work->until;
}

static bool build(BenchWork *work, const BenchCase *what, Error *err)
{
    Training *t = &work->training;
    void *settings = defaults(&what->model->entry);
    bool ok =
        model_build(what->model, settings, t->network, CLASSES, NULL, err)
        && network_build(t->network, input_shape(&t->input, t->set->shape),
                         (size_t)what->batch, t->pool, cpu_simd(), err);

    free(settings);
    if (!ok)
        return false;
    network_init(t->network, INIT_KERAS, t->seed);
    optimizer_init(&work->optimizer, &adam_optimizer, NULL,
                   t->network->weights);
    return true;
}

static void prepare(BenchWork *work, const Bench *bench, const BenchCase *what)
{
    work->loss_settings = defaults(&cross_entropy_loss.entry);
    work->schedule_settings = defaults(&constant_schedule.entry);
    work->phase = PHASES;
    work->training = (Training){
        .network = network_new(),
        .optimizer = &work->optimizer,
        .schedule = &constant_schedule,
        .schedule_settings = work->schedule_settings,
        .loss = &cross_entropy_loss,
        .loss_settings = work->loss_settings,
        .input = what->model->input,
        .augmentation = bench->augment ? &paper : NULL,
        .set = &bench->images,
        .classes = CLASSES,
        .batch_size = what->batch,
        .epochs = 1,
        .seed = 1,
        .lr = 1e-3,
        .pool = pool_new(what->threads),
        .kernels = kernels_for(cpu_simd()),
        .on_phase = on_phase,
        .phase_context = work,
    };
}

BenchWork *bench_work_new(const Bench *bench, const BenchCase *what, Error *err)
{
    BenchWork *work = memory_new(1, sizeof *work);

    if (!what->model) {
        work->machine = machine_new(what->threads);
        return work;
    }
    prepare(work, bench, what);
    if (build(work, what, err))
        return work;
    bench_work_free(work);
    return NULL;
}

void bench_work_free(BenchWork *work)
{
    if (!work)
        return;
    machine_free(work->machine);
    optimizer_release(&work->optimizer);
    network_free(work->training.network);
    pool_free(work->training.pool);
    free(work->loss_settings);
    free(work->schedule_settings);
    free(work);
}

// The epoch goes on where the last turn left it.
static uint64_t train(BenchWork *work, double seconds)
{
    uint64_t before = work->progress.done;
    uint64_t images;

    for (int i = 0; i < PHASES; i++)
        work->seconds[i] = 0;
    work->since = clock_seconds();
    work->until = work->since + seconds;
    (void)train_epoch(&work->training, work->epoch, &work->progress, is_over,
                      work);
    images = work->progress.done - before;
    if (work->progress.done == work->training.set->count) {
        work->progress = (Progress){0};
        work->epoch++;
    }
    return images;
}

static void measure_training(BenchWork *work, double seconds,
                             BenchSample *sample)
{
    uint64_t images = train(work, seconds);
    double total = 0;

    for (int i = 0; i < PHASES; i++)
        total += work->seconds[i];
    sample->values[BENCH_TRAIN] = (double)images / total;
    for (int i = 0; i < PHASES; i++)
        sample->values[BENCH_DATA + i] = work->seconds[i] / total;
}

static double infer(const BenchWork *work, double seconds)
{
    const Training *t = &work->training;
    ImageSet part = *t->set;
    double start = clock_seconds();
    double now = start;
    double images = 0;

    part.count = (size_t)t->batch_size * INFER_BATCHES;
    if (part.count > t->set->count)
        part.count = t->set->count;
    while (images == 0 || now - start < seconds) {
        Score score;

        evaluate(t, &part, &score);
        score_release(&score);
        images += (double)part.count;
        now = clock_seconds();
    }
    return images / (now - start);
}

void bench_work_measure(BenchWork *work, double seconds, BenchSample *sample)
{
    *sample = (BenchSample){0};
    if (work->machine) {
        machine_measure(work->machine, seconds, sample);
        return;
    }
    measure_training(work, train_part * seconds, sample);
    sample->values[BENCH_INFER] = infer(work, (1 - train_part) * seconds);
    sample->values[BENCH_PEAK] = ram_peak_bytes();
    sample->values[BENCH_PARAMETERS] =
        (double)work->training.network->parameters;
    sample->values[BENCH_MULTIPLY_ADDS] =
        (double)work->training.network->multiply_adds;
}
