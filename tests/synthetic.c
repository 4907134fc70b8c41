#include "tests/synthetic.h"

#include "nets/base/memory.h"
#include "tests/check.h"

#include <math.h>
#include <stdio.h>

const Synthetic synthetic_small = {.study = "small",
                                   .configs = 4,
                                   .seeds = 3,
                                   .epochs = 5,
                                   .classes = 10,
                                   .images = 200,
                                   .matrices = true};

// What the store does has to go well here.
static void check(bool ok, const Error *err)
{
    if (ok)
        return;
    print_error("%s\n", err->message);
    _fail(__FILE__, __LINE__);
}

static void set_text(Config *config, const char *key, const char *text)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_TEXT, .text = text});
}

static void set_number(Config *config, const char *key, ValueKind kind,
                       double number)
{
    config_set(config, &(Setting){.key = key, .kind = kind, .number = number});
}

static const char *model_of(size_t config)
{
    return config % 2 == 0 ? "cnn" : "mlp";
}

static double dropout_of(size_t config)
{
    return 0.25 * (double)(config / 2 % 3);
}

static void plan_config(const Synthetic *synthetic, size_t i,
                        PlannedConfig *planned)
{
    Config *config = &planned->config;
    double dropout = dropout_of(i);
    Setting rates = {.key = "dropout",
                     .kind = VALUE_LIST,
                     .list = {.count = 1, .values = {dropout}}};
    Text text = {0};

    set_text(config, "model.name", model_of(i));
    set_text(config, "dataset.name", "digits");
    set_text(config, "validation.name",
             synthetic->validation_is_test ? "test" : "auto");
    set_text(config, "optimizer.name", "adam");
    set_number(config, "optimizer.lr", VALUE_NUMBER,
               0.001 * (double)(1 + i / 6));
    set_number(config, "epochs", VALUE_INTEGER, synthetic->epochs);
    config_set(config, &rates);
    config_json(config, &text);
    digest_of(text_string(&text), text.length, planned->id);
    digest_of("digits", 6, planned->data_digest);
    text_clear(&text);
    text_printf(&text, "%s dropout=%g", model_of(i), dropout);
    planned->label = memory_text(text_string(&text));
    text_release(&text);
}

void synthetic_plan(const Synthetic *synthetic, Plan *plan)
{
    size_t seeds = (size_t)synthetic->seeds;

    *plan = (Plan){.file = memory_text("small.yaml"),
                   .yaml = memory_text("study: small\n"),
                   .study = memory_text(synthetic->study),
                   .objective = {.metric = "validation/accuracy"},
                   .description = memory_text("made up"),
                   .config_count = synthetic->configs,
                   .trial_count = synthetic->configs * seeds};
    plan->configs = memory_new(plan->config_count, sizeof *plan->configs);
    plan->trials = memory_new(plan->trial_count, sizeof *plan->trials);
    for (size_t i = 0; i < plan->config_count; i++)
        plan_config(synthetic, i, &plan->configs[i]);
    for (size_t i = 0; i < plan->trial_count; i++) {
        PlannedTrial *trial = &plan->trials[i];
        char identity[DIGEST_TEXT + 24];

        trial->config = i / seeds;
        trial->seed = i % seeds + 1;
        (void)snprintf(identity, sizeof identity, "%s %d",
                       plan->configs[trial->config].id, (int)trial->seed);
        digest_of(identity, strlen(identity), trial->id);
    }
}

int synthetic_errors(const Synthetic *synthetic, size_t config, int seed,
                     int epoch, int split)
{
    int errors = 4 + (int)(config % 5) * 3 + seed * 2 + 30 / epoch
                 + (split == SPLIT_TRAIN  ? 10
                    : split == SPLIT_TEST ? 1
                                          : 0);

    return errors < synthetic->images ? errors : synthetic->images;
}

static int answer(const Synthetic *synthetic, int image, int errors)
{
    int shift = image >= errors ? 0 : image % 3 == 2 ? 2 : 1;

    return (image + shift) % synthetic->classes;
}

static SplitScore score_of(const Synthetic *synthetic, int errors, bool matrix)
{
    SplitScore score = {.present = true};
    int classes = synthetic->classes;
    int images = synthetic->images;

    score.accuracy = (double)(images - errors) / images;
    score.loss = 0.05 + 3.0 * errors / images;
    if (!matrix)
        return score;
    score.confusion =
        memory_new((size_t)(classes * classes), sizeof *score.confusion);
    for (int image = 0; image < images; image++)
        score.confusion[image % classes * classes
                        + answer(synthetic, image, errors)]++;
    return score;
}

