// nets/train.h and nets/model.h: every model on a few hundred digits.
#include "nets/base/memory.h"
#include "nets/model.h"
#include "nets/train.h"

#include "tests/check.h"

enum { TRAIN = 150, TEST = 100, BATCH = 32, EPOCHS = 2 };

typedef struct {
    Dataset dataset;
    Pool *pool;
    void *model_settings;
    void *schedule_settings;
    void *loss_settings;
    Optimizer optimizer;
    Training training;
} Trial;

static const void *find(const Entry *const *table, const char *name)
{
    const Entry *entry = entry_find(table, name);

    assert_non_null(entry);
    return entry;
}

static void *defaults(const Entry *entry)
{
    void *settings = memory_new(1, entry->size);

    params_fill(entry->params, settings);
    return settings;
}

// Smaller versions of the models that are large.
static const struct {
    const char *model;
    const char *option;
    double value;
} smaller[] = {
    {"efficientnet_b0", "width", 0.1},
    {"efficientnet_b0", "depth", 0.1},
    {"efficientnet_b0", "head", 16},
    {"resnet", "blocks", 1},
    {"resnet", "width", 4},
};

static void make_small(const ModelType *type, void *settings)
{
    for (size_t i = 0; i < sizeof smaller / sizeof *smaller; i++)
        if (strcmp(type->entry.name, smaller[i].model) == 0)
            param_set(param_find(type->entry.params, smaller[i].option),
                      settings, smaller[i].value);
}

static void load_digits(Dataset *dataset)
{
    const DatasetType *digits = find(datasets, "digits");
    void *settings = defaults(&digits->entry);
    Error err;

    param_set(param_find(digits->entry.params, "train_count"), settings, TRAIN);
    param_set(param_find(digits->entry.params, "test_count"), settings, TEST);
    assert_true(
        dataset_load(digits, settings, &(DataPlaces){0}, dataset, &err));
    free(settings);
}

static const Augmentation gentle = {10, 0.1, 0.1, 0.1, 0.1};

static Network *build_model(Trial *trial, const ModelType *type,
                            const List *dropout)
{
    Network *network = network_new();
    Shape in = input_shape(&type->input, trial->dataset.train.shape);
    Error err;

    trial->model_settings = defaults(&type->entry);
    make_small(type, trial->model_settings);
    assert_true(model_build(type, trial->model_settings, network,
                            trial->dataset.classes, dropout, &err));
    assert_true(
        network_build(network, in, BATCH, trial->pool, cpu_simd(), &err));
    network_init(network, INIT_KERAS, 1);
    return network;
}

static void open_trial(Trial *trial, const ModelType *type, const List *dropout,
                       int threads)
{
    const LossType *loss = find(losses, "cross_entropy");
    const ScheduleType *schedule = find(schedules, "constant");

    *trial = (Trial){0};
    load_digits(&trial->dataset);
    trial->pool = pool_new(threads);
    trial->loss_settings = defaults(&loss->entry);
    trial->schedule_settings = defaults(&schedule->entry);
    trial->training = (Training){
        .network = build_model(trial, type, dropout),
        .optimizer = &trial->optimizer,
        .schedule = schedule,
        .schedule_settings = trial->schedule_settings,
        .loss = loss,
        .loss_settings = trial->loss_settings,
        .input = type->input,
        .augmentation = &gentle,
        .set = &trial->dataset.train,
        .classes = trial->dataset.classes,
        .batch_size = BATCH,
        .epochs = EPOCHS,
        .seed = 1,
        .lr = 1e-3,
        .pool = trial->pool,
        .kernels = kernels_for(cpu_simd()),
    };
    optimizer_init(&trial->optimizer, find(optimizers, "adam"), NULL,
                   trial->training.network->weights);
}

static void close_trial(Trial *trial)
{
    network_free(trial->training.network);
    optimizer_release(&trial->optimizer);
    pool_free(trial->pool);
    free(trial->model_settings);
    free(trial->schedule_settings);
    free(trial->loss_settings);
    dataset_release(&trial->dataset);
}

static void train_all(Trial *trial)
{
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        Progress progress = {0};

        assert_true(
            train_epoch(&trial->training, epoch, &progress, NULL, NULL));
        assert_int_equal(progress.done, TRAIN);
    }
}

