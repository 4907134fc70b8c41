// Data that is read once and handed to other processes.
#include "harness/stock.h"
#include "nets/base/memory.h"
#include "nets/shared_data.h"

#include "tests/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRAIN = 5, TEST = 3, PIXELS = 6 };

static ImageSet make_set(size_t count, uint8_t first)
{
    ImageSet set = {.count = count, .shape = {2, 3, 1}};

    set.images = memory_new(count, PIXELS);
    set.labels = memory_new(count, 1);
    for (size_t i = 0; i < count * PIXELS; i++)
        set.images[i] = (uint8_t)(first + i);
    for (size_t i = 0; i < count; i++)
        set.labels[i] = (uint8_t)(i % 4);
    return set;
}

static Dataset make(void)
{
    return (Dataset){
        .train = make_set(TRAIN, 1), .test = make_set(TEST, 100), .classes = 4};
}

static void check_same(const ImageSet *a, const ImageSet *b)
{
    assert_int_equal(a->count, b->count);
    assert_memory_equal(&a->shape, &b->shape, sizeof a->shape);
    assert_memory_equal(a->images, b->images, a->count * PIXELS);
    assert_memory_equal(a->labels, b->labels, a->count);
}

static void shared_data_is_the_same_when_it_is_opened(void **state)
{
    Dataset dataset = make();
    Dataset opened;
    int descriptor = shared_data_new(&dataset);
    DataPlaces places = {.shared = descriptor};
    Error err;

    (void)state;
    assert_true(descriptor > 0);
    assert_true(dataset_load(&mnist_dataset, NULL, &places, &opened, &err));
    (void)close(descriptor);
    assert_int_equal(opened.classes, 4);
    check_same(&opened.train, &dataset.train);
    check_same(&opened.test, &dataset.test);
    dataset_release(&opened);
    assert_null(opened.train.images);
    dataset_release(&dataset);
}

static void a_descriptor_of_something_else_is_refused(void **state)
{
    Dataset opened;
    Error err;

    (void)state;
    assert_false(shared_data_open(-1, &opened, &err));
    assert_null(opened.train.images);
}

static PlannedConfig asking(const char *name, double classes)
{
    PlannedConfig planned = {.data_digest = "d1"};
    Config *config = &planned.config;

    config_set(
        config,
        &(Setting){.key = "dataset.name", .kind = VALUE_TEXT, .text = name});
    config_set(config, &(Setting){.key = "dataset.classes",
                                  .kind = VALUE_INTEGER,
                                  .number = classes});
    return planned;
}

static void the_stock_gives_what_was_asked_for_and_nothing_else(void **state)
{
    Dataset dataset = make();
    PlannedConfig first = asking("idx", 4);
    PlannedConfig again = asking("idx", 4);
    PlannedConfig other = asking("idx", 5);
    Stock stock = {0};

    (void)state;
    config_set(
        &again.config,
        &(Setting){.key = "model.name", .kind = VALUE_TEXT, .text = "cnn"});
    assert_int_equal(stock_find(&stock, &first), 0);
    stock_add(&stock, &first, &dataset);
    assert_true(stock_find(&stock, &again) > 0);
    assert_int_equal(stock_find(&stock, &other), 0);
    assert_int_equal(stock_find(NULL, &first), 0);
    again.data_digest[1] = '2';
    assert_int_equal(stock_find(&stock, &again), 0);
    stock_release(&stock);
    config_release(&first.config), config_release(&again.config);
    config_release(&other.config);
    dataset_release(&dataset);
}

// In every round of a plan that grows.
static void the_stock_keeps_a_data_set_once(void **state)
{
    Dataset dataset = make();
    PlannedConfig config = asking("idx", 4);
    PlannedConfig other = asking("idx", 5);
    Stock stock = {0};

    (void)state;
    for (int round = 0; round < 3; round++) {
        stock_add(&stock, &config, &dataset);
        stock_add(&stock, &other, &dataset);
    }
    assert_int_equal(stock.count, 2);
    assert_int_equal(stock.bytes, 2 * (TRAIN + TEST) * (PIXELS + 1));
    stock_release(&stock);
    config_release(&config.config), config_release(&other.config);
    dataset_release(&dataset);
}

static void the_stock_takes_no_more_than_it_has_room_for(void **state)
{
    Dataset dataset = make();
    PlannedConfig config = asking("idx", 4);
    Stock stock = {.bytes = (size_t)256 << 20};

    (void)state;
    stock_add(&stock, &config, &dataset);
    assert_int_equal(stock.count, 0);
    stock_release(&stock);
    config_release(&config.config);
    dataset_release(&dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_data_is_the_same_when_it_is_opened),
        cmocka_unit_test(a_descriptor_of_something_else_is_refused),
        cmocka_unit_test(the_stock_gives_what_was_asked_for_and_nothing_else),
        cmocka_unit_test(the_stock_keeps_a_data_set_once),
        cmocka_unit_test(the_stock_takes_no_more_than_it_has_room_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
