// Are `digits` worth training on? Trains cnn and mlp on 60,000 of them and
// reads their own test set and, when $QUADRILLE_DATA has it, MNIST's.
// Usage: bench_digits [EPOCHS], 5 by default.
#include "nets/base/memory.h"
#include "nets/dataset.h"
#include "nets/model.h"
#include "nets/train.h"

#include <stdio.h>
#include <stdlib.h>

enum { TRAIN_COUNT = 60000, TEST_COUNT = 10000, BATCH = 64 };

// Ends the program when there is no such data set.
static Dataset loaded(const char *name, int train_count, int test_count)
{
    const DatasetType *type =
        (const DatasetType *)(const void *)entry_find(datasets, name);
    const Param *params = type->entry.params;
    void *settings = memory_new(1, type->entry.size);
    const Param *train = param_find(params, "train_count");
    const Param *test = param_find(params, "test_count");
    DataPlaces places = {.folder = getenv("QUADRILLE_DATA")};
    Dataset dataset = {0};
    Error err;

    params_fill(params, settings);
    if (train && test) {
        param_set(train, settings, train_count);
        param_set(test, settings, test_count);
    }
    if (!dataset_load(type, settings, &places, &dataset, &err)) {
        (void)fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILED);
    }
    free(settings);
    return dataset;
}

static void *defaults(const Entry *entry)
{
    void *settings = memory_new(1, entry->size);

    params_fill(entry->params, settings);
    return settings;
}

static Network *network_for(const char *name, const Training *training)
{
    const ModelType *type =
        (const ModelType *)(const void *)entry_find(models, name);
    void *settings = defaults(&type->entry);
    Network *network = network_new();
    Error err;

    if (!model_build(type, settings, network, training->classes, NULL, &err)
        || !network_build(network, training->set->shape, BATCH, training->pool,
                          cpu_simd(), &err)) {
        (void)fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILED);
    }
    network_init(network, INIT_KERAS, training->seed);
    free(settings);
    return network;
}

static double accuracy(const Training *training, const ImageSet *set)
{
    Score score;
    double fraction;

    evaluate(training, set, &score);
    fraction = score.accuracy;
    score_release(&score);
    return 100 * fraction;
}

static void measure(const char *model, Training training, const Dataset *digits,
                    const Dataset *mnist)
{
    const OptimizerType *adam =
        (const OptimizerType *)(const void *)entry_find(optimizers, "adam");
    Optimizer optimizer;

    training.network = network_for(model, &training);
    training.optimizer = &optimizer;
    optimizer_init(&optimizer, adam, NULL, training.network->weights);
    for (int epoch = 0; epoch < training.epochs; epoch++) {
        Progress progress = {0};

        (void)train_epoch(&training, epoch, &progress, NULL, NULL);
        (void)printf("%-4s epoch %2d: %.2f %% of digits' test set", model,
                     epoch + 1, accuracy(&training, &digits->test));
        if (mnist)
            (void)printf(", %.2f %% of MNIST's",
                         accuracy(&training, &mnist->test));
        (void)printf("\n");
    }
    optimizer_release(&optimizer);
    network_free(training.network);
}

int main(int argc, char **argv)
{
    static const Augmentation paper = {10, 0.1, 0.1, 0.1, 0.1};
    bool has_mnist = getenv("QUADRILLE_DATA") != NULL;
    Dataset digits = loaded("digits", TRAIN_COUNT, TEST_COUNT);
    Dataset mnist = has_mnist ? loaded("mnist", 0, 0) : (Dataset){0};
    const Dataset *other = has_mnist ? &mnist : NULL;
    const Entry *constant = entry_find(schedules, "constant");
    const Entry *loss = losses[0];
    void *schedule_settings = defaults(constant);
    void *loss_settings = defaults(loss);
    Training training = {
        .schedule = (const ScheduleType *)(const void *)constant,
        .schedule_settings = schedule_settings,
        .loss = (const LossType *)(const void *)loss,
        .loss_settings = loss_settings,
        .set = &digits.train,
        .classes = digits.classes,
        .batch_size = BATCH,
        .epochs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 5,
        .seed = 1,
        .lr = 1e-3,
        .pool = pool_new(1),
        .kernels = kernels_for(cpu_simd()),
    };

    measure("mlp", training, &digits, other);
    measure("cnn", training, &digits, other);
    (void)printf("augmented as in the paper:\n");
    training.augmentation = &paper;
    measure("cnn", training, &digits, other);
    pool_free(training.pool);
    free(schedule_settings);
    free(loss_settings);
    dataset_release(&digits);
    dataset_release(&mnist);
}
