#include "harness/setup.h"

#include "harness/bind.h"
#include "harness/layers.h"
#include "harness/split.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool load(Setup *setup, const Config *config, const DataPlaces *places,
                 Error *err)
{
    const Entry *entry;
    void *settings;
    bool ok;

    if (!config_find(config, "dataset.name"))
        return fail(err, "no data set is named");
    ok = bind_entry(config, "dataset", datasets, &entry, &settings, err)
         && dataset_load((const DatasetType *)(const void *)entry, settings,
                         places, &setup->dataset, err);

    free(settings);
    return ok;
}

static ImageSet part(const ImageSet *set, size_t first, size_t count)
{
    ImageSet part = *set;

    part.count = count;
    part.images += first * shape_size(set->shape);
    part.labels += first;
    return part;
}

bool setup_split(Setup *setup, const Config *config, Error *err)
{
    const ImageSet *all = &setup->dataset.train;
    const ImageSet *test = &setup->dataset.test;
    Split split;

    if (!split_count(&split, config, all->count, test->count, err)
        || !split_can_stop_early(&split, config, err))
        return false;
    setup->train = part(all, 0, split.train);
    setup->test = part(test, 0, split.test);
    setup->validates_on_test = split.way == VALIDATION_TEST;
    setup->validation = setup->validates_on_test
                            ? setup->test
                            : part(all, all->count - split.held, split.held);
    return true;
}

// The list that a setting is; a number alone is a list of one. NULL where the
// key is missing.
static const List *find_list(const Config *config, const char *key, List *list)
{
    const Setting *setting = config_find(config, key);

    if (!setting)
        return NULL;
    *list = setting->kind == VALUE_LIST ? setting->list
                                        : (List){1, {setting->number}};
    return list;
}

// Adds the layers, and gives what the model wants to see by default.
static bool choose_model(Setup *setup, const Config *config, Error *err)
{
    const char *own = config_text(config, "model.layers", NULL);
    int classes = setup->dataset.classes;
    const Entry *entry;
    void *settings = NULL;
    List list;
    const List *dropout = find_list(config, "dropout", &list);
    const ModelType *type;
    bool ok;

    if (own) {
        params_fill(input_params, &setup->training.input);
        return layers_add(own, setup->network, classes, err)
               && (!dropout || model_set_dropout(setup->network, dropout, err));
    }
    entry = entry_find(models, config_text(config, "model.name", ""));
    if (!entry)
        return fail(err, "unknown model '%s'",
                    config_text(config, "model.name", ""));
    type = (const ModelType *)(const void *)entry;
    setup->training.input = type->input;
    settings = bind_defaults(entry);
    ok = bind_settings(config, "arch", entry->params, settings, err)
         && model_build(type, settings, setup->network, classes, dropout, err);
    free(settings);
    return ok;
}

static Init find_init(const Config *config)
{
    const char *name = config_text(config, "init", "keras");

    return strcmp(name, "he") == 0      ? INIT_HE
           : strcmp(name, "torch") == 0 ? INIT_TORCH
                                        : INIT_KERAS;
}

// The layers, and the shape of what they will see.
static bool choose_network(Setup *setup, const Config *config, Shape *in,
                           Error *err)
{
    Input *input = &setup->training.input;

    setup->network = network_new();
    if (!choose_model(setup, config, err)
        || !bind_settings(config, "input", input_params, input, err))
        return false;
    *in = input_shape(input, setup->train.shape);
    return true;
}

static bool check_classes(const Setup *setup, Error *err)
{
    Shape out = setup->network->out;

    return shape_size(out) == (size_t)setup->dataset.classes
           || fail(err,
                   "the model ends in %d x %d x %d values, but the data has "
                   "%d classes; end it with 'dense: {units: classes}'",
                   out.height, out.width, out.channels, setup->dataset.classes);
}

static bool build_network(Setup *setup, const Config *config, Error *err)
{
    Shape in;

    return choose_network(setup, config, &in, err)
           && network_build(setup->network, in,
                            (size_t)setup->training.batch_size, setup->pool,
                            cpu_simd(), err)
           && check_classes(setup, err);
}

bool setup_size(const Config *config, DatasetSize *size, Error *err)
{
    const Entry *entry;
    void *settings;
    bool ok;

    if (!config_find(config, "dataset.name"))
        return fail(err, "no data set is named");
    ok = bind_entry(config, "dataset", datasets, &entry, &settings, err)
         && dataset_size((const DatasetType *)(const void *)entry, settings,
                         size, err);
    free(settings);
    return ok;
}