static void assert_same_weights(const Trial *a, const Trial *b)
{
    const Network *network = a->training.network;

    assert_memory_equal(network->weight, b->training.network->weight,
                        network->weights * sizeof(float));
    assert_memory_equal(network->stored, b->training.network->stored,
                        network->states * sizeof(float));
}

static void weights_are_the_same_bits_for_any_threads_and_model(void **state)
{
    const int threads[] = {2, 3, 8};

    (void)state;
    for (const Entry *const *entry = models; *entry; entry++) {
        const ModelType *type = (const ModelType *)(const void *)*entry;
        Trial alone;

        open_trial(&alone, type, NULL, 1);
        train_all(&alone);
        for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
            Trial shared;

            open_trial(&shared, type, NULL, threads[i]);
            train_all(&shared);
            assert_same_weights(&alone, &shared);
            close_trial(&shared);
        }
        close_trial(&alone);
    }
}

static bool stop_after(void *context, const Progress *progress)
{
    const uint64_t *done = context;

    return progress->done == *done;
}

// Stops an epoch of the model after `at` examples, and goes on.
static void check_stopped(const ModelType *type, uint64_t at)
{
    Progress whole = {0};
    Progress parts = {0};
    Trial undisturbed, stopped;

    open_trial(&undisturbed, type, NULL, 1);
    open_trial(&stopped, type, NULL, 1);
    assert_true(train_epoch(&undisturbed.training, 0, &whole, NULL, NULL));
    assert_false(train_epoch(&stopped.training, 0, &parts, stop_after, &at));
    assert_int_equal(parts.done, at);
    assert_true(train_epoch(&stopped.training, 0, &parts, NULL, NULL));
    assert_memory_equal(&whole, &parts, sizeof whole);
    assert_same_weights(&undisturbed, &stopped);
    close_trial(&undisturbed);
    close_trial(&stopped);
}

static void
an_epoch_stopped_between_batches_goes_on_to_the_same_bits(void **state)
{
    (void)state;
    for (const Entry *const *entry = models; *entry; entry++)
        for (uint64_t at = 0; at < TRAIN; at += BATCH)
            check_stopped((const ModelType *)(const void *)*entry, at);
}

static void every_model_learns_what_it_is_shown(void **state)
{
    (void)state;
    for (const Entry *const *entry = models; *entry; entry++) {
        Trial trial;
        Progress first = {0};
        Progress last = {0};

        open_trial(&trial, (const ModelType *)(const void *)*entry, NULL, 1);
        trial.training.augmentation = NULL;
        trial.training.lr = 4e-3;
        (void)train_epoch(&trial.training, 0, &first, NULL, NULL);
        for (int epoch = 1; epoch < 20; epoch++) {
            last = (Progress){0};
            (void)train_epoch(&trial.training, epoch, &last, NULL, NULL);
        }
        assert_true(last.loss_sum < first.loss_sum / 2);
        assert_true(last.correct > TRAIN * 3 / 4);
        close_trial(&trial);
    }
}

static void dropout_does_not_change_the_initial_weights(void **state)
{
    const ModelType *cnn = find(models, "cnn");
    Trial with, without;

    (void)state;
    open_trial(&with, cnn, NULL, 1);
    open_trial(&without, cnn, &(List){1, {0}}, 1);
    assert_same_weights(&with, &without);
    train_all(&with);
    train_all(&without);
    assert_memory_not_equal(with.training.network->weight,
                            without.training.network->weight,
                            with.training.network->weights * sizeof(float));
    close_trial(&with);
    close_trial(&without);
}

static void scores_agree_with_their_confusion_matrix(void **state)
{
    Trial trial;
    Score score;
    uint32_t right = 0;
    uint32_t all = 0;

    (void)state;
    open_trial(&trial, find(models, "mlp"), NULL, 2);
    train_all(&trial);
    evaluate(&trial.training, &trial.dataset.test, &score);
    for (int i = 0; i < score.classes * score.classes; i++) {
        all += score.confusion[i];
        right += i % (score.classes + 1) == 0 ? score.confusion[i] : 0;
    }
    assert_int_equal(all, TEST);
    assert_near(score.accuracy, (double)right / TEST, 1e-12);
    for (size_t i = 0; i < score.count; i++) {
        bool hit = score.predicted[i] == trial.dataset.test.labels[i];

        assert_true(score.confidence[i] >= score.truth_probability[i]);
        assert_true(!hit || score.confidence[i] == score.truth_probability[i]);
    }
    score_release(&score);
    close_trial(&trial);
}

