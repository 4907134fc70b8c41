// nets/input: sizes, channels and scales of what a network sees.
#include "nets/input.h"
#include "tests/check.h"
#include "tests/image_case.h"

// A random set, and its images resized.
static Matrix resized(ImageSet *set, int size, int resize)
{
    Input input = {.size = size, .resize = resize};
    ImageSource source;

    *set = random_images(1);
    source = source_of(set, &input, NULL);
    return filled(&source);
}

// source(i) = 0.875 i − 0.0625, clamped.
static void bilinear_28_to_32_is_as_by_hand(void **state)
{
    ImageSet set;
    Matrix x = resized(&set, 32, RESIZE_BILINEAR);
    const uint8_t *image = set.images;

    (void)state;
    // The corner lies outside the source's pixel centres.
    assert_near(x.data[0], image[0] / 255.0, 1e-6);
    // Row 0, column 1: 0.8125 between columns 0 and 1.
    assert_near(x.data[1], (0.1875 * image[0] + 0.8125 * image[1]) / 255, 1e-6);
    // Row 2, column 31: source row 1.6875, and the last column.
    assert_near(x.data[2 * 32 + 31],
                (0.3125 * image[1 * 28 + 27] + 0.6875 * image[2 * 28 + 27])
                    / 255,
                1e-6);
    free(x.data);
    free(set.images);
}

static void nearest_takes_the_pixel_under_the_centre(void **state)
{
    ImageSet set;
    Matrix x = resized(&set, 56, RESIZE_NEAREST);

    (void)state;
    for (int i = 0; i < 56 * 56; i++) {
        int from = i / 56 / 2 * 28 + i % 56 / 2;

        assert_near(x.data[i], set.images[from] / 255.0, 1e-7);
    }
    free(x.data);
    free(set.images);
}

static void padding_keeps_the_picture_in_the_middle(void **state)
{
    ImageSet set;
    Matrix x = resized(&set, 32, RESIZE_PAD);

    (void)state;
    for (int i = 0; i < 32; i++)
        for (int j = 0; j < 32; j++) {
            bool inside = i >= 2 && i < 30 && j >= 2 && j < 30;
            double value =
                inside ? set.images[(i - 2) * 28 + j - 2] / 255.0 : 0;

            assert_near(x.data[i * 32 + j], value, 1e-7);
        }
    free(x.data);
    free(set.images);
}

static void padding_to_a_smaller_side_cuts_around_the_middle(void **state)
{
    ImageSet set;
    Matrix x = resized(&set, 20, RESIZE_PAD);

    (void)state;
    for (int i = 0; i < 400; i++) {
        int from = (i / 20 + 4) * 28 + i % 20 + 4;

        assert_near(x.data[i], set.images[from] / 255.0, 1e-7);
    }
    free(x.data);
    free(set.images);
}

static void check_normalization(int normalize, int channels,
                                const double *scale, const double *shift)
{
    ImageSet set = random_images(1);
    Input input = {.channels = channels, .normalize = normalize};
    ImageSource source = source_of(&set, &input, NULL);
    Matrix x = filled(&source);

    for (size_t i = 0; i < x.cols; i++) {
        size_t channel = i % (size_t)channels;
        size_t pixel = i / (size_t)channels;
        double unit = set.images[pixel] / 255.0;

        assert_near(x.data[i], unit * scale[channel] + shift[channel], 2e-6);
    }
    free(x.data);
    free(set.images);
}

static void pixels_are_normalized_as_asked(void **state)
{
    const double one[] = {1, 1, 1};
    const double none[] = {0, 0, 0};
    const double mean[] = {0.485, 0.456, 0.406};
    const double sigma[] = {0.229, 0.224, 0.225};
    double scale[3], shift[3], minus_mean[3];

    (void)state;
    for (int i = 0; i < 3; i++) {
        scale[i] = 1 / sigma[i];
        shift[i] = -mean[i] / sigma[i];
        minus_mean[i] = -mean[i];
    }
    check_normalization(NORMALIZE_UNIT, 1, one, none);
    check_normalization(NORMALIZE_UNIT, 3, one, none);
    check_normalization(NORMALIZE_IMAGENET, 3, scale, shift);
    check_normalization(NORMALIZE_LITERAL, 3, sigma, minus_mean);
    check_normalization(NORMALIZE_MNIST, 1, (double[]){1 / 0.3081},
                        (double[]){-0.1307 / 0.3081});
    check_normalization(NORMALIZE_IMAGENET, 1, (double[]){1 / 0.226},
                        (double[]){-0.449 / 0.226});
}