static void take_size(Setup *setup, const DatasetSize *size)
{
    *setup = (Setup){0};
    setup->train.shape = size->shape;
    setup->dataset.classes = size->classes;
}

bool setup_network(Setup *setup, const Config *config, const DatasetSize *size,
                   Error *err)
{
    take_size(setup, size);
    setup->pool = pool_new(1);
    setup->training.batch_size = 1;
    return build_network(setup, config, err);
}

bool setup_fit(Setup *setup, const Config *config, const DatasetSize *size,
               Error *err)
{
    Shape in;

    take_size(setup, size);
    return choose_network(setup, config, &in, err)
           && network_fit(setup->network, in, err) && check_classes(setup, err);
}

static bool choose_optimizer(Setup *setup, const Config *config, Error *err)
{
    const Entry *entry;
    void *settings;
    const OptimizerType *type;

    if (!bind_entry(config, "optimizer", optimizers, &entry, &settings, err)) {
        free(settings);
        return false;
    }
    type = (const OptimizerType *)(const void *)entry;
    optimizer_init(&setup->optimizer, type, settings, setup->network->weights);
    setup->training.lr = param_get(param_find(entry->params, "lr"), settings);
    free(settings);
    return true;
}

static bool choose_rest(Setup *setup, const Config *config, Error *err)
{
    const Entry *schedule;
    const Entry *loss;
    const Augmentation *a = &setup->augmentation;

    if (!bind_entry(config, "schedule", schedules, &schedule,
                    &setup->schedule_settings, err)
        || !bind_entry(config, "loss", losses, &loss, &setup->loss_settings,
                       err)
        || !bind_settings(config, "augment", augmentation_params,
                          &setup->augmentation, err)
        || !bind_settings(config, "early_stop", early_stop_params,
                          &setup->early_stop, err))
        return false;
    setup->training.schedule = (const ScheduleType *)(const void *)schedule;
    setup->training.schedule_settings = setup->schedule_settings;
    setup->training.loss = (const LossType *)(const void *)loss;
    setup->training.loss_settings = setup->loss_settings;
    if (a->rotate != 0 || a->shift_x != 0 || a->shift_y != 0 || a->shear != 0
        || a->zoom != 0)
        setup->training.augmentation = a;
    return true;
}

// A whole number that must be there.
static bool whole(const Config *config, const char *key, int *value, Error *err)
{
    double number = config_number(config, key, 0);

    if (!(number >= 1 && number <= INT_MAX))
        return fail(err, "'%s' must be at least 1", key);
    *value = (int)number;
    return true;
}

bool setup_trial(Setup *setup, const Config *config, uint64_t seed, int threads,
                 const DataPlaces *places, Error *err)
{
    Training *training = &setup->training;

    *setup = (Setup){0};
    setup->pool = pool_new(threads);
    training->pool = setup->pool;
    training->kernels = kernels_for(cpu_simd());
    training->seed = seed;
    training->set = &setup->train;
    training->optimizer = &setup->optimizer;
    if (!whole(config, "epochs", &training->epochs, err)
        || !whole(config, "batch_size", &training->batch_size, err)
        || !load(setup, config, places, err) || !setup_split(setup, config, err)
        || !build_network(setup, config, err)
        || !choose_optimizer(setup, config, err)
        || !choose_rest(setup, config, err))
        return false;
    network_init(setup->network, find_init(config), seed);
    training->network = setup->network;
    training->classes = setup->dataset.classes;
    return true;
}

bool setup_data(Setup *setup, const Config *config, const DataPlaces *places,
                Error *err)
{
    *setup = (Setup){0};
    return load(setup, config, places, err)
           && setup_data_again(setup, config, err);
}

bool setup_data_again(Setup *setup, const Config *config, Error *err)
{
    return setup_split(setup, config, err)
           && bind_settings(config, "augment", augmentation_params,
                            &setup->augmentation, err);
}

void setup_release(Setup *setup)
{
    optimizer_release(&setup->optimizer);
    network_free(setup->network);
    pool_free(setup->pool);
    dataset_release(&setup->dataset);
    free(setup->schedule_settings);
    free(setup->loss_settings);
    *setup = (Setup){0};
}