EpochRecord synthetic_epoch(const Synthetic *synthetic, size_t config, int seed,
                            int epoch)
{
    EpochRecord record = {.epoch = epoch,
                          .classes = synthetic->classes,
                          .images = 600,
                          .seconds = 1.5,
                          .total_seconds = 2,
                          .lr = 0.001,
                          .peak_bytes = 5e7,
                          .checkpoint_bytes = 1000};

    for (int split = 0; split < SPLITS; split++) {
        int errors = synthetic_errors(synthetic, config, seed, epoch, split);

        if (split == SPLIT_VALIDATION && synthetic->validation_is_test)
            continue;
        record.splits[split] = score_of(
            synthetic, errors, synthetic->matrices && split != SPLIT_TRAIN);
    }
    (void)snprintf(record.checkpoint, sizeof record.checkpoint,
                   "checkpoints/%zu-%d-%d.safetensors", config, seed, epoch);
    digest_of(record.checkpoint, strlen(record.checkpoint),
              record.checkpoint_digest);
    return record;
}

void synthetic_epoch_release(EpochRecord *epoch)
{
    for (int split = 0; split < SPLITS; split++) {
        free(epoch->splits[split].confusion);
        epoch->splits[split].confusion = NULL;
    }
}

static void end_trial(const Synthetic *synthetic, Store *store, int64_t trial,
                      int errors)
{
    size_t images = (size_t)synthetic->images;
    uint8_t *truth = memory_new(images, 1);
    uint8_t *predicted = memory_new(images, 1);
    uint8_t *second = memory_new(images, 1);
    float *confidence = memory_new(images, sizeof *confidence);
    Predictions predictions = {.split = SPLIT_TEST,
                               .count = images,
                               .truth = truth,
                               .predicted = predicted,
                               .second = second,
                               .confidence = confidence,
                               .truth_probability = confidence};
    TrialEnd end = {.state = TRIAL_DONE,
                    .parameters = 1234,
                    .multiply_adds = 5678,
                    .tracking_seconds = 0.01};
    Error err;

    for (size_t i = 0; i < images; i++) {
        truth[i] = (uint8_t)(i % (size_t)synthetic->classes);
        predicted[i] = (uint8_t)answer(synthetic, (int)i, errors);
        second[i] = (uint8_t)((predicted[i] + 1) % synthetic->classes);
        if (i % 2 == 1 && predicted[i] != truth[i])
            second[i] = truth[i];
        confidence[i] = 0.25F;
    }
    digest_of("weights", 7, end.weights_digest);
    check(store_end_trial(store, trial, &end, &predictions, synthetic->matrices,
                          &err),
          &err);
    free(truth);
    free(predicted);
    free(second);
    free(confidence);
}

static void run_trial(const Synthetic *synthetic, Store *store, int64_t trial,
                      const PlannedTrial *planned)
{
    bool taken = false;
    int seed = (int)planned->seed;
    Error err;

    check(store_claim(store, trial, &(Claim){"{\"cpu\":\"made up\"}", 1, 0},
                      &taken, &err),
          &err);
    assert_true(taken);
    for (int i = 1; i <= synthetic->epochs; i++) {
        EpochRecord epoch =
            synthetic_epoch(synthetic, planned->config, seed, i);

        check(store_add_epoch(store, trial, &epoch, &err), &err);
        synthetic_epoch_release(&epoch);
    }
    end_trial(synthetic, store, trial,
              synthetic_errors(synthetic, planned->config, seed,
                               synthetic->epochs, SPLIT_TEST));
}

void synthetic_record(const Synthetic *synthetic, Store *store)
{
    Plan plan;
    int64_t *ids;
    Error err;

    synthetic_plan(synthetic, &plan);
    ids = memory_new(plan.trial_count, sizeof *ids);
    check(store_add_plan(store, &plan, ids, &err), &err);
    for (size_t i = 0; i < plan.trial_count; i++)
        run_trial(synthetic, store, ids[i], &plan.trials[i]);
    free(ids);
    plan_release(&plan);
}

void synthetic_database(const Synthetic *synthetic, const char *path)
{
    Error err;
    Store *store = store_open(path, STORE_WRITE, &err);

    check(store != NULL, &err);
    synthetic_record(synthetic, store);
    store_close(store);
}
