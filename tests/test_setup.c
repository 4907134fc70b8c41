// harness/setup: a configuration becomes data, a network and all the rest, or
// is refused in words.
#include "harness/setup.h"
#include "tests/shortest.h"

static void names_and_values_that_nothing_has_are_refused(void **state)
{
    (void)state;
    refuse(with_text("dataset.name", "nmist"), "unknown dataset 'nmist'");
    refuse(with_text("model.name", "ccn"), "unknown model 'ccn'");
    refuse(with_text("optimizer.name", "adm"), "unknown optimizer 'adm'");
    refuse(with_text("schedule.name", "cos"), "unknown schedule 'cos'");
    refuse(with_text("loss.name", "hinge"), "unknown loss 'hinge'");
    refuse(with_number("epochs", 0), "'epochs' must be at least 1");
    refuse(with_number("epochs", 1e10), "'epochs' must be at least 1");
    refuse(with_number("batch_size", (double)NAN),
           "'batch_size' must be at least 1");
    refuse(with_text("augment.rotate", "much"),
           "'augment.rotate' must be a number");
    refuse(with_number("augment.zoom", 1),
           "'augment.zoom' is 1; it must be a number in [0, 0.99]");
    refuse(with_text("early_stop.metric", "loss"),
           "'early_stop.metric' cannot be 'loss'");
    refuse(with_number("input.size", 2.5),
           "'input.size' is 2.5; it must be a whole number in [0, 1024]");
}

// The same network, or the same refusal, without its weights.
static void fits_are_told_without_weights(void **state)
{
    static const DatasetSize size = {.shape = {28, 28, 1}, .classes = 10};
    static const struct {
        const char *layers;
        size_t fault;
    } wrong[] = {
        {"[{\"dense\":{}},{\"conv2d\":{\"kernel\":29}},{\"flatten\":{}}]", 1},
        {"[{\"branch\":{}},{\"branch\":{}},{\"merge\":{}}]", 0},
        {"[{\"flatten\":{}},{\"dense\":{\"units\":9}}]", 1},
        {"[{\"conv2d\":{\"filters\":65536}},{\"merge\":{}}]", 1},
    };
    Config config = example();
    Setup setup;
    Error err;

    (void)state;
    assert_true(setup_fit(&setup, &config, &size, &err));
    assert_int_equal(setup.network->out.channels, 10);
    assert_null(setup.network->weight);
    setup_release(&setup);
    config_release(&config);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        config = with_layers(wrong[i].layers);
        assert_false(setup_fit(&setup, &config, &size, &err));
        assert_int_equal(setup.network->fault, wrong[i].fault);
        setup_release(&setup);
        config_release(&config);
    }
    config = with_layers("[{\"conv2d\":{\"filters\":65536,\"kernel\":1}}]");
    set_number(&config, "input.size", 1024);
    assert_false(setup_fit(&setup, &config, &size, &err));
    assert_string_equal(err.message,
                        "1024 x 1024 x 65536 values are more than a layer can "
                        "have");
    setup_release(&setup);
    config_release(&config);
}

static void layers_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    refuse(with_layers("[{\"conv2d\":{\"kernel\":29}}]"),
           "a window of 29 x 29 does not fit into 28 x 28; make it smaller, or "
           "pad: 'padding: same'");
    refuse(with_layers("[{\"flatten\":{}},{\"max_pool\":{}}]"),
           "a window of 2 x 2 does not fit into 1 x 1; make it smaller, or "
           "pad: 'padding: same'");
    refuse(
        with_layers("[{\"flatten\":{}},{\"dense\":{\"units\":9}}]"),
        "the model ends in 1 x 1 x 9 values, but the data has 10 classes; end it with 'dense: {units: classes}'");
    refuse(
        with_layers("[{\"max_pool\":{}}]"),
        "the model ends in 14 x 14 x 1 values, but the data has 10 classes; end it with 'dense: {units: classes}'");
    refuse(with_layers("[]"), "a network needs at least one layer");
    refuse(with_layers("[{\"dens\":{}}]"), "unknown layer 'dens'");
    refuse(with_layers("[{\"dense\":{\"units\":0}}]"),
           "'dense.units' is 0; it must be a whole number in [1, 1.04858e+06]");
}

static void wrong_numbers_of_dropout_rates_are_refused(void **state)
{
    const Setting rates = {
        .key = "dropout", .kind = VALUE_LIST, .list = {3, {0.1, 0.2, 0.3}}};
    Config model = with_text("model.name", "cnn");
    Config own = with_layers(
        "[{\"dropout\":{}},{\"flatten\":{}},"
        "{\"dropout\":{}},{\"dense\":{}}]");

    (void)state;
    config_set(&model, &rates);
    config_set(&own, &rates);
    refuse(model,
           "dropout has 3 rates, but the model has 2 dropout layers; "
           "give one rate, or one for each");
    refuse(own,
           "dropout has 3 rates, but the model has 2 dropout layers; "
           "give one rate, or one for each");
}

