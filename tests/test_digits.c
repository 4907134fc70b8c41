// nets/datasets/digits: the data set that the program draws.
#include "nets/base/memory.h"
#include "nets/dataset.h"
#include "nets/datasets/digits.h"
#include "tests/check.h"

static const size_t pixels = (size_t)DIGIT_SIDE * DIGIT_SIDE;

static const DatasetType *type(void)
{
    return (const DatasetType *)(const void *)entry_find(datasets, "digits");
}

// The data set's settings; free with free().
static void *settings_of(int train_count, int test_count, int seed)
{
    const Param *params = type()->entry.params;
    void *settings = memory_new(1, type()->entry.size);

    params_fill(params, settings);
    param_set(param_find(params, "train_count"), settings, train_count);
    param_set(param_find(params, "test_count"), settings, test_count);
    param_set(param_find(params, "seed"), settings, seed);
    return settings;
}

static Dataset drawn(int train_count, int test_count, int seed)
{
    void *settings = settings_of(train_count, test_count, seed);
    Dataset dataset = {0};
    Error err;

    assert_true(
        dataset_load(type(), settings, &(DataPlaces){0}, &dataset, &err));
    free(settings);
    return dataset;
}

static void a_seed_always_draws_the_same(void **state)
{
    Dataset a = drawn(200, 100, 5);
    Dataset b = drawn(200, 100, 5);

    (void)state;
    assert_memory_equal(a.train.images, b.train.images, 200 * pixels);
    assert_memory_equal(a.train.labels, b.train.labels, 200);
    assert_memory_equal(a.test.images, b.test.images, 100 * pixels);
    assert_memory_equal(a.test.labels, b.test.labels, 100);
    dataset_release(&a);
    dataset_release(&b);
}

// Counts the images that two sets share at the same place.
static int shared(const ImageSet *a, const ImageSet *b)
{
    int count = 0;

    for (size_t i = 0; i < a->count && i < b->count; i++)
        count +=
            memcmp(a->images + i * pixels, b->images + i * pixels, pixels) == 0;
    return count;
}

static void seeds_and_splits_draw_others(void **state)
{
    Dataset a = drawn(200, 200, 5);
    Dataset b = drawn(200, 200, 6);

    (void)state;
    assert_int_equal(shared(&a.train, &b.train), 0);
    assert_int_equal(shared(&a.test, &b.test), 0);
    assert_int_equal(shared(&a.train, &a.test), 0);
    dataset_release(&a);
    dataset_release(&b);
}

static void the_first_of_more_are_the_same(void **state)
{
    Dataset few = drawn(37, 11, 1);
    Dataset more = drawn(150, 60, 1);

    (void)state;
    assert_int_equal(few.train.count, 37);
    assert_int_equal(few.test.count, 11);
    assert_memory_equal(few.train.images, more.train.images, 37 * pixels);
    assert_memory_equal(few.train.labels, more.train.labels, 37);
    assert_memory_equal(few.test.images, more.test.images, 11 * pixels);
    assert_memory_equal(few.test.labels, more.test.labels, 11);
    dataset_release(&few);
    dataset_release(&more);
}

static void every_ten_images_hold_every_class_in_no_fixed_order(void **state)
{
    Dataset dataset = drawn(200, 1, 1);
    const uint8_t *labels = dataset.train.labels;
    int repeats = 0;

    (void)state;
    assert_int_equal(dataset.classes, 10);
    for (size_t i = 0; i < 200; i += 10) {
        unsigned seen = 0;

        for (size_t j = 0; j < 10; j++)
            seen |= 1U << labels[i + j];
        assert_int_equal(seen, 0x3FF);
        repeats += memcmp(labels, labels + i, 10) == 0;
    }
    assert_int_equal(repeats, 1);
    dataset_release(&dataset);
}

static double mean_of(const uint8_t *image)
{
    double sum = 0;

    for (size_t i = 0; i < pixels; i++)
        sum += image[i];
    return sum / (double)pixels;
}

// MNIST's mean is 33.3; hardly an image has ink in its first row.
static void pixels_are_as_handwriting_has_them(void **state)
{
    enum { COUNT = 1000 };
    Dataset dataset = drawn(COUNT, 1, 1);
    double sum = 0;
    int touching = 0;

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        const uint8_t *image = dataset.train.images + i * pixels;
        int brightest = 0;
        int edge = 0;

        for (size_t j = 0; j < pixels; j++)
            brightest = image[j] > brightest ? image[j] : brightest;
        for (int j = 0; j < DIGIT_SIDE; j++)
            edge += image[j];
        touching += edge > 0;
        assert_in_range(brightest, 150, 255);
        assert_true(mean_of(image) > 4 && mean_of(image) < 110);
        sum += mean_of(image);
    }
    assert_near(sum / COUNT, 33.3, 3);
    assert_in_range(touching, 0, COUNT / 50);
    dataset_release(&dataset);
}

