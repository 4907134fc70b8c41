// harness/split: which images train, validate and test.
#include "harness/setup.h"
#include "tests/shortest.h"

// The parts must be that large, and lie where they ought to: training images
// from the first on, those for validation at the end.
static void check_parts(const Setup *setup, size_t train, size_t validation,
                        size_t test)
{
    const ImageSet *all = &setup->dataset.train;
    size_t first = TRAIN - validation;

    assert_int_equal(all->count, TRAIN);
    assert_int_equal(setup->train.count, train);
    assert_int_equal(setup->validation.count, validation);
    assert_int_equal(setup->test.count, test);
    assert_ptr_equal(setup->train.images, all->images);
    assert_ptr_equal(setup->train.labels, all->labels);
    assert_ptr_equal(setup->test.images, setup->dataset.test.images);
    assert_false(setup->validates_on_test);
    if (validation == 0)
        return;
    assert_ptr_equal(setup->validation.images,
                     all->images + first * shape_size(all->shape));
    assert_ptr_equal(setup->validation.labels, all->labels + first);
}

static void validation_is_taken_off_the_end(void **state)
{
    const struct {
        const char *name;
        double number;
        size_t held;
    } cases[] = {
        {"auto", 0, TRAIN / 6}, {"none", 30, 0},
        {"last", 7, 7},         {"last", TRAIN - 1, TRAIN - 1},
        {"last", 0, 0},         {"fraction", 0.25, 15},
        {"fraction", 0.99, 59}, {"fraction", 0.001, 0},
        {"fraction", 0.1, 6},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Setup setup;

        make(&setup, with_validation(cases[i].name, cases[i].number));
        check_parts(&setup, TRAIN - cases[i].held, cases[i].held, TEST);
        setup_release(&setup);
    }
}

static void unsaid_validation_is_auto(void **state)
{
    Setup setup;

    (void)state;
    make(&setup, example());
    check_parts(&setup, TRAIN - TRAIN / 6, TRAIN / 6, TEST);
    setup_release(&setup);
}

static void the_test_set_can_serve_for_validation(void **state)
{
    Config config = with_text("validation.name", "test");
    Setup setup;

    (void)state;
    set_number(&config, "test_size", 5);
    make(&setup, config);
    assert_true(setup.validates_on_test);
    assert_int_equal(setup.train.count, TRAIN);
    assert_int_equal(setup.validation.count, 5);
    assert_ptr_equal(setup.validation.images, setup.dataset.test.images);
    assert_ptr_equal(setup.validation.labels, setup.dataset.test.labels);
    setup_release(&setup);
}

static void sizes_take_the_first_of_what_validation_left(void **state)
{
    Config config = with_validation("last", 20);
    Setup setup;

    (void)state;
    set_number(&config, "train_size", 33);
    set_number(&config, "test_size", 4);
    make(&setup, config);
    check_parts(&setup, 33, 20, 4);
    setup_release(&setup);
}

static void parting_again_reads_nothing_anew(void **state)
{
    Config config = example();
    Config other = with_validation("last", 11);
    Setup setup;
    Error err;

    (void)state;
    assert_true(setup_data(&setup, &config, &(DataPlaces){0}, &err));
    check_parts(&setup, 50, 10, TEST);
    assert_true(setup_split(&setup, &other, &err));
    check_parts(&setup, 49, 11, TEST);
    assert_null(setup.network);
    setup_release(&setup);
    config_release(&config);
    config_release(&other);
}

static void parts_that_cannot_be_had_are_refused(void **state)
{
    static const char all_taken[] =
        "validation would take all 60 training images; there must be some left";
    Config config = with_validation("last", 20);

    (void)state;
    set_number(&config, "train_size", 41);
    refuse(config, "'train_size' is 41, but there are only 40 images");
    refuse(with_number("train_size", 51),
           "'train_size' is 51, but there are only 50 images");
    refuse(with_number("test_size", 21),
           "'test_size' is 21, but there are only 20 images");
    refuse(with_validation("last", TRAIN), all_taken);
    refuse(with_validation("last", 1e9), all_taken);
    refuse(with_validation("fraction", 1), all_taken);
    refuse(with_text("validation.name", "tets"), "unknown validation 'tets'");
}

// What is NaN in every epoch would end training as soon as patience does.
static void stopping_early_by_what_is_not_measured_is_refused(void **state)
{
    static const char refusal[] =
        "early_stop goes by 'validation/loss', but no images are kept for "
        "validation; go by 'train/loss', or keep some";
    Config none = with_validation("none", 0);
    Config few = with_validation("fraction", 0.001);
    Setup setup;

    (void)state;
    set_number(&none, "early_stop.patience", 3);
    set_number(&few, "early_stop.patience", 3);
    set_text(&few, "early_stop.metric", "validation/loss");
    refuse(none, refusal);
    refuse(few, refusal);
    none = with_validation("none", 0);
    set_number(&none, "early_stop.patience", 3);
    set_text(&none, "early_stop.metric", "train/loss");
    make(&setup, none);
    setup_release(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validation_is_taken_off_the_end),
        cmocka_unit_test(unsaid_validation_is_auto),
        cmocka_unit_test(the_test_set_can_serve_for_validation),
        cmocka_unit_test(sizes_take_the_first_of_what_validation_left),
        cmocka_unit_test(parting_again_reads_nothing_anew),
        cmocka_unit_test(parts_that_cannot_be_had_are_refused),
        cmocka_unit_test(stopping_early_by_what_is_not_measured_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