static void layers_of_ones_own_become_the_network(void **state)
{
    Setup setup;

    (void)state;
    make(&setup, with_layers("[{\"conv2d\":{\"filters\":4,\"stride\":2}},"
                             "{\"batch_norm\":{}},\"flatten\","
                             "{\"dense\":{\"units\":\"classes\"}}]"));
    assert_int_equal(setup.network->layer_count, 4);
    assert_int_equal(setup.network->parameters,
                     3 * 3 * 4 + 4 + 2 * 4 + 13 * 13 * 4 * 10 + 10);
    assert_int_equal(setup.network->rows, 8);
    setup_release(&setup);
}

static void check_input(const char *model, double size, double channels,
                        Shape expected)
{
    Config config = with_text("model.name", model);
    Setup setup;

    if (size > 0)
        set_number(&config, "input.size", size);
    if (channels > 0)
        set_number(&config, "input.channels", channels);
    make(&setup, config);
    assert_memory_equal(&setup.network->in, &expected, sizeof expected);
    setup_release(&setup);
}

static void images_are_as_the_model_or_the_grid_asks(void **state)
{
    (void)state;
    check_input("mlp", 0, 0, (Shape){28, 28, 1});
    check_input("mlp", 16, 0, (Shape){16, 16, 1});
    check_input("mlp", 0, 3, (Shape){28, 28, 3});
    check_input("lenet5", 0, 0, (Shape){28, 28, 1});
    check_input("lenet5", 36, 2, (Shape){36, 36, 2});
    check_input("cnn", 33, 3, (Shape){33, 33, 3});
}

static void an_input_too_small_for_the_model_is_refused(void **state)
{
    Config config = with_text("model.name", "lenet5");

    (void)state;
    set_number(&config, "input.size", 4);
    refuse(config,
           "a window of 5 x 5 does not fit into 2 x 2; make it "
           "smaller, or pad: 'padding: same'");
}

static void settings_reach_what_they_set(void **state)
{
    Config config = with_text("optimizer.name", "sgd");
    Setup setup;

    (void)state;
    set_number(&config, "optimizer.lr", 0.25);
    set_number(&config, "augment.rotate", 15);
    set_number(&config, "early_stop.patience", 4);
    set_text(&config, "early_stop.metric", "validation/accuracy");
    make(&setup, config);
    assert_near(setup.training.lr, 0.25, 0);
    assert_string_equal(setup.optimizer.type->entry.name, "sgd");
    assert_ptr_equal(setup.training.augmentation, &setup.augmentation);
    assert_near(setup.augmentation.rotate, 15, 0);
    assert_int_equal(setup.early_stop.patience, 4);
    assert_string_equal(early_stop_metrics[setup.early_stop.metric],
                        "validation/accuracy");
    assert_int_equal(setup.training.epochs, 2);
    assert_int_equal(setup.training.classes, 10);
    setup_release(&setup);
    make(&setup, with_number("augment.rotate", 0));
    assert_null(setup.training.augmentation);
    setup_release(&setup);
}

static void the_seed_decides_the_initial_weights(void **state)
{
    Config config = example();
    Setup setups[3];
    Error err;
    size_t bytes;

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(setup_trial(&setups[i], &config, 1 + (uint64_t)i / 2,
                                1 + i % 2, &(DataPlaces){0}, &err));
    bytes = setups[0].network->weights * sizeof(float);
    assert_memory_equal(setups[0].network->weight, setups[1].network->weight,
                        bytes);
    assert_memory_not_equal(setups[0].network->weight,
                            setups[2].network->weight, bytes);
    for (int i = 0; i < 3; i++)
        setup_release(&setups[i]);
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_values_that_nothing_has_are_refused),
        cmocka_unit_test(fits_are_told_without_weights),
        cmocka_unit_test(layers_that_do_not_fit_are_refused),
        cmocka_unit_test(wrong_numbers_of_dropout_rates_are_refused),
        cmocka_unit_test(layers_of_ones_own_become_the_network),
        cmocka_unit_test(images_are_as_the_model_or_the_grid_asks),
        cmocka_unit_test(an_input_too_small_for_the_model_is_refused),
        cmocka_unit_test(settings_reach_what_they_set),
        cmocka_unit_test(the_seed_decides_the_initial_weights),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