// The runner-up has at least its share of what the winner left; a class behind
// both has at most half.
static void the_second_class_comes_next_after_the_predicted_one(void **state)
{
    Trial trial;
    Score score;
    size_t seconds = 0;

    (void)state;
    open_trial(&trial, find(models, "mlp"), NULL, 2);
    train_all(&trial);
    evaluate(&trial.training, &trial.dataset.test, &score);
    for (size_t i = 0; i < score.count; i++) {
        uint8_t truth = trial.dataset.test.labels[i];
        double left = 1 - (double)score.confidence[i];
        double p = (double)score.truth_probability[i];

        assert_true(score.second[i] != score.predicted[i]);
        assert_true(score.second[i] < score.classes);
        seconds += truth == score.second[i];
        if (truth == score.second[i])
            assert_true(p >= left / (score.classes - 1) - 1e-6);
        else if (truth != score.predicted[i])
            assert_true(p <= left / 2 + 1e-6);
    }
    assert_true(seconds > 0);
    score_release(&score);
    close_trial(&trial);
}

static void evaluation_changes_nothing(void **state)
{
    Trial trial, untouched;
    Score first, second;

    (void)state;
    open_trial(&trial, find(models, "cnn"), NULL, 1);
    open_trial(&untouched, find(models, "cnn"), NULL, 1);
    evaluate(&trial.training, &trial.dataset.test, &first);
    evaluate(&trial.training, &trial.dataset.test, &second);
    assert_true(first.loss == second.loss);
    assert_same_weights(&trial, &untouched);
    score_release(&first);
    score_release(&second);
    close_trial(&trial);
    close_trial(&untouched);
}

// The paper's numbers, and what other literature gives for LeNet-5.
static void models_have_as_many_weights_as_is_published(void **state)
{
    const struct {
        const char *model;
        size_t parameters;
        size_t multiply_adds;
    } expected[] = {
        {"cnn", 296746, 526592},
        {"simple_rnn", 21386, 560384},
        {"mlp", 784 * 128 + 128 + 1290, 784 * 128 + 1280},
        {"efficientnet_b0", 4668550, 9122528},
        {"lenet5", 61706, 416520},
        // Convolutions 144 + 6 · 2,304 + 4,608 + 5 · 9,216 + 18,432
        // + 5 · 36,864, norms 2 (7 · 16 + 6 · 32 + 6 · 64), dense 650. He et
        // al. say 0.27 million.
        {"resnet", 269434, 30821248},
    };

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const ModelType *type = find(models, expected[i].model);
        Network *network = network_new();
        void *settings = defaults(&type->entry);
        Error err;

        assert_true(model_build(type, settings, network, 10, NULL, &err));
        assert_true(network_build(network,
                                  input_shape(&type->input, (Shape){28, 28, 1}),
                                  1, NULL, cpu_simd(), &err));
        assert_int_equal(network->parameters, expected[i].parameters);
        assert_int_equal(network->multiply_adds, expected[i].multiply_adds);
        network_free(network);
        free(settings);
    }
}

static void a_wrong_number_of_dropout_rates_is_refused(void **state)
{
    const ModelType *cnn = find(models, "cnn");
    Network *network = network_new();
    void *settings = defaults(&cnn->entry);
    Error err = {0};

    (void)state;
    assert_false(model_build(cnn, settings, network, 10,
                             &(List){3, {0.1, 0.2, 0.3}}, &err));
    assert_non_null(strstr(err.message, "2 dropout layers"));
    free(settings);
    network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_are_the_same_bits_for_any_threads_and_model),
        cmocka_unit_test(
            an_epoch_stopped_between_batches_goes_on_to_the_same_bits),
        cmocka_unit_test(every_model_learns_what_it_is_shown),
        cmocka_unit_test(dropout_does_not_change_the_initial_weights),
        cmocka_unit_test(scores_agree_with_their_confusion_matrix),
        cmocka_unit_test(the_second_class_comes_next_after_the_predicted_one),
        cmocka_unit_test(evaluation_changes_nothing),
        cmocka_unit_test(models_have_as_many_weights_as_is_published),
        cmocka_unit_test(a_wrong_number_of_dropout_rates_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
