// nets/augmentation and its kernels, against the formulas written out in
// double.
#include "nets/augmentation.h"
#include "tests/check.h"
#include "tests/image_case.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_instruction_set_agrees_with_the_formula),
        cmocka_unit_test(an_affine_map_reads_where_it_should),
        cmocka_unit_test(augmenting_by_nothing_changes_no_bit),
        cmocka_unit_test(positive_shifts_move_left_and_up),
        cmocka_unit_test(zoom_above_1_shrinks),
        cmocka_unit_test(other_epochs_and_seeds_draw_otherwise),
        cmocka_unit_test(draws_are_uniform_within_their_ranges),
        cmocka_unit_test(a_range_of_0_leaves_the_other_draws_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
