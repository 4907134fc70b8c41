// nets/input, nets/augmentation and their kernels, against the formulas
// written out in double.
#include "nets/base/memory.h"
#include "nets/input.h"
#include "tests/check.h"

#include <math.h>
#include <stdio.h>

enum { IMAGES = 50, SIDE = 28, LARGEST = 40 };

static const Augmentation strong = {30, 0.2, 0.1, 10, 0.3};
static const Augmentation still = {0, 0, 0, 0, 0};

static ImageSet random_images(int channels)
{
    ImageSet set = {.count = IMAGES, .shape = {SIDE, SIDE, channels}};
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    size_t bytes = IMAGES * shape_size(set.shape);

    set.images = memory_new(bytes, 1);
    for (size_t i = 0; i < bytes; i++)
        set.images[i] = (uint8_t)rng_below(&rng, 256);
    return set;
}

static ImageSource source_of(const ImageSet *set, const Input *input,
                             const Augmentation *augmentation)
{
    return (ImageSource){
        .set = set,
        .input = input,
        .augmentation = augmentation,
        .seed = 7,
        .epoch = 3,
        .kernels = kernels_for(cpu_simd()),
    };
}

// Every image of the set, in order.
static Matrix filled(const ImageSource *source)
{
    size_t cols = shape_size(input_shape(source->input, source->set->shape));
    Matrix x = matrix(memory_new(IMAGES * cols, sizeof(float)), IMAGES, cols);
    uint32_t examples[IMAGES];

    for (uint32_t i = 0; i < IMAGES; i++)
        examples[i] = i;
    input_fill(source, examples, x);
    return x;
}

static double limited(double value, double max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

static double bilinear(const double *x, int side, double row, double col)
{
    int top = (int)limited(row, side - 1);
    int left = (int)limited(col, side - 1);
    int below = top + 1 < side ? top + 1 : top;
    int right = left + 1 < side ? left + 1 : left;
    double f = limited(row, side - 1) - top;
    double g = limited(col, side - 1) - left;

    return (1 - f)
               * ((1 - g) * x[top * side + left] + g * x[top * side + right])
           + f
                 * ((1 - g) * x[below * side + left]
                    + g * x[below * side + right]);
}

// The map of an augmentation as it is specified, step by step.
static void source_of_pixel(const AffineDraw *draw, int side, int r, int c,
                            double place[2])
{
    const double degree = acos(-1) / 180;
    double theta = draw->rotation * degree;
    double s = draw->shear * degree;
    double centre = (side - 1) / 2.0;
    double u = (c - centre) * draw->zoom_x;
    double v = (r - centre) * draw->zoom_y;

    u = u - sin(s) * v;
    v = cos(s) * v;
    u = u + draw->shift_x;
    v = v + draw->shift_y;
    place[0] = sin(theta) * u + cos(theta) * v + centre;
    place[1] = cos(theta) * u - sin(theta) * v + centre;
}

// One grey image as the network must see it, but for normalisation.
static void reference(const ImageSource *source, uint32_t example, double *y)
{
    const uint8_t *image = source->set->images + (size_t)example * SIDE * SIDE;
    int side = source->input->size ? source->input->size : SIDE;
    Rng rng = rng_new(source->seed, RNG_AUGMENT, 0, source->epoch, example);
    AffineDraw draw = augmentation_draw(source->augmentation, side, side, &rng);
    double units[SIDE * SIDE];
    double sized[LARGEST * LARGEST];
    double place[2];

    for (int i = 0; i < SIDE * SIDE; i++)
        units[i] = image[i] / 255.0;
    for (int r = 0; r < side; r++)
        for (int c = 0; c < side; c++)
            sized[r * side + c] =
                bilinear(units, SIDE, (r + 0.5) * SIDE / side - 0.5,
                         (c + 0.5) * SIDE / side - 0.5);
    for (int r = 0; r < side; r++)
        for (int c = 0; c < side; c++) {
            source_of_pixel(&draw, side, r, c, place);
            y[r * side + c] = bilinear(sized, side, place[0], place[1]);
        }
}

static void check_against_reference(int size, Simd simd)
{
    ImageSet set = random_images(1);
    Input input = {.size = size};
    ImageSource source = source_of(&set, &input, &strong);
    double expected[LARGEST * LARGEST];
    Matrix x;

    source.kernels = kernels_for(simd);
    x = filled(&source);
    for (uint32_t i = 0; i < IMAGES; i++) {
        reference(&source, i, expected);
        for (size_t j = 0; j < x.cols; j++)
            assert_near(matrix_row(x, i)[j], expected[j], 1e-5);
    }
    free(x.data);
    free(set.images);
}

static void every_instruction_set_agrees_with_the_formula(void **state)
{
    (void)state;
    for (int simd = SIMD_BASELINE; simd <= (int)cpu_simd(); simd++) {
        check_against_reference(0, (Simd)simd);
        check_against_reference(32, (Simd)simd);
        check_against_reference(17, (Simd)simd);
    }
}

static void an_affine_map_reads_where_it_should(void **state)
{
    AffineDraw draw = {10, 2, -1, 5, 1.1, 0.9};
    AffineMap map = affine_map(&draw);
    double v = 5 - 13.5;
    double u = 7 - 13.5;

    (void)state;
    assert_near(map.row[0] * v + map.row[1] * u + map.row[2] + 13.5, 4.2315716,
                1e-7);
    assert_near(map.col[0] * v + map.col[1] * u + map.col[2] + 13.5, 10.5818539,
                1e-7);
}

static void augmenting_by_nothing_changes_no_bit(void **state)
{
    ImageSet set = random_images(1);

    (void)state;
    for (int simd = SIMD_BASELINE; simd <= (int)cpu_simd(); simd++)
        for (int size = 0; size <= 33; size += 33) {
            Input input = {.size = size};
            ImageSource with = source_of(&set, &input, &still);
            ImageSource without = source_of(&set, &input, NULL);
            Matrix x, y;

            with.kernels = without.kernels = kernels_for((Simd)simd);
            x = filled(&with);
            y = filled(&without);
            assert_memory_equal(x.data, y.data,
                                x.rows * x.cols * sizeof *x.data);
            free(x.data);
            free(y.data);
        }
    free(set.images);
}

// Warps a picture of one bright 4 × 4 square and finds its middle and mass.
static void warp_square(AffineDraw draw, double *row, double *col, double *mass)
{
    float picture[SIDE * SIDE + SIDE + 1] = {0};
    float v[SIDE * SIDE], u[SIDE * SIDE], y[SIDE * SIDE];
    AffineMap map = affine_map(&draw);
    Warp warp = {(size_t)SIDE * SIDE, v, u, {0}, {0}, SIDE, SIDE};

    for (int i = 0; i < SIDE * SIDE; i++) {
        int r = i / SIDE;
        int c = i % SIDE;

        picture[i] = r > 11 && r < 16 && c > 11 && c < 16 ? 1 : 0;
        v[i] = (float)r - 13.5F;
        u[i] = (float)c - 13.5F;
    }
    for (int i = 0; i < 3; i++) {
        warp.row[i] = (float)map.row[i];
        warp.col[i] = (float)map.col[i];
    }
    kernels_for(cpu_simd())->warp(y, picture, &warp);
    *row = *col = *mass = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        *mass += (double)y[i];
        *row += (double)(y[i] * v[i]);
        *col += (double)(y[i] * u[i]);
    }
    *row /= *mass;
    *col /= *mass;
}