static void coloured_images_keep_their_channels_apart(void **state)
{
    ImageSet set = random_images(3);
    Input input = {.normalize = NORMALIZE_UNIT};
    ImageSource source = source_of(&set, &input, &still);
    Matrix x = filled(&source);

    (void)state;
    assert_int_equal(x.cols, SIDE * SIDE * 3);
    for (size_t i = 0; i < x.cols; i++)
        assert_near(x.data[i], set.images[i] / 255.0, 1e-7);
    free(x.data);
    free(set.images);
}

// The same examples in other batches, in another order, with more threads.
static void a_row_depends_on_its_example_alone(void **state)
{
    ImageSet set = random_images(1);
    Input input = {.size = 32, .channels = 3, .normalize = NORMALIZE_IMAGENET};
    ImageSource source = source_of(&set, &input, &strong);
    Matrix whole = filled(&source);
    Matrix parts = matrix(memory_new(IMAGES * whole.cols, sizeof(float)),
                          IMAGES, whole.cols);
    uint32_t examples[IMAGES];

    (void)state;
    for (uint32_t i = 0; i < IMAGES; i++)
        examples[i] = IMAGES - 1 - i;
    for (int threads = 1; threads <= 3; threads++) {
        source.pool = pool_new(threads);
        memset(parts.data, 0, IMAGES * whole.cols * sizeof(float));
        for (size_t first = 0; first < IMAGES; first += 37)
            input_fill(&source, examples + first,
                       matrix_rows(parts, first,
                                   first + 37 < IMAGES ? 37 : IMAGES - first));
        for (size_t i = 0; i < IMAGES; i++)
            assert_memory_equal(matrix_row(parts, i),
                                matrix_row(whole, IMAGES - 1 - i),
                                whole.cols * sizeof(float));
        pool_free(source.pool);
    }
    free(whole.data);
    free(parts.data);
    free(set.images);
}

static void rows_may_lie_apart(void **state)
{
    ImageSet set = random_images(1);
    Input input = {.normalize = NORMALIZE_UNIT};
    ImageSource source = source_of(&set, &input, NULL);
    Matrix x = {NULL, 2, 784, 800, false};
    const uint8_t *ninth = set.images + (size_t)9 * 784;
    const uint32_t examples[] = {4, 9};

    (void)state;
    x.data = memory_new(1600, sizeof *x.data);
    input_fill(&source, examples, x);
    for (size_t i = 0; i < 784; i++)
        assert_near(x.data[800 + i], ninth[i] / 255.0, 1e-7);
    assert_near(x.data[784], 0, 0);
    free(x.data);
    free(set.images);
}

static void an_input_of_zeros_is_as_the_data(void **state)
{
    Input input;
    Augmentation augmentation;
    Shape shape;

    (void)state;
    params_fill(input_params, &input);
    params_fill(augmentation_params, &augmentation);
    shape = input_shape(&input, (Shape){28, 20, 1});
    assert_int_equal(shape.height, 28);
    assert_int_equal(shape.width, 20);
    assert_int_equal(shape.channels, 1);
    assert_memory_equal(&augmentation, &still, sizeof still);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bilinear_28_to_32_is_as_by_hand),
        cmocka_unit_test(nearest_takes_the_pixel_under_the_centre),
        cmocka_unit_test(padding_keeps_the_picture_in_the_middle),
        cmocka_unit_test(padding_to_a_smaller_side_cuts_around_the_middle),
        cmocka_unit_test(pixels_are_normalized_as_asked),
        cmocka_unit_test(coloured_images_keep_their_channels_apart),
        cmocka_unit_test(a_row_depends_on_its_example_alone),
        cmocka_unit_test(rows_may_lie_apart),
        cmocka_unit_test(an_input_of_zeros_is_as_the_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
