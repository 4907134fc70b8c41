// How fast a model trains and is evaluated: bench_train MODEL THREADS BATCH
// prints both in images a second, medians over a few epochs. The images are
// noise of MNIST's size; each batch is gathered, trained on, and its optimizer
// step done, as in a real run.
#include "nets/base/memory.h"
#include "nets/base/rng.h"
#include "nets/model.h"
#include "nets/train.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { IMAGES = 20000, CLASSES = 10, SIDE = 28, EPOCHS = 5 };

extern const LossType cross_entropy_loss;
extern const OptimizerType adam_optimizer;
extern const ScheduleType constant_schedule;

static ImageSet noise(void)
{
    ImageSet set = {.count = IMAGES, .shape = {SIDE, SIDE, 1}};
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    size_t pixels = set.count * shape_size(set.shape);

    set.images = memory_new(pixels, 1);
    set.labels = memory_new(set.count, 1);
    for (size_t i = 0; i < pixels; i++)
        set.images[i] = (uint8_t)(rng_next(&rng) >> 24);
    for (size_t i = 0; i < set.count; i++)
        set.labels[i] = (uint8_t)rng_below(&rng, CLASSES);
    return set;
}

static double seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;

    return (*x > *y) - (*x < *y);
}

static double median(double *values)
{
    qsort(values, EPOCHS, sizeof *values, compare);
    return values[EPOCHS / 2];
}

static void measure(const char *model, const Training *training)
{
    double trained[EPOCHS];
    double evaluated[EPOCHS];

    for (int i = 0; i < EPOCHS; i++) {
        Progress progress = {0};
        Score score;
        double start = seconds();

        (void)train_epoch(training, i, &progress, NULL, NULL);
        trained[i] = IMAGES / (seconds() - start);
        start = seconds();
        evaluate(training, training->set, &score);
        evaluated[i] = IMAGES / (seconds() - start);
        score_release(&score);
    }
    printf("%s threads %d batch %d %s train %.0f infer %.0f\n", model,
           pool_threads(training->pool), training->batch_size,
           matrix_blas_core(), median(trained), median(evaluated));
}

// An entry's defaults; free with free().
static void *defaults(const Entry *entry)
{
    void *settings = memory_new(1, entry->size);

    params_fill(entry->params, settings);
    return settings;
}

// `built` has a network, pool and data; the rest that training needs is added.
static void bench_network(const char *model, const Training *built)
{
    Training training = *built;
    Optimizer optimizer;
    void *loss = defaults(&cross_entropy_loss.entry);
    void *schedule = defaults(&constant_schedule.entry);

    network_init(training.network, INIT_KERAS, 1);
    optimizer_init(&optimizer, &adam_optimizer, NULL,
                   training.network->weights);
    training.optimizer = &optimizer;
    training.loss = &cross_entropy_loss;
    training.loss_settings = loss;
    training.schedule = &constant_schedule;
    training.schedule_settings = schedule;
    measure(model, &training);
    optimizer_release(&optimizer);
    free(loss);
    free(schedule);
}

static bool bench(const ModelType *type, int threads, int batch, Error *err)
{
    ImageSet set = noise();
    Training training = {
        .network = network_new(),
        .input = type->input,
        .set = &set,
        .classes = CLASSES,
        .batch_size = batch,
        .epochs = EPOCHS,
        .seed = 1,
        .lr = 1e-3,
        .pool = pool_new(threads),
        .kernels = kernels_for(cpu_simd()),
    };
    void *settings = defaults(&type->entry);
    bool ok =
        model_build(type, settings, training.network, CLASSES, NULL, err)
        && network_build(training.network, input_shape(&type->input, set.shape),
                         (size_t)batch, training.pool, cpu_simd(), err);

    if (ok)
        bench_network(type->entry.name, &training);
    free(settings);
    network_free(training.network);
    pool_free(training.pool);
    dataset_release(&(Dataset){.train = set});
    return ok;
}

int main(int argc, char **argv)
{
    const Entry *model = argc == 4 ? entry_find(models, argv[1]) : NULL;
    int threads = argc == 4 ? atoi(argv[2]) : 0;
    int batch = argc == 4 ? atoi(argv[3]) : 0;
    Error err;

    if (!model || threads < 1 || batch < 1) {
        (void)fprintf(stderr, "usage: bench_train MODEL THREADS BATCH\n");
        return EXIT_MISUSED;
    }
    cpu_start_again(argv);
    if (bench((const ModelType *)(const void *)model, threads, batch, &err))
        return EXIT_WELL;
    (void)fprintf(stderr, "bench_train: %s\n", err.message);
    return EXIT_FAILED;
}