static void ink_is_centred_by_its_mass(void **state)
{
    Dataset dataset = drawn(300, 1, 2);

    (void)state;
    for (size_t i = 0; i < dataset.train.count; i++) {
        const uint8_t *image = dataset.train.images + i * pixels;
        double mass = 0, row = 0, col = 0;

        for (int r = 0; r < DIGIT_SIDE; r++)
            for (int c = 0; c < DIGIT_SIDE; c++) {
                int here = image[r * DIGIT_SIDE + c];

                mass += here;
                row += here * r;
                col += here * c;
            }
        assert_near(row / mass, 14, 2.5);
        assert_near(col / mass, 14, 2.5);
    }
    dataset_release(&dataset);
}

static void no_two_images_of_a_class_are_alike(void **state)
{
    Dataset dataset = drawn(400, 1, 3);
    const ImageSet *set = &dataset.train;

    (void)state;
    for (size_t i = 0; i < set->count; i++)
        for (size_t j = 0; j < i; j++) {
            int difference = 0;

            if (set->labels[i] != set->labels[j])
                continue;
            for (size_t k = 0; k < pixels; k++)
                difference += abs(set->images[i * pixels + k]
                                  - set->images[j * pixels + k]);
            assert_true(difference > 1000);
        }
    dataset_release(&dataset);
}

// Every class has at least four shapes, each with two points or more, within
// the memory that drawing keeps for them.
static void shapes_are_well_formed(void **state)
{
    int count[DIGIT_CLASSES] = {0};

    (void)state;
    for (const DigitShape *shape = digit_shapes; shape->points; shape++) {
        int points = 1;

        assert_in_range(shape->digit, 0, DIGIT_CLASSES - 1);
        assert_true(shape->weight > 0);
        while (shape->points[points - 1].kind != END)
            points++;
        assert_in_range(points, 2, DIGIT_POINTS_MAX);
        count[shape->digit]++;
    }
    for (int digit = 0; digit < DIGIT_CLASSES; digit++)
        assert_true(count[digit] >= 4);
}

static void digest_tells_settings_apart(void **state)
{
    const int settings[][3] = {
        {100, 10, 1}, {101, 10, 1}, {100, 11, 1}, {100, 10, 2}};
    char digests[4][DIGEST_TEXT];
    char again[DIGEST_TEXT];
    Error err;

    (void)state;
    for (int i = 0; i < 4; i++) {
        void *given =
            settings_of(settings[i][0], settings[i][1], settings[i][2]);

        assert_true(dataset_identify(type(), given, &(DataPlaces){0},
                                     digests[i], &err));
        assert_true(
            dataset_identify(type(), given, &(DataPlaces){0}, again, &err));
        assert_string_equal(digests[i], again);
        assert_int_equal(strlen(again), 64);
        free(given);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(digests[i], digests[j]);
    }
}

// The pictures themselves: when this fails though nothing is wrong, the
// generator's version must be raised, and these digits replaced.
static void pictures_are_those_of_this_version(void **state)
{
    Dataset dataset = drawn(100, 1, 1);
    char digest[DIGEST_TEXT];

    (void)state;
    digest_of(dataset.train.images, 100 * pixels, digest);
    assert_string_equal(
        digest,
        "7001c95f40a3d5982fdbd1f4ed4e2d17f171fbbd1005d8982454a6c00336e373");
    dataset_release(&dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_always_draws_the_same),
        cmocka_unit_test(seeds_and_splits_draw_others),
        cmocka_unit_test(the_first_of_more_are_the_same),
        cmocka_unit_test(every_ten_images_hold_every_class_in_no_fixed_order),
        cmocka_unit_test(pixels_are_as_handwriting_has_them),
        cmocka_unit_test(ink_is_centred_by_its_mass),
        cmocka_unit_test(no_two_images_of_a_class_are_alike),
        cmocka_unit_test(shapes_are_well_formed),
        cmocka_unit_test(digest_tells_settings_apart),
        cmocka_unit_test(pictures_are_those_of_this_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
