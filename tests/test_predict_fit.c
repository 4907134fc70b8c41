// harness/predict_fit: pictures are made as MNIST was made.
#include "harness/predict_fit.h"
#include "tests/check.h"

enum { SIDE = 28, BOX = 20 };

static void only_what_is_dark_on_light_is_inverted(void **state)
{
    Grey grey = grey_new(4, 4);

    (void)state;
    memset(grey.pixels, 200, 16);
    grey.pixels[5] = 10;
    assert_true(fit_is_dark_on_light(&grey));
    fit_invert(&grey);
    assert_int_equal(grey.pixels[0], 55);
    assert_int_equal(grey.pixels[5], 245);
    assert_false(fit_is_dark_on_light(&grey));
    // Light things may reach the border.
    memset(grey.pixels, 255, 5);
    assert_false(fit_is_dark_on_light(&grey));
    grey_release(&grey);
}

// Where a picture's pixels lie that are not 0: [top, left, height, width].
static void find_box(const Grey *grey, int box[4])
{
    int bottom = -1;
    int right = -1;

    box[0] = box[1] = SIDE;
    for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++) {
            if (grey->pixels[y * grey->width + x] == 0)
                continue;
            box[0] = y < box[0] ? y : box[0];
            box[1] = x < box[1] ? x : box[1];
            bottom = y > bottom ? y : bottom;
            right = x > right ? x : right;
        }
    box[2] = bottom - box[0] + 1;
    box[3] = right - box[1] + 1;
}

static void fill(Grey *grey, int top, int left, int height, int width)
{
    for (int y = top; y < top + height; y++)
        memset(grey->pixels + y * grey->width + left, 200, (size_t)width);
}

static void pictures_fit_a_box_of_20_in_28(void **state)
{
    Grey grey = grey_new(300, 400);
    Grey out = grey_new(SIDE, SIDE);
    int box[4];
    Error err = {0};

    (void)state;
    // Grey paper, on which something far off the middle is twice as high as
    // wide.
    memset(grey.pixels, 40, 300 * 400);
    fill(&grey, 5, 250, 200, 100);
    assert_true(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    find_box(&out, box);
    assert_int_equal(box[0], 4);
    assert_int_equal(box[1], 9);
    assert_int_equal(box[2], BOX);
    assert_int_equal(box[3], BOX / 2);
    assert_int_equal(out.pixels[14 * SIDE + 14], 255);
    grey_release(&grey);
    grey_release(&out);
}

// Of a square of 20 whose left half is twice as heavy, the centre of mass is
// 5 / 3 left of the middle.
static void the_centre_of_mass_is_in_the_middle(void **state)
{
    Grey grey = grey_new(100, 100);
    Grey out = grey_new(SIDE, SIDE);
    int box[4];
    Error err = {0};

    (void)state;
    fill(&grey, 20, 30, 60, 60);
    for (int y = 20; y < 80; y++)
        memset(grey.pixels + y * 100 + 60, 100, 30);
    assert_true(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    find_box(&out, box);
    assert_int_equal(box[0], 4);
    assert_int_equal(box[1], 4 + 2);
    assert_int_equal(box[3], BOX);
    grey_release(&grey);
    grey_release(&out);
}

static void thin_lines_stay_visible(void **state)
{
    Grey grey = grey_new(1000, 1000);
    Grey out = grey_new(SIDE, SIDE);
    int most = 0;
    Error err = {0};

    (void)state;
    for (int i = 100; i < 900; i++)
        grey.pixels[i * 1000 + i] = 255;
    assert_true(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    for (int i = 0; i < SIDE * SIDE; i++)
        most = out.pixels[i] > most ? out.pixels[i] : most;
    assert_int_equal(most, 255);
    grey_release(&grey);
    grey_release(&out);
}

static void what_shows_nothing_is_refused(void **state)
{
    Grey grey = grey_new(9, 9);
    Grey out = grey_new(SIDE, SIDE);
    Error err = {0};

    (void)state;
    memset(grey.pixels, 77, 81);
    assert_false(fit_grey(FIT_MNIST, "a", &grey, &out, &err));
    assert_non_null(strstr(err.message, "'a' shows nothing"));
    grey_release(&grey);
    grey_release(&out);
}

static void stretching_fills_the_whole(void **state)
{
    Grey grey = {1, 2, (uint8_t[]){0, 200}};
    Grey out = grey_new(2, 4);
    Error err = {0};

    (void)state;
    assert_true(fit_grey(FIT_STRETCH, "a", &grey, &out, &err));
    assert_memory_equal(out.pixels,
                        ((uint8_t[]){0, 50, 150, 200, 0, 50, 150, 200}), 8);
    grey_release(&out);
}

static void pictures_are_kept_only_in_their_size(void **state)
{
    Grey grey = {2, 2, (uint8_t[]){1, 2, 3, 4}};
    Grey same = grey_new(2, 2);
    Grey other = grey_new(2, 3);
    Error err = {0};

    (void)state;
    assert_true(fit_grey(FIT_NONE, "a", &grey, &same, &err));
    assert_memory_equal(same.pixels, grey.pixels, 4);
    assert_false(fit_grey(FIT_NONE, "a", &grey, &other, &err));
    assert_non_null(strstr(err.message, "the network wants 3 x 2"));
    grey_release(&same);
    grey_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_dark_on_light_is_inverted),
        cmocka_unit_test(pictures_fit_a_box_of_20_in_28),
        cmocka_unit_test(the_centre_of_mass_is_in_the_middle),
        cmocka_unit_test(thin_lines_stay_visible),
        cmocka_unit_test(what_shows_nothing_is_refused),
        cmocka_unit_test(stretching_fills_the_whole),
        cmocka_unit_test(pictures_are_kept_only_in_their_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