static void positive_shifts_move_left_and_up(void **state)
{
    double row, col, mass;

    (void)state;
    warp_square((AffineDraw){0, 3, 0, 0, 1, 1}, &row, &col, &mass);
    assert_near(col, -3, 1e-5);
    assert_near(row, 0, 1e-5);
    warp_square((AffineDraw){0, 0, 2.5, 0, 1, 1}, &row, &col, &mass);
    assert_near(col, 0, 1e-5);
    assert_near(row, -2.5, 1e-5);
}

static void zoom_above_1_shrinks(void **state)
{
    double row, col, before, mass;

    (void)state;
    warp_square((AffineDraw){0, 0, 0, 0, 1, 1}, &row, &col, &before);
    warp_square((AffineDraw){0, 0, 0, 0, 1.25, 1.25}, &row, &col, &mass);
    assert_near(before, 16, 1e-5);
    assert_true(mass < 0.75 * before);
    assert_near(row, 0, 1e-5);
    assert_near(col, 0, 1e-5);
}

// source(i) = 0.875 i − 0.0625, clamped.
static void bilinear_28_to_32_is_as_by_hand(void **state)
{
    ImageSet set = random_images(1);
    Input input = {.size = 32};
    ImageSource source = source_of(&set, &input, NULL);
    Matrix x = filled(&source);
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
    ImageSet set = random_images(1);
    Input input = {.size = 56, .resize = RESIZE_NEAREST};
    ImageSource source = source_of(&set, &input, NULL);
    Matrix x = filled(&source);

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
    ImageSet set = random_images(1);
    Input input = {.size = 32, .resize = RESIZE_PAD};
    ImageSource source = source_of(&set, &input, NULL);
    Matrix x = filled(&source);

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
    ImageSet set = random_images(1);
    Input input = {.size = 20, .resize = RESIZE_PAD};
    ImageSource source = source_of(&set, &input, NULL);
    Matrix x = filled(&source);

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

static void other_epochs_and_seeds_draw_otherwise(void **state)
{
    ImageSet set = random_images(1);
    Input input = {.normalize = NORMALIZE_UNIT};
    ImageSource source = source_of(&set, &input, &strong);
    Matrix x = filled(&source);
    Matrix later, reseeded;

    (void)state;
    source.epoch++;
    later = filled(&source);
    source.epoch--;
    source.seed++;
    reseeded = filled(&source);
    for (size_t i = 0; i < IMAGES; i++) {
        assert_memory_not_equal(matrix_row(x, i), matrix_row(later, i), 3136);
        assert_memory_not_equal(matrix_row(x, i), matrix_row(reseeded, i),
                                3136);
    }
    free(x.data);
    free(later.data);
    free(reseeded.data);
    free(set.images);
}

// Draw `which` of the six, as a fraction of its range, from −1 to 1.
static double drawn(const AffineDraw *draw, int which)
{
    const double fractions[] = {
        draw->rotation / 30,        draw->shift_x / (0.2 * 40),
        draw->shift_y / (0.1 * 30), draw->shear / 10,
        (draw->zoom_x - 1) / 0.3,   (draw->zoom_y - 1) / 0.3,
    };

    return fractions[which];
}

static void draws_are_uniform_within_their_ranges(void **state)
{
    enum { DRAWS = 20000, BINS = 10 };
    int counts[6][BINS] = {{0}};

    (void)state;
    for (uint32_t i = 0; i < DRAWS; i++) {
        Rng rng = rng_new(5, RNG_AUGMENT, 0, 1, i);
        AffineDraw draw = augmentation_draw(&strong, 30, 40, &rng);

        for (int j = 0; j < 6; j++) {
            double fraction = drawn(&draw, j);

            assert_true(fraction >= -1 - 1e-12 && fraction <= 1 + 1e-12);
            counts[j][(int)limited((fraction + 1) / 2 * BINS, BINS - 1)]++;
        }
    }
    for (int j = 0; j < 6; j++)
        for (int bin = 0; bin < BINS; bin++)
            assert_in_range(counts[j][bin], 1800, 2200);
}

static void a_range_of_0_leaves_the_other_draws_alone(void **state)
{
    (void)state;
    for (int without = 0; without < 5; without++) {
        Augmentation fewer = strong;
        double *ranges[] = {&fewer.rotate, &fewer.shift_x, &fewer.shift_y,
                            &fewer.shear, &fewer.zoom};
        Rng rng = rng_new(5, RNG_AUGMENT, 0, 1, 2);
        Rng again = rng;
        AffineDraw all = augmentation_draw(&strong, 30, 40, &rng);
        AffineDraw some;

        *ranges[without] = 0;
        some = augmentation_draw(&fewer, 30, 40, &again);
        for (int j = 0; j < 6; j++)
            if (j == without || (j == 5 && without == 4))
                assert_near(drawn(&some, j), 0, 0);
            else
                assert_near(drawn(&some, j), drawn(&all, j), 0);
    }
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
        cmocka_unit_test(every_instruction_set_agrees_with_the_formula),
        cmocka_unit_test(an_affine_map_reads_where_it_should),
        cmocka_unit_test(augmenting_by_nothing_changes_no_bit),
        cmocka_unit_test(positive_shifts_move_left_and_up),
        cmocka_unit_test(zoom_above_1_shrinks),
        cmocka_unit_test(bilinear_28_to_32_is_as_by_hand),
        cmocka_unit_test(nearest_takes_the_pixel_under_the_centre),
        cmocka_unit_test(padding_keeps_the_picture_in_the_middle),
        cmocka_unit_test(padding_to_a_smaller_side_cuts_around_the_middle),
        cmocka_unit_test(pixels_are_normalized_as_asked),
        cmocka_unit_test(coloured_images_keep_their_channels_apart),
        cmocka_unit_test(a_row_depends_on_its_example_alone),
        cmocka_unit_test(rows_may_lie_apart),
        cmocka_unit_test(other_epochs_and_seeds_draw_otherwise),
        cmocka_unit_test(draws_are_uniform_within_their_ranges),
        cmocka_unit_test(a_range_of_0_leaves_the_other_draws_alone),
        cmocka_unit_test(an_input_of_zeros_is_as_the_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
